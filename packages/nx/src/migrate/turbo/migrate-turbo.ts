import { isDeepStrictEqual } from 'node:util'
import { parentDir } from '@nx-crane/graph'
import { editJson, isObject, objectAt, parseJson } from '../../init/edit-json'
import { projectManifests } from '../../project-manifests'
import { keptLine } from '../kept-line'
import type { Migration } from '../migration'
import { reshapeJson } from '../reshape-json'
import { carryGlobals } from './carry-globals'
import { migrateCrateTasks } from './crate-tasks'
import { ignoredInputs } from './ignored-inputs'
import { noteIgnored } from './note-ignored'
import { type Lost, toNxTarget, toWholeNxTarget } from './nx-target'
import { removeTurbo } from './remove-turbo'
import { taskExpander } from './task-expander'
import { extendTask, type TurboConfig, type TurboTask, turboConfigIn } from './turbo-config'
import { upstreamEnv } from './upstream-env'

const FILE = 'nx.json'

/** An npm package of the repository, as Turborepo knows it. */
export interface TurboPackage {
  readonly name: string
  readonly dir: string
  readonly manifest: string
  readonly scripts: Readonly<Record<string, unknown>>
}

/**
 * turbo.json becomes targetDefaults and named inputs of nx.json, and what is about one package `nx.targets` of its
 * package.json. What is there already is the user's.
 */
export function migrateTurbo(migration: Migration): void {
  const root = turboConfigIn(migration.draft, '')
  if (root === null) return
  const keptBefore = migration.kept.length
  const packages = turboPackages(migration)
  const dirs = packages.map(({ dir }) => dir)
  const context: TurboContext = {
    root,
    packages,
    hasGlobals: root.globalInputs.length > 0 || root.globalEnv.length > 0,
    migration,
    expand: taskExpander(root, packages),
    upstreamEnv: upstreamEnv(root, { packages, tree: migration.draft }),
    isIgnored: ignoredInputs(migration.draft, dirs),
  }
  if (migration.draft.read(FILE) === undefined) {
    const fresh = { $schema: './node_modules/nx/schemas/nx-schema.json', plugins: ['nx-crane'] }
    migration.draft.write(FILE, `${JSON.stringify(fresh, null, 2)}\n`)
    migration.draft.note('nx.json: created, with the plugin nx-crane')
  }
  carryGlobals(root, migration)
  for (const [name, task] of Object.entries(root.tasks)) carryTask(name, task, context)
  for (const each of packages) carryPackage(each, context)
  if (root.buildsCrates) migrateCrateTasks(root, migration)
  addRows(packages, root, migration)
  noteIgnored(migration)
  removeTurbo({ root, packages, isCarried: migration.kept.length === keptBefore }, migration)
}

interface TurboContext {
  readonly root: TurboConfig
  readonly packages: readonly TurboPackage[]
  readonly hasGlobals: boolean
  readonly migration: Migration
  expand(name: string): readonly string[]
  upstreamEnv(task: TurboTask): readonly string[]
  isIgnored(input: string): boolean
}

function turboPackages({ draft }: Migration): TurboPackage[] {
  return projectManifests(draft).npm.flatMap((manifest) => {
    const text = draft.read(manifest) ?? ''
    if (manifest === 'package.json' || text.trim() === '') return []
    const json = parseJson(text, manifest)
    const name = typeof json.name === 'string' ? json.name : undefined
    return name === undefined
      ? []
      : [{ name, dir: parentDir(manifest), manifest, scripts: objectAt(json, 'scripts') }]
  })
}

/** One entry of `tasks` in the root: defaults for a name, or a task of one package. */
function carryTask(name: string, task: TurboTask, context: TurboContext): void {
  const { root, packages, migration } = context
  const [project, target] = name.includes('#') ? name.split(/#(.*)/) : [null, name]
  if (project === null) {
    if (context.expand(name).join() !== name) return // only others name it, and they have what it stands for
    const { value, lost } = toNxTarget(task, { ...context, dir: null })
    keepLost(root.file, name, lost, migration)
    addDefault(target ?? name, value, migration)
    return
  }
  const found = packages.find((each) => each.name === project)
  if (!found) {
    if (project === '//') {
      const reason = 'a root script is not an Nx target; npm runs it'
      migration.kept.push(keptLine(root.file, `the task "${name}"`, reason))
    } else if (!root.buildsCrates || !migration.crates.some(({ crate }) => crate.name === project)) {
      migration.kept.push(keptLine(root.file, `the task "${name}"`, `no package is named "${project}"`))
    }
    return
  }
  // The package's own turbo.json extends this one, and is carried with what it extends.
  if ((target ?? '') in (turboConfigIn(migration.draft, found.dir)?.tasks ?? {})) return
  // A task of one package replaces the one of its name, it does not extend it.
  const { value, lost } = toWholeNxTarget(task, { ...context, dir: found.dir })
  keepLost(root.file, name, lost, migration)
  addTarget(found, target ?? '', value, migration)
}

function keepLost(file: string, task: string, lost: readonly Lost[], { kept }: Migration): void {
  for (const { what, reason } of lost) kept.push(keptLine(file, `of "${task}" ${what}`, reason))
}

function addDefault(
  name: string,
  value: Readonly<Record<string, unknown>>,
  { draft, kept }: Migration,
): void {
  const text = draft.read(FILE) ?? '{}'
  const present = objectAt(parseJson(text, FILE), 'targetDefaults')[name]
  if (present === undefined) {
    draft.write(FILE, editJson(text, ['targetDefaults', name], value, FILE))
    draft.note(`nx.json: added targetDefaults.${name}, as turbo.json has it`)
  } else if (!isDeepStrictEqual(present, value)) {
    kept.push(
      keptLine(FILE, `targetDefaults.${name}`, 'it exists already, and turbo.json says something else'),
    )
  }
}

/** What takes back a default. */
const UNSET = { continuous: false, dependsOn: [], inputs: ['default', '^default'], outputs: [] }

/** The tasks of a package's own turbo.json, over those that it extends. */
function carryPackage(each: TurboPackage, context: TurboContext): void {
  const { root, migration } = context
  const own = turboConfigIn(migration.draft, each.dir)
  if (own === null) return
  for (const [name, task] of Object.entries(own.tasks)) {
    if (task.extends === false && Object.keys(task).length === 1) {
      migration.kept.push(
        keptLine(own.file, `"${name}"`, 'it leaves the task out, but Nx runs the script if there is one'),
      )
      continue
    }
    const inherited = inheritedTask(name, { each, own, context })
    const { value, lost } = toNxTarget(extendTask(inherited, task), { ...context, dir: each.dir })
    keepLost(own.file, name, lost, migration)
    const same = toNxTarget(root.tasks[name] ?? {}, { ...context, dir: null }).value
    const differing = Object.entries(value).filter(([key, setting]) => !isDeepStrictEqual(same[key], setting))
    const emptied = Object.entries(UNSET).filter(([key]) => key in same && !(key in value))
    addTarget(each, name, Object.fromEntries([...differing, ...emptied]), migration)
  }
}

function inheritedTask(
  name: string,
  { each, own, context }: { each: TurboPackage; own: TurboConfig; context: TurboContext },
): TurboTask {
  const { root, packages, migration } = context
  let inherited = root.tasks[`${each.name}#${name}`] ?? root.tasks[name] ?? {}
  for (const other of own.extended.filter((from) => from !== '//')) {
    const found = packages.find((candidate) => candidate.name === other)
    const config = found ? turboConfigIn(migration.draft, found.dir) : null
    inherited = extendTask(inherited, config?.tasks[name] ?? {})
  }
  return inherited
}

/** Writes to `nx.targets` of a package.json what is not there yet. */
function addTarget(
  { manifest }: TurboPackage,
  name: string,
  value: Readonly<Record<string, unknown>>,
  { draft }: Migration,
): void {
  if (Object.keys(value).length === 0) return
  const text = draft.read(manifest) ?? '{}'
  const targets = objectAt(objectAt(parseJson(text, manifest), 'nx'), 'targets')
  const before = isObject(targets[name]) ? targets[name] : undefined
  const after = { ...value, ...before }
  const written = reshapeJson(text, ['nx', 'targets', name], { before, after, file: manifest })
  if (written === text) return
  draft.write(manifest, written)
  draft.note(`${manifest}: added nx.targets.${name}, as turbo.json has it for this package`)
}

function addRows(packages: readonly TurboPackage[], root: TurboConfig, { rows, draft }: Migration): void {
  for (const { name, dir, scripts } of packages) {
    const own = turboConfigIn(draft, dir)?.tasks ?? {}
    for (const script of Object.keys(scripts)) {
      const isTask = script in root.tasks || script in own || `${name}#${script}` in root.tasks
      if (isTask)
        rows.push({ project: name, target: script, before: 'turbo (script)', after: 'nx:run-script' })
    }
  }
}
