import type { NxJsonConfiguration } from '@nx/devkit'
import { visible } from '@nx-crane/files'
import { type Diagnostic, TARGET_KINDS, TARGETS } from '@nx-crane/graph'
import type { ComposedFailure } from './composed-plugins'
import { executorOf, type Options } from './options'
import { printDiagnostic } from './print-diagnostic'
import { replacedParts } from './target-defaults'

/**
 * What in nx.json silently replaces part of what is inferred for crates, as sentences that end with the mend.
 * Nx applies `targetDefaults` over a plugin's targets; defaults keyed by executor are looked up first and shield them.
 */
export function targetDefaultNotices(nxJson: NxJsonConfiguration, options: Options): string[] {
  const replaced = TARGET_KINDS.flatMap((kind) => {
    const target = options.targets[kind]
    if (target === false || TARGETS[kind].of === 'workspaces') return []
    const parts = replacedParts(nxJson, target.name, executorOf(kind))
    return parts.dependsOn || parts.inputs ? [target.name] : []
  })
  if (replaced.length === 0) return []
  return [
    `nx.json: targetDefaults ${replaced.map((name) => `"${name}"`).join(', ')} replace inputs or dependencies that nx-crane infers for crates, ` +
      'so their tasks run more often than necessary. Run `nx g nx-crane:init`, which adds defaults for nx-crane’s own executors.',
  ]
}

/** What is wrong with manifests: the first few whole, then how many more there are. */
export function diagnosticNotices(diagnostics: readonly Diagnostic[]): string[] {
  const further = diagnostics.length - SHOWN
  return [
    ...diagnostics.slice(0, SHOWN).map((diagnostic) => printDiagnostic(diagnostic).replace(/\n\s*/g, '; ')),
    ...(further > 0 ? [`${further} more faults in manifests: \`nx-crane graph\` lists them all`] : []),
  ]
}

/** One line for all that lies there for tests or as templates: a repository may hold hundreds. */
export function leftOutNotice(count: number): string[] {
  if (count === 0) return []
  const what = count === 1 ? '1 manifest is' : `${count} manifests are`
  return [
    `${what} left out: used for tests or as a template, and not a member of a workspace that is built ` +
      '(`nx-crane graph` shows them; `"exclude": ["!DIRECTORY/**"]` in the plugin’s options includes some)',
  ]
}

/**
 * What composed plugins could not read, a line for each cause: one configuration may be read by several of them, and one missing
 * package may stop many configurations.
 */
export function composedNotices(failures: readonly ComposedFailure[]): string[] {
  const byCause = new Map<string, ComposedFailure[]>()
  for (const failure of failures) {
    const cause = failure.message
    byCause.set(cause, [...(byCause.get(cause) ?? []), failure])
  }
  return [...byCause].map(([cause, all]) => {
    const files = [...new Set(all.flatMap((failure) => failure.files))]
    const others = files.length > 1 ? ` and ${files.length - 1} more` : ''
    const plugins = [...new Set(all.map(({ plugin }) => plugin))].join(' and ')
    const exclude = Object.fromEntries(all.map(({ option }) => [option, { exclude: [files[0]] }]))
    return (
      `${files[0]}${others}: ${plugins} cannot read it, so its project lacks the targets that would be inferred: ${visible(cause)}. ` +
      `Correct it or install what it needs, or exclude it: "typescript": ${JSON.stringify(exclude)} in the options of nx-crane in nx.json`
    )
  })
}

const SHOWN = 5
