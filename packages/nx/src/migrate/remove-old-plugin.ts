import { SUPPORTED_NX } from '../infer/supported-nx'
import { isObject, objectAt, parseJson, textOf } from '../init/edit-json'
import { projectManifests } from '../project-manifests'
import { isInTheKey } from './extra-inputs'
import { keptLine } from './kept-line'
import type { Migration } from './migration'
import type { OldPlugin } from './old-plugins'
import { projectFiles, targetsIn } from './project-files'
import { removeJson } from './remove-json'

const FILE = 'nx.json'
const DEPENDENCIES = ['dependencies', 'devDependencies', 'optionalDependencies']

/** Takes the plugin out of nx.json and package.json, unless something still uses it: then that is said. */
export function removeOldPlugin(plugin: OldPlugin, migration: Migration): void {
  const { draft, kept } = migration
  const name = plugin.package
  const nxJson = draft.read(FILE)
  const use = useOf(name, migration)
  if (use !== null) {
    kept.push(keptLine('package.json', name, use))
    warnOfOldVersion(plugin, migration)
    return
  }
  if (nxJson !== undefined) draft.write(FILE, withoutPlugin(nxJson, name, migration))
  for (const path of packageManifests(migration)) removeDependency(path, name, migration)
  for (const { file, line, text } of migration.mentionsOf(name)) {
    if (isOurs(file)) continue
    draft.note(`${file}:${line}: names ${name}, which is removed: ${text.trim()}`)
  }
}

/** A plugin that stays has to run with the Nx that ours needs. */
function warnOfOldVersion({ package: name, firstForNx }: OldPlugin, migration: Migration): void {
  if (firstForNx === undefined) return
  for (const path of packageManifests(migration)) {
    const json = parseJson(migration.draft.read(path) || '{}', path)
    const declared = DEPENDENCIES.map((table) => objectAt(json, table)[name]).find(
      (value) => typeof value === 'string',
    )
    const major = /^\s*(?:npm:.*@)?[v^~<>=\s]*(\d+)/.exec(textOf(declared))?.[1]
    if (major === undefined || Number(major) >= firstForNx) continue
    migration.kept.push(
      `${path}: ${name} ${textOf(declared)} does not run with Nx ${SUPPORTED_NX.from}, which then loads no project: ` +
        `write "${name}": "^${firstForNx}.0.0" and install`,
    )
  }
}

/** The files in which the plugin itself is looked for. */
function isOurs(file: string): boolean {
  return file === FILE || /(^|\/)(project|package)\.json$/.test(file)
}

/** Why the plugin has to stay, or null. */
function useOf(name: string, { draft }: Migration): string | null {
  for (const file of projectFiles(draft)) {
    const targets = Object.entries(targetsIn(file))
    const user = targets.find(([, target]) => isObject(target) && isOf(name, target.executor))
    if (user) return `${file.path} still uses it for ${user[0]}`
    if (mentions(objectAt(file.json, 'release'), name)) return `${file.path} uses it for nx release`
  }
  const nxJson = parseJson(draft.read(FILE) ?? '{}', FILE)
  const defaults = Object.entries(objectAt(nxJson, 'targetDefaults'))
  const named = defaults.find(([, entry]) => isObject(entry) && isOf(name, entry.executor))
  if (named) return `nx.json has it as the executor of targetDefaults.${named[0]}`
  if (mentions(nxJson.release, name)) return 'nx.json uses it for nx release'
  const release = name === '@monodon/rust' && isObject(nxJson.release)
  return release ? 'nx.json configures nx release, for which it publishes crates' : null
}

function isOf(name: string, executor: unknown): boolean {
  return typeof executor === 'string' && executor.startsWith(`${name}:`)
}

function mentions(value: unknown, name: string): boolean {
  return value !== undefined && JSON.stringify(value).includes(name)
}

function withoutPlugin(nxJson: string, name: string, migration: Migration): string {
  let text = nxJson
  const plugins = parseJson(text, FILE).plugins
  const entries = Array.isArray(plugins) ? plugins : []
  const index = entries.findIndex((entry) => (isObject(entry) ? entry.plugin : entry) === name)
  if (index >= 0) {
    text = removeJson(text, ['plugins', index])
    migration.draft.note(`nx.json: removed the plugin ${name}, which nothing uses any more`)
  }
  for (const table of ['targetDefaults', 'generators']) {
    for (const key of Object.keys(objectAt(parseJson(text, FILE), table))) {
      if (key !== name && !key.startsWith(`${name}:`)) continue
      text = removeJson(text, [table, key])
      migration.draft.note(`nx.json: removed ${table}["${key}"], with the plugin it is for`)
    }
  }
  return withoutCargoFiles(text, migration)
}

/**
 * Cargo's files among the inputs that all projects share made every TypeScript task miss with every change of them. Crates
 * have them in their keys; they go where no target that is not ours could need them.
 */
function withoutCargoFiles(nxJson: string, migration: Migration): string {
  const inputs = objectAt(parseJson(nxJson, FILE), 'namedInputs').sharedGlobals
  if (!Array.isArray(inputs) || !inputs.some(isInTheKey)) return nxJson
  const reader = otherReader(migration)
  if (reader !== null) {
    migration.kept.push(keptLine(FILE, "Cargo's files in namedInputs.sharedGlobals", reader))
    return nxJson
  }
  let text = nxJson
  for (let index = inputs.length - 1; index >= 0; index -= 1) {
    if (isInTheKey(inputs[index])) text = removeJson(text, ['namedInputs', 'sharedGlobals', index])
  }
  migration.draft.note(
    "nx.json: removed Cargo's files from namedInputs.sharedGlobals: they are in the keys of crates",
  )
  return text
}

const RUST_PROGRAM = /\b(cargo|wasm-pack|wasm-bindgen|napi|neon|maturin|rustc|tauri)\b/

/** A target that compiles Rust and is not ours, or null. */
function otherReader({ draft, crates }: Migration): string | null {
  for (const file of projectFiles(draft)) {
    const isCrate = crates.some(({ crate }) => crate.dir === file.dir)
    for (const [name, target] of Object.entries(targetsIn(file))) {
      if (!isObject(target) || (target.executor === undefined && target.command === undefined)) continue
      if (textOf(target.executor).startsWith('nx-crane:')) continue
      if (isCrate || RUST_PROGRAM.test(JSON.stringify(target))) return `${name} of ${file.path} may read them`
    }
  }
  for (const path of packageManifests({ draft })) {
    const scripts = objectAt(parseJson(draft.read(path) ?? '{}', path), 'scripts')
    const script = Object.entries(scripts).find(([, command]) => RUST_PROGRAM.test(textOf(command)))
    if (script) return `the script "${script[0]}" of ${path} may read them`
  }
  return null
}

function packageManifests({ draft }: Pick<Migration, 'draft'>): readonly string[] {
  return projectManifests(draft).npm
}

function removeDependency(path: string, name: string, { draft }: Migration): void {
  const text = draft.read(path)
  if (text === undefined || !text.includes(`"${name}"`)) return
  for (const table of DEPENDENCIES) {
    const current = draft.read(path) ?? ''
    if (!(name in objectAt(parseJson(current, path), table))) continue
    draft.write(path, removeJson(current, [table, name]))
    draft.note(`${path}: removed ${name} from ${table}`)
  }
}
