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
export function scriptNotice(manifest: string, replaced: readonly string[]): string {
  const names = replaced.map((name) => `"${name}"`).join(', ')
  const [scripts, replace] = replaced.length === 1 ? ['script', 'replaces'] : ['scripts', 'replace']
  return (
    `${manifest}: the ${scripts} ${names} ${replace} what nx-crane infers for the crate beside it. ` +
    'Run `nx g nx-crane:init`, which leaves the script to npm and the target to nx-crane, or rename it.'
  )
}
