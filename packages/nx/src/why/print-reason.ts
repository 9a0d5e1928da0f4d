import type { KeyReason } from '@nx-crane/keys'

/** The names of crates, by their manifests. */
export type CrateNames = ReadonlyMap<string, string>

/**
 * A reason in a line.
 *
 * @example printReason(reason, names) // → 'crates/core/src/lib.rs has changed, of core, used through app → mid → core'
 */
export function printReason(reason: KeyReason, names: CrateNames): string {
  const { via, crate, wide } = reason
  const nameOf = (manifest: string) => names.get(manifest) ?? manifest
  const owner = crate === null || reason.is !== 'file' ? '' : `, of ${nameOf(crate)}`
  const isUsed = via.length === 1 && reason.is === 'package'
  const used = isUsed ? `, used by ${nameOf(via[0] ?? '')}` : ''
  const way = via.length < 2 ? used : `, used through ${via.map(nameOf).join(' → ')}`
  const since = wide === null ? '' : wide === '' ? ' (wide)' : ` (wide, since ${wide})`
  return `${sayCause(reason, nameOf)}${owner}${way}${since}`
}

function sayCause(reason: KeyReason, nameOf: (manifest: string) => string): string {
  const { is, name, change, file, crate } = reason
  const owner = crate === null ? '' : nameOf(crate)
  const at = file === null ? '' : ` (${file})`
  switch (is) {
    case 'file':
      return `${name} ${CHANGES[change]}`
    case 'package':
      return change === 'other' ? `${name}${values(reason, ' ')}${at}` : `${name} ${CHANGES[change]}${at}`
    case 'dependency':
      if (change === 'other') return `${owner} says something else of its dependency ${nameOf(name)}${at}`
      return `${nameOf(name)} is ${change === 'new' ? 'a new dependency' : 'no dependency any more'} of ${owner}${at}`
    case 'feature':
      return change === 'new'
        ? `feature ${name} is on now, turned on by ${owner}${at}`
        : `feature ${name} is off now, ${owner} does not turn it on any more${at}`
    case 'manifest':
      if (change !== 'other' && reason.before === null && reason.after === null)
        return `${name} ${CHANGES[change]}, of ${owner || 'the workspace'}${at}`
      return `${name}${values(reason, ' ')}${(reason.before ?? reason.after) ? '' : ' has changed'}, of ${owner || 'the workspace'}${at}`
    case 'profile':
      return `profile ${name}${values(reason, ': ')}${at}`
    case 'toolchain':
      return name === 'asked for'
        ? `another toolchain is asked for${values(reason, ': ')} (rust-toolchain.toml)`
        : `toolchain, ${name}${values(reason, ': ') || ' have changed'}`
    case 'variable':
      return `environment variable ${name} ${VARIABLES[change]}`
    case 'configuration':
      return `Cargo's configuration, ${name}, ${change === 'other' ? 'has changed' : CHANGES[change]}${at}`
    case 'native':
      return `${name}, which the build uses from outside of its crates, ${CHANGES[change]}`
    case 'flake input':
      return `flake input ${name}${values(reason, ': ')}${at}`
    case 'derivation':
      return file === null
        ? `what Nix builds is another, and only Nix knows why${values(reason, ': ')}`
        : `${name} ${CHANGES[change]}`
    case 'commit':
      return `the ${name} of Git changed`
    case 'unrecorded':
      return 'something that was not recorded of one of the two'
    case 'setting':
      return `${name}${values(reason, ': ')}${(reason.before ?? reason.after) ? '' : ' has changed'}`
  }
}

const CHANGES = { new: 'is new', gone: 'is gone', other: 'has changed' }
const VARIABLES = { new: 'is set now', gone: 'is not set any more', other: 'has another value' }

function values({ before, after }: KeyReason, between: string): string {
  if (before === null && after === null) return ''
  return `${between}${before ?? 'nothing'} → ${after ?? 'nothing'}`
}
