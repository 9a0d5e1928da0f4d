import type { TargetConfiguration } from '@nx/devkit'
import { TARGET_KINDS, TARGETS, type TargetKind } from '@nx-crane/graph'
import { CACHE_FORMS, type CacheAddress, parseCacheAddress } from '../cache/cache-address'
import { NxCraneError } from '../nx-crane-error'

/** The executor of each kind; a wasm crate's `build` is {@link GROUP_EXECUTOR}. */
export function executorOf(kind: TargetKind): string {
  return `nx-crane:${TARGETS[kind].executor}`
}

/** Does nothing itself; its target names what it depends on. Not `nx:noop`: defaults in nx.json could not tell ours from others. */
export const GROUP_EXECUTOR = 'nx-crane:noop'

/** What may be asked for; `auto` is Nix where there is one, and a flake. */
export const BUILDERS = ['auto', 'nix', 'cargo'] as const
export type RequestedBuilder = (typeof BUILDERS)[number]

const TEST_RUNNERS = ['auto', 'nextest', 'cargo'] as const
export type TestRunner = (typeof TEST_RUNNERS)[number]

export type TargetInputs = NonNullable<TargetConfiguration['inputs']>

/** How one kind of target is inferred. */
export interface TargetOptions {
  readonly name: string
  /** Added to the inputs that make up the target's key. */
  readonly inputs: TargetInputs
  readonly builder: RequestedBuilder
}

/** Parsed options: every field present, every default applied. A kind that is `false` is left out. */
export interface Options {
  readonly targets: Readonly<Record<TargetKind, TargetOptions | false>>
  readonly testRunner: TestRunner
  /** Cargo profile of `build`, `run` and `test`. */
  readonly profile: string
  /** Directory of the wasm package inside the crate. */
  readonly wasmOutDir: string
  /** What builds, where the options of a target do not say otherwise. */
  readonly builder: RequestedBuilder
  /** Whether git is told of files that a flake would not see (`git add -N`). */
  readonly trackFiles: boolean
  /** Globs of directories or manifests that become no projects of this plugin; one with `!` before it takes in again. */
  readonly exclude: readonly string[]
  /** Which of Nx's TypeScript plugins are composed, when they are installed and not in nx.json themselves. */
  readonly typescript: Readonly<Record<ComposedName, ComposedOptions>>
  /** Whether it is noted what cargo's tasks read, so that keys are narrow where sources don't say it. */
  readonly observe: boolean
  /** Whether what the plugin notices is said while the graph is made. */
  readonly notices: boolean
  /** The Nix cache that `nx-crane cache` pushes to and asks, where none is named. */
  readonly cache: CacheAddress | null
}

const COMPOSED_NAMES = ['js', 'vite', 'vitest'] as const
export type ComposedName = (typeof COMPOSED_NAMES)[number]

export interface ComposedOptions {
  readonly enabled: boolean
  /** Globs of directories or files that it does not look at. */
  readonly exclude: readonly string[]
}

type RawObject = Readonly<Record<string, unknown>>

const KNOWN_OPTIONS = [
  'builder',
  'targets',
  'testRunner',
  'profile',
  'wasmOutDir',
  'trackFiles',
  'exclude',
  'typescript',
  'observe',
  'notices',
  'cache',
]

/**
 * The options of nx.json's plugin entry, checked and completed.
 *
 * @throws NxCraneError `INVALID_OPTIONS`, naming the option, what it holds and what it may hold.
 * @example parseOptions({ targets: { doc: false, build: 'cargo-build' } })
 */
export function parseOptions(raw: unknown): Options {
  const options = objectAt(raw ?? {}, 'options')
  refuseUnknown(options, KNOWN_OPTIONS, 'options')
  const builder = oneOf(options.builder ?? 'auto', BUILDERS, 'options.builder')
  const targets = objectAt(options.targets ?? {}, 'options.targets')
  refuseUnknown(targets, TARGET_KINDS, 'options.targets')
  const parsed = Object.fromEntries(
    TARGET_KINDS.map((kind) => [kind, targetOptionsAt(targets[kind], kind, builder)]),
  ) as Record<TargetKind, TargetOptions | false>
  refuseSameNames(parsed)
  return {
    targets: parsed,
    testRunner: oneOf(options.testRunner ?? 'auto', TEST_RUNNERS, 'options.testRunner'),
    profile: wordAt(options.profile ?? 'dev', 'options.profile'),
    builder,
    trackFiles: booleanAt(options.trackFiles ?? false, 'options.trackFiles'),
    wasmOutDir: relativePathAt(options.wasmOutDir ?? 'pkg', 'options.wasmOutDir'),
    exclude: globsAt(options.exclude ?? [], 'options.exclude'),
    typescript: typescriptAt(options.typescript ?? true),
    observe: booleanAt(options.observe ?? true, 'options.observe'),
    notices: booleanAt(options.notices ?? true, 'options.notices'),
    cache: cacheAt(options.cache ?? null, 'options.cache'),
  }
}

/** What is to build the tasks of one kind. */
export function requestedBuilder({ targets, builder }: Options, kind: TargetKind): RequestedBuilder {
  const settings = targets[kind]
  return settings === false ? builder : settings.builder
}

function targetOptionsAt(raw: unknown, kind: TargetKind, builder: RequestedBuilder): TargetOptions | false {
  const place = `options.targets.${kind}`
  if (raw === false && kind === 'key') {
    throw invalid(
      place,
      'is false, but the other targets are cached by the key it computes',
      'give it another name instead',
    )
  }
  if (raw === false) return false
  if (raw === undefined || raw === true) return { name: kind, inputs: [], builder }
  if (typeof raw === 'string') return { name: targetNameAt(raw, place), inputs: [], builder }
  const options = objectAt(raw, place)
  refuseUnknown(options, ['name', 'inputs', 'builder'], place)
  return {
    name: targetNameAt(options.name ?? kind, `${place}.name`),
    inputs: inputsAt(options.inputs ?? [], `${place}.inputs`),
    builder: oneOf(options.builder ?? builder, BUILDERS, `${place}.builder`),
  }
}

function refuseSameNames(targets: Readonly<Record<TargetKind, TargetOptions | false>>): void {
  const kindByName = new Map<string, TargetKind>()
  for (const kind of TARGET_KINDS) {
    const target = targets[kind]
    if (target === false) continue
    const other = kindByName.get(target.name)
    if (other) {
      throw invalid(
        `options.targets.${kind}`,
        `has the name "${target.name}", which ${other} also has`,
        'give each target a name of its own',
      )
    }
    kindByName.set(target.name, kind)
  }
}

function typescriptAt(raw: unknown): Options['typescript'] {
  const options = typeof raw === 'boolean' ? {} : objectAt(raw, 'options.typescript')
  refuseUnknown(options, COMPOSED_NAMES, 'options.typescript')
  const byDefault = typeof raw === 'boolean' ? raw : true
  return {
    js: composedAt(options.js ?? byDefault, 'options.typescript.js'),
    vite: composedAt(options.vite ?? byDefault, 'options.typescript.vite'),
    vitest: composedAt(options.vitest ?? byDefault, 'options.typescript.vitest'),
  }
}

function composedAt(raw: unknown, place: string): ComposedOptions {
  if (typeof raw === 'boolean') return { enabled: raw, exclude: [] }
  const options = objectAt(raw, place)
  refuseUnknown(options, ['exclude'], place)
  return { enabled: true, exclude: globsAt(options.exclude ?? [], `${place}.exclude`) }
}

function globsAt(raw: unknown, place: string): readonly string[] {
  if (Array.isArray(raw) && raw.every((glob) => typeof glob === 'string' && glob !== '')) return raw
  throw invalid(place, `is ${JSON.stringify(raw)}`, 'write an array of globs, such as ["fixtures/**"]')
}

function objectAt(raw: unknown, place: string): RawObject {
  if (typeof raw === 'object' && raw !== null && !Array.isArray(raw)) return raw as RawObject
  throw invalid(place, `is ${JSON.stringify(raw)}`, 'write an object')
}

function cacheAt(raw: unknown, place: string): CacheAddress | null {
  if (raw === null) return null
  const parsed = parseCacheAddress(typeof raw === 'string' ? raw : '', { from: 'repository' })
  if (typeof parsed !== 'string') return parsed
  throw invalid(place, `is ${JSON.stringify(raw)}: it ${parsed}`, CACHE_FORMS)
}

function booleanAt(raw: unknown, place: string): boolean {
  if (typeof raw === 'boolean') return raw
  throw invalid(place, `is ${JSON.stringify(raw)}`, 'write true or false')
}

function oneOf<const T extends string>(raw: unknown, allowed: readonly T[], place: string): T {
  const found = allowed.find((value) => value === raw)
  if (found !== undefined) return found
  throw invalid(
    place,
    `is ${JSON.stringify(raw)}`,
    `write one of ${allowed.map((value) => `"${value}"`).join(', ')}`,
  )
}

function targetNameAt(raw: unknown, place: string): string {
  if (typeof raw === 'string' && /^[A-Za-z0-9_.-][A-Za-z0-9_.:-]*$/.test(raw)) return raw
  throw invalid(
    place,
    `is ${JSON.stringify(raw)}`,
    'write a target name of letters, digits, "-", "_", "." or ":", or false to leave the target out',
  )
}

function wordAt(raw: unknown, place: string): string {
  if (typeof raw === 'string' && /^[A-Za-z0-9_][A-Za-z0-9_-]*$/.test(raw)) return raw
  throw invalid(
    place,
    `is ${JSON.stringify(raw)}`,
    'write the name of a Cargo profile, such as "dev" or "release"',
  )
}

function relativePathAt(raw: unknown, place: string): string {
  const segments = typeof raw === 'string' ? raw.split('/') : []
  const sound =
    segments.length > 0 &&
    segments.every((segment) => /^[A-Za-z0-9_@.-]+$/.test(segment) && !/^\.+$/.test(segment))
  if (sound) return segments.join('/')
  throw invalid(place, `is ${JSON.stringify(raw)}`, 'write a directory inside the crate, such as "pkg"')
}

function inputsAt(raw: unknown, place: string): TargetInputs {
  const sound =
    Array.isArray(raw) &&
    raw.every((input) => typeof input === 'string' || (typeof input === 'object' && input !== null))
  if (sound) return raw as TargetInputs
  throw invalid(
    place,
    `is ${JSON.stringify(raw)}`,
    'write an array of Nx inputs, such as ["{projectRoot}/data/**/*"]',
  )
}

function refuseUnknown(options: RawObject, known: readonly string[], place: string): void {
  const unknown = Object.keys(options).find((key) => !known.includes(key))
  if (unknown === undefined) return
  throw invalid(`${place}.${unknown}`, 'is not an option', `the options here are ${known.join(', ')}`)
}

function invalid(place: string, fault: string, hint: string): NxCraneError {
  return new NxCraneError('INVALID_OPTIONS', { message: `nx.json: nx-crane's ${place} ${fault}`, hint })
}
