import type { Manifest } from './manifest'
import type { PlacedFault } from './package-faults'
import { asTable, entryOf, type TomlTable, tableOf } from './toml-table'

/** What Cargo would refuse in `[lints]` and `[workspace.lints]`. */
export function* lintFaults({ toml, workspace }: Manifest): Generator<PlacedFault> {
  const lints = tableOf(toml, 'lints')
  const inherits = entryOf(lints, 'workspace')
  if (inherits === false) {
    yield {
      ...{ key: ['lints', 'workspace'], code: 'LINTS_NOT_INHERITED' },
      message: 'lints.workspace is false, which Cargo refuses',
      hint: 'remove lints.workspace, or write true',
    }
  }
  const tools = Object.keys(lints ?? {}).filter((tool) => tool !== 'workspace')
  if (inherits === true && tools.length > 0) {
    yield {
      ...{ key: ['lints', tools[0] ?? ''], code: 'LINTS_OVERRIDDEN' },
      message: 'the lints are inherited from the workspace and also set here',
      hint: `remove ${tools.map((tool) => `[lints.${tool}]`).join(' and ')}, or remove lints.workspace`,
    }
  }
  yield* levelFaults(lints, ['lints'])
  yield* levelFaults(tableOf(workspace, 'lints'), ['workspace', 'lints'])
}

const LEVELS = ['forbid', 'deny', 'warn', 'allow']

function* levelFaults(lints: TomlTable | undefined, place: readonly string[]): Generator<PlacedFault> {
  for (const tool of Object.keys(lints ?? {})) {
    const rules = tableOf(lints, tool)
    for (const lint of Object.keys(rules ?? {})) {
      const value = entryOf(rules, lint)
      const level = asTable(value) === undefined ? value : entryOf(asTable(value), 'level')
      if (LEVELS.includes(level as string)) continue
      yield {
        ...{ key: [...place, tool, lint], code: 'UNKNOWN_LINT_LEVEL' },
        message:
          level === undefined
            ? `the lint ${JSON.stringify(lint)} has no level`
            : `${JSON.stringify(level)} is not a valid level of the lint ${JSON.stringify(lint)}`,
        hint: `write one of ${LEVELS.map((each) => `"${each}"`).join(', ')}`,
      }
    }
  }
}
