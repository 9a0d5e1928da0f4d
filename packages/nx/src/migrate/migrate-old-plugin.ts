import { isObject, objectAt, parseJson, textOf } from '../init/edit-json'
import { isContested } from './contested-names'
import { handOver, type OldTarget } from './handed-target'
import { keptLine } from './kept-line'
import type { MigratedCrate, Migration } from './migration'
import type { OldPlugin } from './old-plugins'
import { configurationIn, type ProjectFile, projectFiles, projectNameIn, targetsIn } from './project-files'
import { removeOldPlugin } from './remove-old-plugin'
import { reshapeJson } from './reshape-json'
import { withoutEmptyTargets } from './without-empty-targets'

/** Hands the targets of an old plugin over to ours, and removes the plugin when nothing uses it any more. */
export function migrateOldPlugin(plugin: OldPlugin, migration: Migration): void {
  for (const file of projectFiles(migration.draft)) migrateFile(file, plugin, migration)
  removeOldPlugin(plugin, migration)
}

/** Whether a repository has the plugin: in nx.json, or as the executor of some target. */
export function usesOldPlugin({ package: name }: OldPlugin, { draft }: Pick<Migration, 'draft'>): boolean {
  const nxJson = draft.read('nx.json') ?? ''
  return (
    nxJson.includes(`"${name}`) ||
    projectFiles(draft).some((file) => draft.read(file.path)?.includes(`"${name}:`))
  )
}

function migrateFile(file: ProjectFile, plugin: OldPlugin, migration: Migration): void {
  const targets = Object.entries(targetsIn(file)).filter(
    ([, target]) => isObject(target) && textOf(target.executor).startsWith(`${plugin.package}:`),
  )
  if (targets.length === 0) return
  const { draft, rows, kept } = migration
  const found = migration.crates.find(({ crate }) => crate.dir === file.dir)
  const project = projectNameIn(draft, file.dir, found?.crate.name)
  const path = (name: string) => [...file.prefix, 'targets', name]
  let text = draft.read(file.path) ?? ''
  for (const [name, value] of targets) {
    if (!isObject(value)) continue
    const executor = textOf(value.executor)
    const handed = found
      ? handOverOf(name, value, { file, plugin, migration, found })
      : ({ is: 'kept', reason: 'there is no crate beside it' } as const)
    if (handed.is === 'kept') {
      kept.push(keptLine(file.path, `${name} (${executor})`, handed.reason))
      rows.push({ project, target: name, before: executor, after: executor })
      continue
    }
    text = reshapeJson(text, path(name), { before: value, after: handed.value, file: file.path })
    rows.push({ project, target: name, before: executor, after: handed.after })
    for (const remark of handed.remarks) draft.note(`${file.path}: ${name}: ${remark}`)
  }
  draft.write(file.path, withoutEmptyTargets(text, file))
}

function handOverOf(
  name: string,
  value: Readonly<Record<string, unknown>>,
  {
    file,
    plugin,
    migration,
    found,
  }: { file: ProjectFile; plugin: OldPlugin; migration: Migration; found: MigratedCrate },
) {
  const nxJson = parseJson(migration.draft.read('nx.json') ?? '{}', 'nx.json')
  const executor = textOf(value.executor)
  const project = {
    crate: found.crate,
    isApplication: configurationIn(file).projectType === 'application',
  }
  const target: OldTarget = {
    name,
    value: withDefaults(value, objectAt(nxJson, 'targetDefaults')[executor]),
    translate: (options) => plugin.translate(executor.slice(plugin.package.length + 1), options, project),
  }
  return handOver(target, {
    project,
    options: migration.options,
    inferred: found.inferred,
    namedInputs: objectAt(nxJson, 'namedInputs'),
    isContested: isContested(file.dir, migration.draft),
    mentionOf(directory) {
      const mention = migration
        .mentionsOf(directory)
        .find((each) => !each.file.endsWith('project.json') && each.file !== '.cargo/config.toml')
      return mention ? `${mention.file}:${mention.line}` : null
    },
  })
}

/** Nx merges defaults by executor below what the project says. */
function withDefaults(
  value: Readonly<Record<string, unknown>>,
  defaults: unknown,
): Readonly<Record<string, unknown>> {
  if (!isObject(defaults)) return value
  return {
    ...defaults,
    ...value,
    ...(isObject(defaults.options)
      ? { options: { ...defaults.options, ...objectAt(value, 'options') } }
      : {}),
    ...(isObject(defaults.configurations)
      ? { configurations: { ...defaults.configurations, ...objectAt(value, 'configurations') } }
      : {}),
  }
}
