import type { Fault } from '../faults'
import type { Manifest } from './manifest'
import type { PlacedFault } from './package-faults'
import { asTable, entryOf, stringOf, type TomlTable, tableOf } from './toml-table'

interface OldSpelling {
  readonly old: string
  readonly where: string
  /** Whether the new spelling is there as well. */
  readonly both: boolean
}

/** What edition 2024 says against a key with an underscore. */
export function oldSpellingFault({ old, where, both }: OldSpelling): Fault {
  const now = old === 'project' ? 'package' : old.replace('_', '-')
  return {
    code: 'OLD_SPELLING',
    message: `${old} of ${where} is not allowed since edition 2024`,
    hint: both ? `remove ${old}: ${now} is also set` : `write ${now} instead of ${old}`,
  }
}

/** The spellings of a crate's tables that edition 2024 refuses; those of dependencies are found with them. */
export function* editionFaults({ toml }: Manifest, { edition, name }: { edition: string; name: string }) {
  if (edition !== '2024') return
  const where = `crate "${name}"`
  yield* oldKeys(toml, ['project'], { where, place: [] })
  yield* oldKeys(toml, DEPENDENCIES, { where, place: [] })
  const platforms = tableOf(toml, 'target')
  for (const platform of Object.keys(platforms ?? {})) {
    yield* oldKeys(tableOf(platforms, platform), DEPENDENCIES, {
      ...{ where: `platform ${JSON.stringify(platform)}`, place: ['target', platform] },
    })
  }
  yield* oldKeys(tableOf(toml, 'lib'), TARGET_KEYS, { where: 'the library', place: ['lib'] })
  for (const kind of ['bin', 'example', 'test', 'bench']) {
    const listed = entryOf(toml, kind)
    for (const [index, table] of (Array.isArray(listed) ? listed : []).entries()) {
      const target = asTable(table)
      yield* oldKeys(target, TARGET_KEYS, {
        ...{ where: `the ${kind} ${JSON.stringify(stringOf(target, 'name') ?? '')}`, place: [kind, index] },
      })
    }
  }
}

const DEPENDENCIES = ['dev_dependencies', 'build_dependencies']
const TARGET_KEYS = ['crate_type', 'proc_macro']

interface Where {
  readonly where: string
  readonly place: readonly (string | number)[]
}

function* oldKeys(
  table: TomlTable | undefined,
  keys: readonly string[],
  { where, place }: Where,
): Generator<PlacedFault> {
  for (const old of keys) {
    if (entryOf(table, old) === undefined) continue
    const both = entryOf(table, old === 'project' ? 'package' : old.replace('_', '-')) !== undefined
    yield { ...oldSpellingFault({ old, where, both }), key: [...place, old] }
  }
}
