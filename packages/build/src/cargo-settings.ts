import { CargoError } from '@nx-crane/graph'
import type { CargoSettings } from './crate-task'

/** The arguments that say profile, features and target triple, then the user's own up to `--`. */
export function settingsArgs(settings: CargoSettings, defaultProfile: string | null = null): string[] {
  const profile = settings.profile ?? defaultProfile
  return [
    ...(profile === null ? [] : ['--profile', profile]),
    ...(settings.allFeatures ? ['--all-features'] : []),
    ...(settings.noDefaultFeatures ? ['--no-default-features'] : []),
    ...(settings.features.length === 0 ? [] : ['--features', settings.features.join(',')]),
    ...(settings.targetTriple === null ? [] : ['--target', settings.targetTriple]),
    ...ownArgs(settings),
  ]
}

/** The user's arguments to cargo itself. */
export function ownArgs(settings: CargoSettings): readonly string[] {
  const separator = settings.args.indexOf('--')
  return separator < 0 ? settings.args : settings.args.slice(0, separator)
}

/** The user's arguments to the tool behind cargo. */
export function trailingArgs(settings: CargoSettings): readonly string[] {
  const separator = settings.args.indexOf('--')
  return separator < 0 ? [] : settings.args.slice(separator + 1)
}

const CRATE_NAME = /^[\p{L}\p{N}_][\p{L}\p{N}\p{M}_-]*$/u
const PROFILE_NAME = /^[\p{L}\p{N}_][\p{L}\p{N}_-]*$/u
const FEATURE_NAME = /^[\p{L}\p{N}_][\p{L}\p{N}_+.?/-]*$/u
const TARGET_TRIPLE = /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/

/** Throws when a name is none that cargo would accept: it would reach cargo as an option or as several arguments. */
export function checkNames(crate: string, settings: CargoSettings): void {
  check('crate', crate, CRATE_NAME, 'letters, digits, "-" and "_"')
  if (settings.profile !== null) checkProfile(settings.profile)
  for (const feature of settings.features)
    check('feature', feature, FEATURE_NAME, 'letters, digits and "_+./?-"')
  if (settings.targetTriple !== null)
    check('target triple', settings.targetTriple, TARGET_TRIPLE, 'letters, digits and "_.-"')
}

/** The same for a profile alone. */
export function checkProfile(profile: string): void {
  check('profile', profile, PROFILE_NAME, 'letters, digits, "-" and "_"')
}

function check(what: string, name: string, pattern: RegExp, allowed: string): void {
  if (pattern.test(name)) return
  throw new CargoError('INVALID_NAME', {
    message: `${JSON.stringify(name)} cannot be the name of a ${what}`,
    hint: `rename it: a name may contain ${allowed}, and may not start with "-"`,
  })
}
