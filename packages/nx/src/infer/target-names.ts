import { TARGET_KINDS, type TargetKind } from '@nx-crane/cargo'
import type { Options } from './options'

/** What the targets of one crate are called; false for those that the options leave out. */
export type TargetNames = Readonly<Record<TargetKind, string | false>>

/**
 * The names of a crate's targets where its project has some already: those stay as they are, and ours stands beside them.
 *
 * @param taken targets that the project has without this plugin, by name
 * @example targetNames(options, { build: 'project.json' }).build // → 'cargo-build'
 */
export function targetNames(
  { targets }: Pick<Options, 'targets'>,
  taken: Readonly<Record<string, unknown>>,
): TargetNames {
  const names = TARGET_KINDS.map((kind) => {
    const target = targets[kind]
    return [kind, target === false ? false : freeTargetName(target.name, taken)]
  })
  return Object.fromEntries(names) as TargetNames
}

/** The name, or the first of `cargo-NAME`, `nx-crane-NAME`, `nx-crane-NAME-2`, … that is free. */
export function freeTargetName(name: string, taken: Readonly<Record<string, unknown>>): string {
  if (!Object.hasOwn(taken, name)) return name
  const candidates = [...(name.startsWith('cargo-') ? [] : [`cargo-${name}`]), `nx-crane-${name}`]
  let free = candidates.find((candidate) => !Object.hasOwn(taken, candidate))
  for (let count = 2; free === undefined; count += 1) {
    const candidate = `nx-crane-${name}-${count}`
    if (!Object.hasOwn(taken, candidate)) free = candidate
  }
  return free
}
