import { type FieldTypes, typeFaults } from './field-types'
import type { Manifest } from './manifest'
import { INHERITABLE_FIELDS, type PlacedFault, rustVersionFault, versionFault } from './package-faults'
import { booleanOf, entryOf, stringOf, tableOf } from './toml-table'

/** What Cargo would refuse in `[workspace]`, even where no crate inherits it. */
export function* workspaceFaults({ toml, workspace }: Manifest): Generator<PlacedFault> {
  yield* typeFaults(toml, { workspace: 'table' }, { place: [], inheritable: false })
  if (!workspace) return
  yield* typeFaults(workspace, LISTS, { place: ['workspace'], inheritable: false })
  yield* resolverFaults(entryOf(workspace, 'resolver'), ['workspace', 'resolver'])
  const shared = tableOf(workspace, 'package')
  const place = ['workspace', 'package']
  yield* typeFaults(shared, INHERITABLE_FIELDS, { place, inheritable: false })
  const version = stringOf(shared, 'version')
  if (version !== undefined) yield* versionFault(version, [...place, 'version'])
  const rust = stringOf(shared, 'rust-version')
  if (rust !== undefined) yield* rustVersionFault(rust, [...place, 'rust-version'])
  const dependencies = tableOf(workspace, 'dependencies')
  for (const name of Object.keys(dependencies ?? {})) {
    for (const word of ['optional', 'public']) {
      if (booleanOf(tableOf(dependencies, name), word) !== true) continue
      yield {
        ...{ key: ['workspace', 'dependencies', name], code: 'OPTIONAL_WORKSPACE_DEPENDENCY' },
        message: `the dependency "${name}" of the workspace is ${word}, which only a crate can decide`,
        hint: `remove ${word} here, and write { workspace = true, ${word} = true } in the crates that need it`,
      }
    }
  }
}

/** A fault when a `resolver` is none that Cargo has. */
export function* resolverFaults(value: unknown, key: readonly string[]): Generator<PlacedFault> {
  if (value === undefined || RESOLVERS.includes(value as string)) return
  yield {
    ...{ key, code: 'UNKNOWN_RESOLVER' },
    message: `${JSON.stringify(value)} is not a Cargo resolver`,
    hint: `write one of ${RESOLVERS.map((each) => `"${each}"`).join(', ')}`,
  }
}

const RESOLVERS = ['1', '2', '3']

const LISTS: FieldTypes = {
  members: 'strings',
  'default-members': 'strings',
  exclude: 'strings',
  package: 'table',
  dependencies: 'table',
}
