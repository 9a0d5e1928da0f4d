import { minimatchGlob, TARGET_KINDS } from '@nx-crane/graph'
import { executorOf, GROUP_EXECUTOR, type Options, type TargetInputs } from '../infer/options'
import { editJson, isObject, objectAt, parseJson } from './edit-json'

interface Mended {
  readonly text: string
  readonly notes: readonly string[]
}

/**
 * `targetDefaults.build` and the like would replace the inputs and the order of our targets, and the key task would never run.
 * Nx looks defaults up by executor first and by target name only when there are none: an empty entry for the executor keeps
 * ours as they are, and leaves the user's entry to everyone else.
 */
export function shieldTargets(text: string, options: Options, hasWasmCrates: boolean): Mended {
  let shielded = text
  const notes: string[] = []
  for (const [executor, defaults] of defaultsByExecutor(text, options, hasWasmCrates)) {
    shielded = editJson(shielded, ['targetDefaults', executor], {}, 'nx.json')
    const named = defaults.map((name) => `targetDefaults.${name}`).join(', ')
    notes.push(
      `nx.json: added "${executor}": {} to targetDefaults, so that ${named} does not replace what crates need`,
    )
  }
  return { text: shielded, notes }
}

/** The executors that need an entry of their own, with the entries they need it against. */
function defaultsByExecutor(
  text: string,
  options: Options,
  hasWasmCrates: boolean,
): ReadonlyMap<string, readonly string[]> {
  const targetDefaults = objectAt(parseJson(text, 'nx.json'), 'targetDefaults')
  const found = new Map<string, string[]>()
  for (const [name, executor] of inferredTargets(options, hasWasmCrates)) {
    if (executor in targetDefaults) continue
    const hits = Object.keys(targetDefaults).filter(
      (key) =>
        appliesTo(key, name) &&
        entriesFor(executor, targetDefaults[key]).some(
          (entry) => replacesOurs(entry) || cachesOurs(entry, executor),
        ),
    )
    if (hits.length > 0) found.set(executor, [...new Set([...(found.get(executor) ?? []), ...hits])])
  }
  return found
}

/** The name and the executor of each target that crates get; a wasm crate's `build` has an executor of its own. */
function inferredTargets(options: Options, hasWasmCrates: boolean): [name: string, executor: string][] {
  return TARGET_KINDS.flatMap((kind): [string, string][] => {
    const target = options.targets[kind]
    if (target === false || (kind === 'wasm' && !hasWasmCrates)) return []
    const own: [string, string] = [target.name, executorOf(kind)]
    return kind === 'build' && hasWasmCrates ? [own, [target.name, GROUP_EXECUTOR]] : [own]
  })
}

/** A glob with more in it than `*` counts as a match: an entry too many for our own executors does no harm. */
function appliesTo(key: string, targetName: string): boolean {
  if (key === targetName) return true
  if (/[|{}()[\]]/.test(key)) return true
  if (!key.includes('*')) return false
  return minimatchGlob(key, { dots: false })(targetName)
}

/** An entry may be a list of entries, each with a filter; those for other plugins or executors never meet a crate. */
function entriesFor(executor: string, entry: unknown): unknown[] {
  if (!Array.isArray(entry)) return [entry]
  return entry.filter((item) => {
    const filter = isObject(item) ? objectAt(item, 'filter') : {}
    const plugin = filter.plugin ?? 'nx-crane'
    return plugin === 'nx-crane' && (filter.executor ?? executor) === executor
  })
}

/** A list with `'...'` adds to ours; `cache` and the like may be the user's. */
function replacesOurs(entry: unknown): boolean {
  if (!isObject(entry)) return false
  const lists = [entry.dependsOn, entry.inputs, entry.outputs]
  return lists.some((list) => Array.isArray(list) && !list.includes('...')) || isObject(entry.options)
}

/** Answers about advisories are not to be kept. */
function cachesOurs(entry: unknown, executor: string): boolean {
  return executor === executorOf('audit') && isObject(entry) && entry.cache === true
}

/**
 * Inputs in an entry replace the inferred ones, those with the wasm package among them: a TypeScript build would then be a
 * hit although the wasm it bundles changed. Mends entries that look at dependencies (`^…`) and at none of their outputs.
 */
export function mendHiddenWasmInputs(text: string, options: Options, known: TargetInputs = []): Mended {
  // Those in the usual place are one, and so are crates that are yet to come.
  const usual = { dependentTasksOutputFiles: `**/${options.wasmOutDir}/**/*`, transitive: true }
  const others = known.filter(
    (input) =>
      typeof input !== 'object' ||
      !('dependentTasksOutputFiles' in input) ||
      !input.dependentTasksOutputFiles.endsWith(`/${options.wasmOutDir}/**/*`),
  )
  let mended = text
  const notes: string[] = []
  for (const path of entriesWithHiddenOutputs(text)) {
    for (const input of [usual, ...others])
      mended = editJson(mended, [...path, 'inputs', -1], input, 'nx.json')
    notes.push(`nx.json: ${path.join('.')}.inputs now includes the wasm packages of dependencies`)
  }
  return { text: mended, notes }
}

function entriesWithHiddenOutputs(text: string): (string | number)[][] {
  const targetDefaults = objectAt(parseJson(text, 'nx.json'), 'targetDefaults')
  return Object.entries(targetDefaults).flatMap(([key, entry]) => {
    if (Array.isArray(entry)) {
      return entry.flatMap((item, index) => (hidesOutputs(item) ? [['targetDefaults', key, index]] : []))
    }
    return hidesOutputs(entry) ? [['targetDefaults', key]] : []
  })
}

function hidesOutputs(entry: unknown): boolean {
  const inputs = isObject(entry) ? entry.inputs : undefined
  if (!Array.isArray(inputs) || inputs.includes('...')) return false
  return (
    inputs.some(readsDependencies) &&
    !inputs.some((input) => isObject(input) && 'dependentTasksOutputFiles' in input)
  )
}

function readsDependencies(input: unknown): boolean {
  if (isObject(input)) return input.dependencies === true || input.projects === 'dependencies'
  return typeof input === 'string' && input.startsWith('^')
}
