import type { NxJsonConfiguration } from '@nx/devkit'
import type { Diagnostic } from '@nx-crane/cargo'
import { visible } from '../visible'
import type { ComposedFailure } from './composed-plugins'
import type { Options } from './options'
import { EXECUTOR_OF, TARGET_KINDS } from './options'
import { printDiagnostic } from './print-diagnostic'
import { replacedParts } from './target-defaults'

/**
 * What in nx.json silently replaces part of what is inferred for crates, as sentences that end with the mend.
 * Nx applies `targetDefaults` over a plugin's targets; defaults keyed by executor are looked up first and shield them.
 */
export function targetDefaultNotices(nxJson: NxJsonConfiguration, options: Options): string[] {
  const replaced = TARGET_KINDS.flatMap((kind) => {
    const target = options.targets[kind]
    if (target === false) return []
    const parts = replacedParts(nxJson, target.name, EXECUTOR_OF[kind])
    return parts.dependsOn || parts.inputs ? [target.name] : []
  })
  if (replaced.length === 0) return []
  return [
    `nx.json: targetDefaults ${replaced.map((name) => `"${name}"`).join(', ')} replace inputs or dependencies that nx-crane infers for crates; ` +
      'their tasks are built more often than needed. Run `nx g nx-crane:init`, which adds defaults for nx-crane’s own executors.',
  ]
}

/** What is wrong with manifests: the first few whole, then how many more there are. */
export function diagnosticNotices(diagnostics: readonly Diagnostic[]): string[] {
  const further = diagnostics.length - SHOWN
  return [
    ...diagnostics.slice(0, SHOWN).map((diagnostic) => printDiagnostic(diagnostic).replace(/\n\s*/g, '; ')),
    ...(further > 0 ? [`${further} more faults of manifests: \`nx-crane graph\` lists them all`] : []),
  ]
}

/** One line for all that lies there for tests or as templates: a repository may hold hundreds. */
export function leftOutNotice(count: number): string[] {
  if (count === 0) return []
  const what = count === 1 ? '1 manifest is' : `${count} manifests are`
  return [
    `${what} not made a project: there for tests or as a template, and no member of a workspace that is built ` +
      '(`nx-crane graph` shows them; `"exclude": ["!DIRECTORY/**"]` in the plugin’s options takes some in)',
  ]
}

/** What a composed plugin could not read, a line for each cause. */
export function composedNotices(failures: readonly ComposedFailure[]): string[] {
  const byCause = new Map<string, ComposedFailure>()
  for (const failure of failures) {
    const key = `${failure.plugin}\0${failure.message}`
    const files = [...(byCause.get(key)?.files ?? []), ...failure.files]
    byCause.set(key, { ...failure, files })
  }
  return [...byCause.values()].map(({ plugin, option, files, message }) => {
    const others = files.length > 1 ? ` and ${files.length - 1} more` : ''
    return (
      `${files[0]}${others}: ${plugin} cannot read it, so that its project lacks what that infers: ${visible(message)}. ` +
      `Correct it or install what it needs, or exclude it: "typescript": { "${option}": { "exclude": ["${files[0]}"] } } in the options of nx-crane in nx.json`
    )
  })
}

const SHOWN = 5
