import { join } from 'node:path'
import { hasWasmOpt, installedBindgens } from '@nx-crane/build'
import { wasmProfile } from '@nx-crane/graph'
import {
  isExecutable,
  isOfRepository,
  packagedVersion,
  privateToolchain,
  programCandidates,
} from '@nx-crane/keys/cli'
import type { RepositoryFacts, WasmFacts } from './facts'
import { readVersion } from './read-program'

/** What is there for WebAssembly; nobody asks where no crate is for it. */
export async function readWasm(
  root: string,
  { workspace }: RepositoryFacts,
  env: NodeJS.ProcessEnv,
): Promise<WasmFacts> {
  const ids = new Set(workspace.wasmCrates)
  const crates = workspace.crates.filter(({ id }) => ids.has(id))
  if (crates.length === 0) return { hasOptimizer: new Map(), bindgens: [], hasPrivateCompiler: false }
  const optimized = crates.filter(({ metadata }) => wasmProfile(metadata, 'release').wasmOpt !== null)
  const programs = [
    ...new Set(crates.flatMap(({ dir }) => programCandidates('wasm-bindgen', join(root, dir)))),
  ]
  const versions = await Promise.all(
    programs.map(async (command) =>
      isOfRepository(command, { root, environment: env })
        ? packagedVersion(command)
        : (await readVersion({ command, args: ['--version'], cwd: root, env })).version,
    ),
  )
  return {
    hasOptimizer: new Map(optimized.map(({ dir }) => [dir, hasWasmOpt(join(root, dir))])),
    bindgens: [...new Set([...versions.flatMap((version) => version ?? []), ...installedBindgens()])],
    hasPrivateCompiler: isExecutable(join(privateToolchain(), 'rustc')),
  }
}
