import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readSourceTree } from '@nx-crane/graph'
import { flakeChanges } from '../../packages/nx/src/flake/flake-changes'
import { writeUserFiles } from '../../packages/nx/src/write-user-files'
import { EditedRepository } from '../check-keys/edited-repository'
import type { Subjects } from '../check-keys/generated/subjects'
import { nixStoreObstacle } from '../kit/nix-store'
import { writeInputs } from '../sandboxed-nix/flake-inputs'
import { surveyHost } from '../sandboxed-nix/host'
import { SandboxedNix } from '../sandboxed-nix/sandboxed-nix'

/** Real Nix with an empty store below `directory`; a sentence where there can be none. */
export async function openNix(directory: string): Promise<SandboxedNix | string> {
  const obstacle = await nixStoreObstacle()
  if (obstacle !== null) return obstacle
  const host = surveyHost()
  const inputs = writeInputs(join(directory, 'inputs'), { host })
  return SandboxedNix.open({ directory: join(directory, 'nix'), host, inputs })
}

/** What makes Nix build the crates, laid over an environment. */
export function nixEnvironment({ env, programs }: SandboxedNix, over: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const path = [over.PATH, dirname(programs.nix)].join(':')
  return { ...over, ...env, PATH: path, NX_CRANE_BUILDER: 'nix' }
}

/** Takes the wasm crates out of a generated repository: they have no wasm-bindgen, so that Nix builds none of them. */
export function removeWasmCrates(root: string, { plan }: Subjects): void {
  const repository = new EditedRepository(root, `${root}.tools`)
  for (const { dir } of plan.crates.filter(({ role }) => role === 'wasm')) {
    repository.replace('Cargo.toml', `    "${dir}",\n`, '')
    rmSync(join(root, dir), { recursive: true })
  }
}

/** What `nx sync` does before a commit. */
export function updateFlake(root: string): void {
  writeUserFiles(root, flakeChanges(readSourceTree(root)))
}
