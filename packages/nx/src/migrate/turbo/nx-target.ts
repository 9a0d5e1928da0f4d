import { resolvePath } from '@nx-crane/graph'
import { isObject } from '../../init/edit-json'
import { type TurboTask, textsOf } from './turbo-config'

/** What Nx needs to run a task of Turborepo the same way, and what it has no words for. */
export interface NxTarget {
  readonly value: Readonly<Record<string, unknown>>
  /** What is not carried over, each with its reason. */
  readonly lost: readonly Lost[]
}

export interface Lost {
  readonly what: string
  readonly reason: string
}

/** Settings that change what is printed, or that Nx does anyway. */
const WITHOUT_EFFECT = [
  'passThroughEnv',
  'outputLogs',
  'outputMode',
  'interactive',
  'interruptible',
  'description',
  'tags',
  'extends',
]
/** What the tasks before it have written. */
export const UPSTREAM_OUTPUTS = { dependentTasksOutputFiles: '**/*', transitive: true }
const CARRIED = ['cache', 'persistent', 'dependsOn', 'inputs', 'env', 'outputs', 'dotEnv']

export interface TargetContext {
  /** All tasks depend on `sharedGlobals`, which a list of inputs of its own would leave out. */
  readonly hasGlobals: boolean
  /** The package the task is of; null for the defaults of a name. */
  readonly dir: string | null
  /** What a name in `dependsOn` stands for, where no package has such a script. */
  expand?(name: string): readonly string[]
  /** The variables of the tasks it is run after. */
  upstreamEnv?(task: TurboTask): readonly string[]
  /** Whether an input in Nx's words may match what Git ignores. */
  isIgnored?(input: string): boolean
}

export function toNxTarget(task: TurboTask, context: TargetContext): NxTarget {
  const lost: Lost[] = []
  const dependsOn = textsOf(task.dependsOn)
    .flatMap((name) => context.expand?.(name) ?? [name])
    .flatMap((name) => dependencyOf(name, lost))
  const inputs = inputsOf(task, { ...context, dependsOn, lost })
  const misses = lost.some(({ what }) => /^(inputs|env) /.test(what) && !what.includes('"!'))
  const outputs = textsOf(task.outputs).flatMap((glob) => outputOf(glob, { ...context, lost }))
  for (const name of Object.keys(task)) {
    if (CARRIED.includes(name) || WITHOUT_EFFECT.includes(name)) continue
    lost.push({ what: `"${name}"`, reason: 'Nx has no counterpart' })
  }
  const isPersistent = task.persistent === true
  return {
    value: {
      ...(isPersistent ? { continuous: true } : {}),
      // A task is not cached by less than what it is made from.
      cache: task.cache !== false && !isPersistent && !misses,
      ...(dependsOn.length > 0 ? { dependsOn } : {}),
      ...(inputs === null ? {} : { inputs }),
      ...(outputs.length > 0 ? { outputs } : {}),
    },
    lost,
  }
}

/** The same, saying everything: for a package whose task does not follow the defaults of its name. */
export function toWholeNxTarget(task: TurboTask, context: TargetContext): NxTarget {
  const { value, lost } = toNxTarget(task, context)
  return { value: { dependsOn: [], inputs: ['default', '^default'], outputs: [], ...value }, lost }
}

/** Turborepo 1.4 and older had variables in `dependsOn`, with a dollar. */
const VARIABLE = /^\$(\w+)$/

function dependencyOf(name: string, lost: Lost[]): (string | Record<string, unknown>)[] {
  if (VARIABLE.test(name)) return []
  const [project = '', target] = name.split('#')
  if (target === undefined) return [name]
  if (project === '//') {
    lost.push({ what: `dependsOn "${name}"`, reason: 'a root script is not an Nx target' })
    return []
  }
  return [{ projects: [project.replace(/^\^/, '')], target }]
}

function inputsOf(
  task: TurboTask,
  {
    hasGlobals,
    dir,
    dependsOn,
    lost,
    upstreamEnv,
    isIgnored,
  }: TargetContext & { dependsOn: readonly (string | Record<string, unknown>)[]; lost: Lost[] },
): unknown[] | null {
  const old = textsOf(task.dependsOn).flatMap((name) => VARIABLE.exec(name)?.[1] ?? [])
  const own = [...old, ...textsOf(task.env)].flatMap((name) => variableOf(name, lost))
  const further = (upstreamEnv?.(task) ?? []).filter((name) => own.every(({ env }) => env !== name))
  const variables = [...own, ...further.map((env) => ({ env }))]
  // A hash of Turborepo has those of the tasks before it, of which Nx takes the outputs only where it is told to.
  const upstream =
    dependsOn.length > 0 && task.cache !== false && task.persistent !== true ? [UPSTREAM_OUTPUTS] : []
  const given = Array.isArray(task.inputs) ? task.inputs : []
  const files = [
    ...given.flatMap((input) => inputOf(input, { dir, lost })),
    ...textsOf(task.dotEnv).map(inProject),
  ]
  if (files.length === 0 && upstream.length === 0 && variables.length === 0) return null
  if (files.length === 0) return ['default', '^default', ...upstream, ...variables]
  const looksUp = dependsOn.some((each) => typeof each === 'string' && each.startsWith('^'))
  const hasDefault = files.includes('default')
  return [
    ...fromDisk(files, isIgnored),
    // Turborepo takes these into account whatever `inputs` says: the manifest, and what a task is run after.
    ...(hasDefault ? [] : ['{projectRoot}/package.json']),
    ...(looksUp ? ['^default'] : []),
    ...upstream,
    ...(hasGlobals && !hasDefault ? ['sharedGlobals'] : []),
    ...variables,
  ]
}

/** Files that Git ignores are hashed only where Nx is told to read them from disk (23.3 and later). */
export function fromDisk(inputs: readonly unknown[], isIgnored: TargetContext['isIgnored']): unknown[] {
  const named = (input: unknown): input is string =>
    typeof input === 'string' && !input.startsWith('!') && isIgnored?.(input) === true
  const some = inputs.some(named)
  return inputs.flatMap((input) => {
    if (named(input)) return [{ fileset: input, includeIgnored: true }]
    // What is excluded of those has to be read from disk too.
    const excludes = some && typeof input === 'string' && input.startsWith('!')
    return excludes ? [input, { fileset: input, includeIgnored: true }] : [input]
  })
}

export function variableOf(name: string, lost: Lost[]): { env: string }[] {
  const plain = name.startsWith('$') ? name.slice(1) : name
  if (/^\w+$/.test(plain)) return [{ env: plain }]
  lost.push({ what: `env "${name}"`, reason: 'Nx has no patterns for variables: name each one' })
  return []
}

function inputOf(input: unknown, { dir, lost }: { dir: string | null; lost: Lost[] }): unknown[] {
  if (isObject(input)) {
    if (input.mode === 'dependencyOutputs') {
      return textsOf(input.globs).map((glob) => ({
        dependentTasksOutputFiles: `**/${glob}`,
        transitive: true,
      }))
    }
    lost.push({
      what: `inputs with the mode ${JSON.stringify(input.mode)}`,
      reason: 'Nx hashes files before the first task runs',
    })
    return []
  }
  if (typeof input !== 'string') return []
  if (input === '$TURBO_DEFAULT$') return ['default']
  const path = pathOf(input, dir)
  if (path === null) lost.push({ what: `inputs "${input}"`, reason: LEADS_OUT })
  return path === null ? [] : [path]
}

/** A whole directory as Turborepo spells it is the directory for Nx. */
function outputOf(glob: string, { dir, lost }: { dir: string | null; lost: Lost[] }): string[] {
  const path = pathOf(glob, dir)
  if (path === null) lost.push({ what: `outputs "${glob}"`, reason: LEADS_OUT })
  return path === null ? [] : [path.replace(/\/\*\*(\/\*)?$/, '')]
}

const LEADS_OUT = "it leads out of the package; write {workspaceRoot}/… in the package's own targets"

/** The glob in Nx's words; null where it leads out of a package that is not known. */
function pathOf(glob: string, dir: string | null): string | null {
  const [sign, path] = glob.startsWith('!') ? ['!', glob.slice(1)] : ['', glob]
  if (path.startsWith('/')) return null
  if (!/(^|\/)\.\.(\/|$)/.test(path)) return fileOf(glob)
  const inRepository = dir === null ? null : resolvePath(dir, path)
  return inRepository === null ? null : `${sign}{workspaceRoot}/${inRepository}`
}

/** A glob relative to the package, or with `$TURBO_ROOT$` to the repository. */
export function fileOf(glob: string): string {
  const [sign, path] = glob.startsWith('!') ? ['!', glob.slice(1)] : ['', glob]
  if (path.startsWith('$TURBO_ROOT$'))
    return `${sign}{workspaceRoot}/${path.slice('$TURBO_ROOT$'.length).replace(/^\//, '')}`
  return `${sign}${inProject(path)}`
}

function inProject(path: string): string {
  return `{projectRoot}/${path.replace(/^\.\//, '')}`
}
