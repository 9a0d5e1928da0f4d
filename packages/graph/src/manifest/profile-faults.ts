import type { Manifest } from './manifest'
import type { PlacedFault } from './package-faults'
import { entryOf, type TomlTable, tableOf } from './toml-table'

/** What Cargo would refuse in `[profile]`, of a member too: it reads the table there before it ignores it. */
export function* profileFaults({ toml }: Manifest): Generator<PlacedFault> {
  const profiles = tableOf(toml, 'profile')
  for (const name of Object.keys(profiles ?? {})) {
    const profile = tableOf(profiles, name)
    const place = ['profile', name]
    yield* settingFaults(profile, place)
    yield* overrideFaults(tableOf(profile, 'build-override'), [...place, 'build-override'])
    const packages = tableOf(profile, 'package')
    for (const spec of Object.keys(packages ?? {})) {
      yield* overrideFaults(tableOf(packages, spec), [...place, 'package', spec])
    }
  }
}

interface Setting {
  readonly accepts: (value: unknown) => boolean
  readonly hint: string
}

const isNumber = (value: unknown) => typeof value === 'number' || typeof value === 'bigint'
const oneOf =
  (...values: readonly unknown[]) =>
  (value: unknown) =>
    values.includes(value)
const SWITCH: Setting = { accepts: oneOf(true, false), hint: 'true or false' }

const SETTINGS: Readonly<Record<string, Setting>> = {
  'opt-level': {
    accepts: (value) => isNumber(value) || value === 's' || value === 'z',
    hint: '0, 1, 2, 3, "s" or "z"',
  },
  debug: {
    accepts: oneOf(
      ...[true, false, 0, 1, 2, 'none', 'limited', 'full'],
      ...['line-tables-only', 'line-directives-only'],
    ),
    hint: 'true, false, 0, 1, 2, "limited", "full", "line-tables-only" or "line-directives-only"',
  },
  lto: {
    // Other texts are left to the compiler.
    accepts: (value) =>
      typeof value === 'boolean' || (typeof value === 'string' && value !== 'true' && value !== 'false'),
    hint: 'true, false, "thin", "fat" or "off"',
  },
  panic: { accepts: oneOf('unwind', 'abort', 'immediate-abort'), hint: '"unwind" or "abort"' },
  'codegen-units': {
    accepts: (value) => isNumber(value) && Number(value) >= 0 && Number.isInteger(Number(value)),
    hint: 'a number such as 1',
  },
  incremental: SWITCH,
  'overflow-checks': SWITCH,
  'debug-assertions': SWITCH,
  rpath: SWITCH,
}

function* settingFaults(profile: TomlTable | undefined, place: readonly string[]): Generator<PlacedFault> {
  for (const setting of Object.keys(profile ?? {})) {
    const known = entryOf(SETTINGS, setting) as Setting | undefined
    const value = entryOf(profile, setting)
    if (!known || known.accepts(value)) continue
    yield {
      ...{ key: [...place, setting], code: 'INVALID_PROFILE_SETTING' },
      message: `the profile setting ${setting} cannot be ${JSON.stringify(value) ?? 'nothing'}`,
      hint: `write ${setting} = ${known.hint}`,
    }
  }
}

const WHOLE_PROFILE = ['panic', 'lto', 'rpath']

function* overrideFaults(override: TomlTable | undefined, place: readonly string[]): Generator<PlacedFault> {
  yield* settingFaults(override, place)
  for (const setting of WHOLE_PROFILE) {
    if (entryOf(override, setting) === undefined) continue
    yield {
      ...{ key: [...place, setting], code: 'INVALID_PROFILE_OVERRIDE' },
      message: `the profile setting ${setting} cannot be set per package`,
      hint: `move ${setting} to [profile.${place[1]}], or remove it`,
    }
  }
}
