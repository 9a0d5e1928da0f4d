import { childPath, type SourceTree } from '@nx-crane/graph'
import { isObject, objectAt, parseJson } from '../../init/edit-json'

export type TurboTask = Readonly<Record<string, unknown>>

/** One turbo.json, with the old names of Turborepo 1 and the new ones of `futureFlags.globalConfiguration` made equal. */
export interface TurboConfig {
  readonly file: string
  readonly tasks: Readonly<Record<string, TurboTask>>
  readonly extended: readonly string[]
  /** Globs of files that all tasks depend on. */
  readonly globalInputs: readonly string[]
  readonly globalEnv: readonly string[]
  readonly buildsCrates: boolean
  /** Names of settings that are neither about tasks nor about what they depend on. */
  readonly settings: readonly string[]
}

const KNOWN = ['$schema', 'extends', 'tasks', 'pipeline', 'global', 'futureFlags', 'tags']
const GLOBAL = ['globalDependencies', 'globalEnv', 'globalPassThroughEnv', 'globalDotEnv']

/** The configuration in a directory, or null where there is none. */
export function turboConfigIn(tree: SourceTree, dir: string): TurboConfig | null {
  const file = ['turbo.json', 'turbo.jsonc']
    .map((name) => childPath(dir, name))
    .find((path) => tree.read(path) !== undefined)
  if (file === undefined) return null
  const json = parseJson(tree.read(file) ?? '', file)
  const global = objectAt(json, 'global')
  const known = [...KNOWN, ...GLOBAL]
  return {
    file,
    tasks: Object.fromEntries(
      Object.entries({ ...objectAt(json, 'pipeline'), ...objectAt(json, 'tasks') }).filter(
        (entry): entry is [string, TurboTask] => isObject(entry[1]),
      ),
    ),
    extended: textsOf(json.extends),
    globalInputs: [
      ...textsOf(json.globalDependencies),
      ...textsOf(json.globalDotEnv),
      ...textsOf(global.inputs),
    ].filter((glob) => !glob.startsWith('$') || glob.startsWith('$TURBO_ROOT$')),
    // Turborepo 1.4 and older had variables among the files, with a dollar.
    globalEnv: [
      ...textsOf(json.globalEnv),
      ...textsOf(global.env),
      ...textsOf(json.globalDependencies)
        .filter((glob) => /^\$\w+$/.test(glob))
        .map((glob) => glob.slice(1)),
    ],
    buildsCrates: objectAt(json, 'futureFlags').experimentalCargoWorkspaces === true,
    settings: [...Object.keys(json).filter((name) => !known.includes(name)), ...Object.keys(global)].filter(
      (name) => !['inputs', 'env', 'passThroughEnv'].includes(name),
    ),
  }
}

export function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []
}

const ARRAYS = ['dependsOn', 'env', 'inputs', 'outputs', 'passThroughEnv', 'with', 'tags']
const EXTENDS = '$TURBO_EXTENDS$'

/** A task of a package over what it inherits: properties replace, and arrays with `$TURBO_EXTENDS$` add. */
export function extendTask(inherited: TurboTask, own: TurboTask): TurboTask {
  if (own.extends === false) return own
  const arrays = ARRAYS.filter((name) => textsOf(own[name]).includes(EXTENDS)).map((name) => {
    const rest = (own[name] as unknown[]).filter((each) => each !== EXTENDS)
    const before = Array.isArray(inherited[name]) ? inherited[name] : []
    return [name, [...before, ...rest]]
  })
  return { ...inherited, ...own, ...Object.fromEntries(arrays) }
}
