import type { SourceTree } from '@nx-crane/graph'
import type { InitPlan, PlannedFile } from '../init/init-plan'
import { registeredOptions } from '../init/nx-json'
import { Draft } from '../scaffold/draft'
import { mentionsIn } from './mentions'
import { migrateOldPlugin, usesOldPlugin } from './migrate-old-plugin'
import { migratedCrates } from './migrated-crates'
import { type Migration, SOURCES, type Source, type TargetRow } from './migration'
import { OLD_PLUGINS } from './old-plugins'
import { keepCommands } from './scripts/kept-commands'
import { hasRustScripts, migrateScripts } from './scripts/migrate-scripts'
import { migrateTurbo } from './turbo/migrate-turbo'
import { turboConfigIn } from './turbo/turbo-config'

export interface MigrationPlan {
  /** What was found to migrate from, in order. */
  readonly sources: readonly Source[]
  readonly files: readonly PlannedFile[]
  readonly removed: readonly string[]
  readonly rows: readonly TargetRow[]
  readonly notes: readonly string[]
  /** What stays as it was, each with its file and the reason. */
  readonly kept: readonly string[]
  /** The repository as it would be. */
  readonly tree: SourceTree
}

interface Step {
  readonly source: Source
  applies(migration: Migration): boolean
  migrate(migration: Migration): void
}

const STEPS: readonly Step[] = [
  ...OLD_PLUGINS.map(
    (plugin): Step => ({
      source: plugin.source,
      applies: (migration) => usesOldPlugin(plugin, migration),
      migrate: (migration) => migrateOldPlugin(plugin, migration),
    }),
  ),
  {
    source: 'turbo',
    applies: ({ draft }) => turboConfigIn(draft, '') !== null,
    migrate: migrateTurbo,
  },
  { source: 'scripts', applies: hasRustScripts, migrate: migrateScripts },
]

/** What changes in a repository that was built by other means; by all that are found in it where none is named. */
export function planMigration(tree: SourceTree, from: readonly Source[]): MigrationPlan {
  const draft = new Draft(tree)
  const options = registeredOptions(tree.read('nx.json'))
  const migration: Migration = {
    draft,
    options,
    crates: migratedCrates(tree, options),
    rows: [],
    kept: [],
    removed: [],
    mentionsOf: mentionsIn(tree),
  }
  const wanted = from.length > 0 ? from : SOURCES
  const steps = STEPS.filter((step) => wanted.includes(step.source) && step.applies(migration))
  for (const step of steps) step.migrate(migration)
  if (steps.length > 0 && wanted.includes('scripts')) keepCommands(migration)
  return {
    sources: steps.map(({ source }) => source),
    ...draft.plan,
    removed: migration.removed,
    rows: migration.rows,
    kept: migration.kept,
    tree: draft,
  }
}

/** The plan with what `init` changes in the migrated repository: the plugin has to be there for its targets to be. */
export function withInit(plan: MigrationPlan, init: InitPlan): MigrationPlan {
  const files = new Map([...plan.files, ...init.files].map((file) => [file.path, file]))
  return { ...plan, files: [...files.values()], notes: [...plan.notes, ...init.notes] }
}
