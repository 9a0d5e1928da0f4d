import { shellCommand } from '@nx-crane/files'
import { type Crate, lockedBindgenVersion } from '@nx-crane/graph'
import type { Check } from './check'
import type { DoctorFacts } from './facts'
import { type Found, few } from './finding'
import { hasCompiler, isUsable, placeOf, rustupCommand, titleOf } from './rust-tools'

export const WASM_TARGET = 'wasm32-unknown-unknown'

/** What builds of WebAssembly packages need on this machine. */
export const wasmTools: readonly Check[] = [
  {
    id: 'wasm-target',
    title: WASM_TARGET,
    applies: (facts) => hasWasm(facts) && hasCompiler(facts),
    find: wasmTarget,
  },
  { id: 'wasm-opt', title: 'wasm-opt', applies: hasWasm, find: optimizer },
  { id: 'wasm-bindgen', title: 'wasm-bindgen', applies: hasLockedBindgen, find: bindgen },
]

export function hasWasm({ workspace, nx }: DoctorFacts): boolean {
  return workspace.wasmCrates.length > 0 && nx.options.targets.wasm !== false
}

/** Which version there has to be nobody knows without a lock. */
function hasLockedBindgen(facts: DoctorFacts): boolean {
  return hasWasm(facts) && wasmCrates(facts).some((crate) => lockedVersion(crate, facts) !== null)
}

function wasmCrates({ workspace }: DoctorFacts): Crate[] {
  const ids = new Set(workspace.wasmCrates)
  return workspace.crates.filter(({ id }) => ids.has(id))
}

function wasmTarget(facts: DoctorFacts): Found[] {
  const { rust, wasm, workspace } = facts
  const roots = new Set(wasmCrates(facts).map((crate) => crate.workspace))
  const dirs = new Set(
    workspace.workspaces.filter(({ manifest }) => roots.has(manifest)).map(({ dir }) => dir),
  )
  return rust.toolchains.flatMap((toolchain): Found[] => {
    const isAsked = toolchain.dirs.some((dir) => dirs.has(dir))
    if (!isAsked || !isUsable(toolchain) || toolchain.hasWasm) return []
    if (wasm.hasPrivateCompiler) return []
    const command = rustupCommand(toolchain, ['target', 'add'], [WASM_TARGET])
    return [
      {
        level: 'error',
        message: `${WASM_TARGET} is not installed for ${titleOf(toolchain)}`,
        place: placeOf(toolchain),
        mend: command
          ? shellCommand(command)
          : 'install the wasm32 standard library where rustc comes from (Debian: libstd-rust-dev-wasm32)',
        fix: command && { by: 'command', command, dir: '' },
      },
    ]
  })
}

function optimizer(facts: DoctorFacts): Found[] {
  const { workspace, wasm, manager } = facts
  const lacking = wasmCrates(facts).filter(({ dir }) => wasm.hasOptimizer.get(dir) === false)
  const isListed = workspace.packages.some(({ dependencies }) =>
    WITH_OPTIMIZER.some((name) => Object.hasOwn(dependencies, name)),
  )
  if (lacking.length === 0) return []
  return [
    {
      level: 'error',
      message: `wasm-opt, which release builds of ${few(lacking.map(({ name }) => name))} need, is neither on PATH nor in node_modules`,
      // It may be there only for some packages; where it is listed, installing is all that can be missing.
      mend: isListed ? manager.install : manager.addDev('binaryen'),
    },
  ]
}

/** npm packages that bring the program. */
const WITH_OPTIMIZER = ['binaryen', 'wasm-opt']

/** Module and glue agree on a format that changes with every release. */
function bindgen(facts: DoctorFacts): Found[] {
  const versions = new Map<string, string[]>()
  for (const crate of wasmCrates(facts)) {
    const version = lockedVersion(crate, facts)
    if (version !== null) versions.set(version, [...(versions.get(version) ?? []), crate.name])
  }
  return [...versions].flatMap(([version, crates]): Found[] => {
    if (facts.wasm.bindgens.includes(version)) return []
    const others = facts.wasm.bindgens.length === 0 ? '' : ` (installed: ${few(facts.wasm.bindgens)})`
    return [
      {
        level: 'warning',
        message: `wasm-bindgen ${version}, the version in Cargo.lock, is not installed for ${few(crates)}${others}: the first build installs it, which takes minutes`,
        mend: shellCommand(['cargo', 'install', 'wasm-bindgen-cli', '--version', version, '--locked']),
      },
    ]
  })
}

function lockedVersion(crate: Crate, { workspace, tree }: DoctorFacts): string | null {
  const lock = workspace.workspaces.find(({ manifest }) => manifest === crate.workspace)?.lock ?? null
  const text = lock === null ? undefined : tree.read(lock)
  try {
    return text === undefined ? null : lockedBindgenVersion(text, { ...crate, manifest: crate.id })
  } catch {
    return null // A lock that cannot be read, or one without it, is said by others.
  }
}
