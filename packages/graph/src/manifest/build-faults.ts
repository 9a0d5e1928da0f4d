import type { CrateTarget } from '../crate'
import type { PlacedFault } from './package-faults'
import type { TargetContext } from './target-context'
import { booleanOf, stringOf, stringsOf, tableOf, tablesOf } from './toml-table'

/** What Cargo would refuse once it knows the targets of a crate. */
export function* buildFaults(
  context: Omit<TargetContext, 'sources' | 'faults'>,
  targets: readonly CrateTarget[],
): Generator<PlacedFault> {
  const of = (kind: string) => targets.filter((target) => target.kind.includes(kind))
  yield* libraryFaults(context)
  yield* nameFaults(context)
  const listed = tablesOf(context.manifest.toml, 'bin') ?? []
  for (const { name, path } of of('bin')) {
    if (!RESERVED.has(name)) continue
    const index = listed.findIndex((table) => stringOf(table, 'name') === name)
    const { dir } = context.manifest
    const source = dir === '' ? path : path.slice(dir.length + 1)
    yield {
      ...{ key: index < 0 ? ['package', 'name'] : ['bin', index, 'name'], code: 'RESERVED_BINARY_NAME' },
      message: `a binary cannot be named "${name}", because Cargo builds in a directory of that name`,
      hint:
        index < 0
          ? `give it another name: add a [[bin]] with a name and path = "${source}"`
          : 'give it another name',
    }
  }
  const run = stringOf(context.package, 'default-run')
  // One whose source is missing is a fault of its own.
  const isListed = listed.some((table) => stringOf(table, 'name') === run)
  if (run !== undefined && !isListed && !of('bin').some(({ name }) => name === run)) {
    const names = of('bin').map(({ name }) => JSON.stringify(name))
    yield {
      ...{ key: ['package', 'default-run'], code: 'UNKNOWN_DEFAULT_RUN' },
      message: `default-run names "${run}", which is not a binary of crate "${context.name}"`,
      hint: names.length === 0 ? 'remove default-run' : `write one of ${names.join(', ')}, or remove it`,
    }
  }
  if (stringOf(context.package, 'links') !== undefined && of('custom-build').length === 0) {
    yield {
      ...{ key: ['package', 'links'], code: 'LINKS_WITHOUT_BUILD_SCRIPT' },
      message: `crate "${context.name}" sets links but has no build script`,
      hint: 'create build.rs (and remove build = false if it is set), or remove links',
    }
  }
}

/**
 * Names that rustc refuses for whatever it compiles ("invalid character in crate name"), where Cargo does not: they become
 * names of files, and one with a slash would be a path.
 */
function* nameFaults({ manifest }: Pick<TargetContext, 'manifest'>): Generator<PlacedFault> {
  const library = tableOf(manifest.toml, 'lib')
  const named = [
    { key: ['lib', 'name'] as const, name: stringOf(library, 'name') },
    ...(['bin', 'example', 'test', 'bench'] as const).flatMap((kind) =>
      (tablesOf(manifest.toml, kind) ?? []).map((table, index) => ({
        key: [kind, index, 'name'] as const,
        name: stringOf(table, 'name'),
      })),
    ),
  ]
  for (const { key, name } of named) {
    if (!name || /^[\p{Alphabetic}\p{N}\p{M}_-]+$/u.test(name)) continue
    yield {
      ...{ key: [...key], code: 'INVALID_TARGET_NAME' },
      message: `${JSON.stringify(name)} cannot be the name of a target: it has characters other than letters, digits, "-" and "_"`,
      hint: 'give it another name',
    }
  }
}

const RESERVED = new Set(['deps', 'examples', 'build', 'incremental'])

function* libraryFaults({ manifest }: Pick<TargetContext, 'manifest'>): Generator<PlacedFault> {
  const library = tableOf(manifest.toml, 'lib')
  const name = stringOf(library, 'name')
  if (name !== undefined && (name === '' || name.includes('-'))) {
    yield {
      ...{ key: ['lib', 'name'], code: 'INVALID_LIBRARY_NAME' },
      message: `${JSON.stringify(name)} cannot be the name of a library: it ${name === '' ? 'is empty' : 'has a hyphen'}`,
      hint: name === '' ? 'remove it' : `write name = "${name.replaceAll('-', '_')}"`,
    }
  }
  const types = stringsOf(library, 'crate-type') ?? stringsOf(library, 'crate_type') ?? []
  const isMacro = booleanOf(library, 'proc-macro') ?? booleanOf(library, 'proc_macro')
  if (isMacro !== true && types.length > 1 && types.includes('proc-macro')) {
    yield {
      ...{ key: ['lib', 'crate-type'], code: 'MIXED_PROC_MACRO' },
      message: 'a library of type proc-macro cannot have other types',
      hint: 'write crate-type = ["proc-macro"], or remove "proc-macro" from it',
    }
  }
}
