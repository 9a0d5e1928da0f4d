import type { NxJsonConfiguration } from '@nx/devkit'
import { minimatchGlob } from '@nx-crane/cargo'

/** Which parts of an inferred target `targetDefaults` in nx.json replace. */
export interface ReplacedParts {
  readonly dependsOn: boolean
  readonly inputs: boolean
}

const NOTHING: ReplacedParts = { dependsOn: false, inputs: false }

/**
 * What Nx will replace of a target we infer. Defaults keyed by the executor are looked up first, and an empty entry shields
 * the target; then come the target's name and name patterns. `'...'` in an array keeps what was inferred.
 */
export function replacedParts(
  nxJson: NxJsonConfiguration,
  targetName: string,
  executor: string,
): ReplacedParts {
  const defaults: Readonly<Record<string, unknown>> = nxJson.targetDefaults ?? {}
  if (defaults[executor] !== undefined) return NOTHING
  const entry = defaults[targetName] ?? patternEntry(defaults, targetName)
  const entries = Array.isArray(entry) ? entry : [entry]
  const parts = entries.map((value) => partsOf(value))
  return { dependsOn: parts.some(({ dependsOn }) => dependsOn), inputs: parts.some(({ inputs }) => inputs) }
}

/** Whether nx.json has the results of a target cached that this plugin infers, itself not cached. */
export function cachedByDefaults(nxJson: NxJsonConfiguration, targetName: string, executor: string): boolean {
  return cachedByEntry(nxJson, [executor, targetName])
}

/** Whether nx.json has the results of a package's script cached; by itself Nx caches no script. */
export function cachesByDefault(nxJson: NxJsonConfiguration, script: string): boolean {
  return cachedByEntry(nxJson, ['nx:run-script', script])
}

/** By the defaults of the executor where there are some, else by those of the name. */
function cachedByEntry(nxJson: NxJsonConfiguration, [executor, name]: readonly [string, string]): boolean {
  const defaults: Readonly<Record<string, unknown>> = nxJson.targetDefaults ?? {}
  const entry = defaults[executor] ?? defaults[name] ?? patternEntry(defaults, name)
  const entries = Array.isArray(entry) ? entry : [entry]
  return entries.some((value) => typeof value === 'object' && value !== null && value.cache === true)
}

function partsOf(entry: unknown): ReplacedParts {
  if (typeof entry !== 'object' || entry === null) return NOTHING
  const { dependsOn, inputs } = entry as { dependsOn?: unknown; inputs?: unknown }
  return { dependsOn: replaces(dependsOn), inputs: replaces(inputs) }
}

function replaces(list: unknown): boolean {
  return Array.isArray(list) && !list.includes('...')
}

/** The longest pattern that matches, as Nx has it. */
function patternEntry(defaults: Readonly<Record<string, unknown>>, targetName: string): unknown {
  const [pattern] = Object.keys(defaults)
    .filter((key) => isPattern(key) && minimatchGlob(key, { dots: false })(targetName))
    .sort((a, b) => b.length - a.length)
  return pattern === undefined ? undefined : defaults[pattern]
}

/** What Nx takes for one. */
function isPattern(key: string): boolean {
  return /[*|{}()[]/.test(key)
}
