import type { NxJsonConfiguration } from '@nx/devkit'
import type { Options } from './options'

/** Executors of ours that a `targetDefaults` entry keyed by a target's name would override, and a key of their own shields. */
export const SHIELDED_EXECUTORS = [
  'nx-crane:cargo',
  'nx-crane:wasm',
  'nx-crane:key',
  'nx-crane:cargo-run',
] as const

/**
 * What in nx.json silently replaces part of what is inferred, as sentences that end with the mend.
 * Nx applies `targetDefaults` over a plugin's targets; defaults keyed by executor are looked up first and shield them.
 */
export function targetDefaultNotices(nxJson: NxJsonConfiguration, options: Options): string[] {
  const defaults = nxJson.targetDefaults ?? {}
  const names = Object.values(options.targets)
    .filter((target) => target !== false)
    .map((target) => target.name)
  const overriding = names.filter((name) => replacesOurs(defaults[name]))
  const exposed = SHIELDED_EXECUTORS.some((executor) => defaults[executor] === undefined)
  if (overriding.length === 0 || !exposed) return []
  return [
    `nx.json: targetDefaults ${overriding.map((name) => `"${name}"`).join(', ')} replace the inputs or dependencies that nx-crane infers for crates, ` +
      'so their tasks are cached by the wrong files. Run `nx g nx-crane:init`, which adds a default for nx-crane’s own executors.',
  ]
}

/** Scripts beside a Cargo.toml that Nx runs instead of the inferred target of the same name. */
export function scriptNotice(manifest: string, replaced: readonly string[]): string {
  const names = replaced.map((name) => `"${name}"`).join(', ')
  return (
    `${manifest}: the script${replaced.length === 1 ? '' : 's'} ${names} replace${replaced.length === 1 ? 's' : ''} the target nx-crane infers for the crate beside it. ` +
    'Run `nx g nx-crane:init`, which leaves the script to npm and the target to nx-crane, or rename it.'
  )
}

function replacesOurs(entry: unknown): boolean {
  const entries = Array.isArray(entry) ? entry : [entry]
  return entries.some(
    (value) =>
      typeof value === 'object' &&
      value !== null &&
      ('inputs' in value || 'dependsOn' in value || 'outputs' in value || 'options' in value),
  )
}
