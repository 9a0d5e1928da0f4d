import type { NxJsonConfiguration } from '@nx/devkit'
import type { Options } from './options'
import { EXECUTOR_OF, TARGET_KINDS } from './options'
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

/** Scripts beside a Cargo.toml that Nx runs instead of the inferred target of the same name. */
export function scriptNotice(replaced: readonly { manifest: string; script: string }[]): string {
  const shown = replaced.slice(0, SHOWN_SCRIPTS).map(({ manifest, script }) => `"${script}" of ${manifest}`)
  const further = replaced.length - shown.length
  return (
    `npm scripts replace what nx-crane infers for the crate beside them: ${shown.join(', ')}${further > 0 ? ` and ${further} more` : ''}. ` +
    'Run `nx g nx-crane:init`, which leaves the script to npm and the target to nx-crane, or rename it.'
  )
}

const SHOWN_SCRIPTS = 5
