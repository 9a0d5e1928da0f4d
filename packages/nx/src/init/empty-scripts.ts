import { TARGET_KINDS } from '@nx-crane/graph'
import type { Options } from '../infer/options'
import { editJson, objectAt, parseJson, textOf } from './edit-json'
import { type InitPlan, NOTHING, planFile } from './init-plan'

/**
 * Nx makes a target of every script, and a target that a project has stays. A script that does nothing, such as the `test` that `npm
 * init` writes, would keep the name from the crate's target for nothing: it is left out of `nx.includedScripts`, and still
 * runs with `npm run`.
 *
 * @param path of a `package.json` beside a crate's manifest of which Nx makes a project
 */
export function planEmptyScripts(path: string, text: string, options: Pick<Options, 'targets'>): InitPlan {
  const manifest = parseJson(text, path)
  const scripts = objectAt(manifest, 'scripts')
  const listed = objectAt(manifest, 'nx').includedScripts
  const included = Array.isArray(listed) ? listed.map(textOf) : Object.keys(scripts)
  const names = TARGET_KINDS.flatMap((kind) => options.targets[kind] || []).map(({ name }) => name)
  const empty = included.filter((script) => names.includes(script) && doesNothing(script, scripts[script]))
  if (empty.length === 0) return NOTHING
  const remaining = included.filter((script) => !empty.includes(script))
  const notes = empty.map(
    (script) =>
      `${path}: the script "${script}" does nothing and is no longer an Nx target (nx.includedScripts); the crate's target takes its place`,
  )
  return planFile(path, text, editJson(text, ['nx', 'includedScripts'], remaining, path), notes)
}

/**
 * Whether a command line only prints and ends: `echo "no tests" && exit 0`. One that ends with a failure is meant as that, but for the
 * `test` of npm init.
 */
export function doesNothing(name: string, script: unknown): boolean {
  if (typeof script !== 'string' || (name !== 'test' && /\bexit +[1-9]/.test(script))) return false
  const withoutTexts = script.replace(/"(?:\\.|[^"\\$`])*"|'[^']*'/g, '""')
  return withoutTexts.split(/&&|\|\||;/).every((step) => NO_STEP.test(step.trim()))
}

const NO_STEP = /^(?:(?:echo|printf)(?: [^<>|&$`()]*)?|exit(?: \d+)?|true|:)?$/
