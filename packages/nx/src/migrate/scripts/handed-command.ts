import { isDeepStrictEqual } from 'node:util'
import { isWithin, parentDir } from '@nx-crane/graph'
import { GROUP_EXECUTOR } from '../../infer/options'
import { objectAt, parseJson, textOf } from '../../init/edit-json'
import { type CargoFlags, translateFlags } from '../cargo-flags'
import { isContested } from '../contested-names'
import { handOver } from '../handed-target'
import type { MigratedCrate, Migration } from '../migration'
import type { RustCommand } from './rust-command'
import { wasmOptions } from './wasm-options'

export type HandedCommand =
  | { readonly is: 'kept'; readonly reason: string }
  | {
      readonly is: 'handed'
      /** What is left of each target in its file, null for nothing. */
      readonly targets: Readonly<Record<string, Readonly<Record<string, unknown>> | null>>
      readonly after: string
      readonly remarks: readonly string[]
    }

/** What becomes of a target that runs a command, when ours of its name does the same. */
export function handOverCommand(
  name: string,
  { command, old }: { command: RustCommand; old: Readonly<Record<string, unknown>> },
  { found, migration }: { found: MigratedCrate; migration: Migration },
): HandedCommand {
  if (command.is === 'nx') {
    const after = textOf(found.inferred[name]?.executor)
    return { is: 'handed', targets: { [name]: null }, after, remarks: [] }
  }
  if (!isAbout(command, found)) {
    return { is: 'kept', reason: `it is not about the crate beside it, but about ${placeOf(command)}` }
  }
  if (command.is === 'other') return { is: 'kept', reason: reasonOf(command.program) }
  if (command.is === 'wasm-pack') return handOverWasm(name, { command, old }, { found, migration })
  return handOverCargo(name, { command, old }, { found, migration })
}

/** `-p` selects a crate of the Cargo workspace from anywhere in it. */
function isAbout(command: Exclude<RustCommand, { is: 'nx' }>, { crate }: MigratedCrate): boolean {
  if (command.dir === crate.dir || command.is === 'other') return true
  if (command.is !== 'cargo' || command.flags.package !== crate.name) return false
  return isWithin(parentDir(crate.workspace), command.dir)
}

function placeOf(command: Exclude<RustCommand, { is: 'nx' }>): string {
  const named = command.is === 'cargo' ? command.flags.package : undefined
  return named === undefined ? command.dir || 'the root' : textOf(named)
}

export function reasonOf(program: string): string {
  if (program === 'napi' || program === 'neon') return 'nx-crane does not build native addons for Node'
  if (program === 'shell') return 'it needs a shell'
  if (program === 'variables') return 'it sets variables for the program'
  if (program === 'several programs') return 'it runs more than one program that builds'
  return `${program} has no counterpart in nx-crane`
}

function handOverCargo(
  name: string,
  {
    command,
    old,
  }: { command: CargoFlags & { readonly dir: string }; old: Readonly<Record<string, unknown>> },
  { found, migration }: { found: MigratedCrate; migration: Migration },
): HandedCommand {
  const nxJson = parseJson(migration.draft.read('nx.json') ?? '{}', 'nx.json')
  const handed = handOver(
    { name, value: old, translate: () => translateFlags(command, found.crate) },
    {
      project: { crate: found.crate, isApplication: false },
      options: migration.options,
      inferred: found.inferred,
      namedInputs: objectAt(nxJson, 'namedInputs'),
      isContested: isContested(found.crate.dir, migration.draft),
      mentionOf: () => null,
    },
  )
  if (handed.is === 'kept') return handed
  if (!handed.isInferred) {
    return { is: 'kept', reason: `the crate's target "${name}" does something else` }
  }
  return { is: 'handed', targets: { [name]: handed.value }, after: handed.after, remarks: handed.remarks }
}

function handOverWasm(
  name: string,
  {
    command,
    old,
  }: { command: Extract<RustCommand, { is: 'wasm-pack' }>; old: Readonly<Record<string, unknown>> },
  { found, migration }: { found: MigratedCrate; migration: Migration },
): HandedCommand {
  const { wasm } = migration.options.targets
  const executor = found.inferred[name]?.executor
  if (wasm === false || (executor !== GROUP_EXECUTOR && executor !== 'nx-crane:wasm')) {
    return { is: 'kept', reason: `the crate's target "${name}" does not build a WebAssembly package` }
  }
  const translated = wasmOptions(command, migration.options)
  if (translated.is === 'refused') return { is: 'kept', reason: translated.reason }
  const inferred = found.inferred[wasm.name]?.options ?? {}
  const options = Object.fromEntries(
    Object.entries(translated.options).filter(([each, value]) => !isDeepStrictEqual(inferred[each], value)),
  )
  const dependsOn = Array.isArray(old.dependsOn) ? old.dependsOn.filter((each) => each !== '...') : []
  const rest = { ...(dependsOn.length > 0 ? { dependsOn: ['...', ...dependsOn] } : {}) }
  const own = Object.keys(options).length > 0 ? { options } : {}
  const targets: Record<string, Readonly<Record<string, unknown>> | null> = { [name]: orNull(rest) }
  // What is to be done before the package is built has to be done before the target that builds it.
  targets[wasm.name] = orNull({ ...rest, ...own })
  return { is: 'handed', targets, after: textOf(executor), remarks: [] }
}

function orNull(value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> | null {
  return Object.keys(value).length === 0 ? null : value
}
