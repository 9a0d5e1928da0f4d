import { isDeepStrictEqual } from 'node:util'
import type { TargetConfiguration } from '@nx/devkit'
import type { TargetKind } from '@nx-crane/graph'
import { crateIdentity } from '../infer/crate-identity'
import { executorOf, type Options } from '../infer/options'
import { objectAt } from '../init/edit-json'
import type { OurOptions, Translation, Verb } from './cargo-flags'
import { explicitRest, mergedRest } from './handed-rest'
import type { OldProject } from './old-plugins'
import { profileDirectory, repositoryPath } from './target-directory'

/** A target as project.json has it, with what the defaults for its executor add. */
export interface OldTarget {
  readonly name: string
  readonly value: Readonly<Record<string, unknown>>
  /** What it does with these options. */
  translate(options: Readonly<Record<string, unknown>>): Translation
}

export interface HandOverContext {
  readonly project: OldProject
  readonly options: Options
  /** What our plugin gives the crate, by name. */
  readonly inferred: Readonly<Record<string, TargetConfiguration>>
  readonly namedInputs: Readonly<Record<string, unknown>>
  /** Another plugin may give the project a target of the same name: then ours is asked for by name. */
  readonly isContested: boolean
  /** Where the repository names a directory: `Dockerfile:12`, or null. */
  mentionOf(directory: string): string | null
}

export type HandedTarget =
  | { readonly is: 'kept'; readonly reason: string }
  /** `value` is what remains in the file, null when nothing has to. */
  | {
      readonly is: 'handed'
      readonly value: Readonly<Record<string, unknown>> | null
      /** Ours has the same name, and does the same. */
      readonly isInferred: boolean
      readonly after: string
      readonly remarks: readonly string[]
    }

const KIND_OF: Readonly<Record<Verb, Exclude<TargetKind, 'key' | 'wasm'>>> = {
  build: 'build',
  check: 'build',
  test: 'test',
  lint: 'lint',
  format: 'format',
  run: 'run',
  doc: 'doc',
  bench: 'bench',
}

type Translated = Extract<Translation, { is: 'ours' }>

/**
 * What becomes of an old target. Where ours has its name and does the same, what is left of it in the file is only what
 * differs, without an executor: Nx merges that over the inferred target (seen in 23.3.1 and 24.0.6). Elsewhere it names our
 * executor. A target with an option that ours cannot follow stays as it is.
 */
export function handOver(target: OldTarget, context: HandOverContext): HandedTarget {
  const oldOptions = objectAt(target.value, 'options')
  const base = target.translate(oldOptions)
  if (base.is === 'refused') return { is: 'kept', reason: base.reason }
  const configurations = new Map<string, Translated>()
  for (const [name, raw] of Object.entries(objectAt(target.value, 'configurations'))) {
    const overrides = typeof raw === 'object' && raw !== null ? raw : {}
    const translated = target.translate({ ...oldOptions, ...overrides })
    if (translated.is === 'refused') {
      return { is: 'kept', reason: `in the configuration "${name}" ${translated.reason}` }
    }
    configurations.set(name, translated)
  }
  const kind = KIND_OF[base.verb]
  const own = context.inferred[target.name]
  const settings = context.options.targets[kind]
  const isInferred = settings !== false && settings.name === target.name && own?.executor === executorOf(kind)
  const place = placeOf(base, configurations, { target, context, isInferred })
  const given = withPlace(base, place)
  const inferredOptions: Readonly<Record<string, unknown>> = isInferred ? (own?.options ?? {}) : {}
  const isMerged = isInferred && !context.isContested
  const options = isMerged
    ? difference(given, inferredOptions)
    : { ...crateIdentity(context.project.crate), kind, ...given }
  const byConfiguration = new Map<string, Readonly<Record<string, unknown>>>()
  for (const [name, translated] of configurations) {
    byConfiguration.set(name, configurationOf(withPlace(translated, place), given))
  }
  if (place !== null && own?.configurations?.release !== undefined && !byConfiguration.has('release')) {
    byConfiguration.set('release', { outputDir: outputIn(place, { profile: 'release' }) })
  }
  const value = {
    ...(isMerged ? {} : { executor: executorOf(kind) }),
    ...(isInferred ? mergedRest(target.value, place, context) : explicitRest(target.value, kind, context)),
    ...(Object.keys(options).length > 0 ? { options } : {}),
    ...(byConfiguration.size > 0 ? { configurations: Object.fromEntries(byConfiguration) } : {}),
  }
  const remarks = [...base.remarks, ...directoryRemarks(base, place, context)]
  const isGone = Object.keys(value).length === 0
  const label = `${executorOf(kind)}${isInferred ? '' : ' (in the file)'}`
  return { is: 'handed', value: isGone ? null : value, isInferred, after: label, remarks }
}

/** The directory of the old target's programs where something reads them there; null where ours may have its own. */
function placeOf(
  base: Translated,
  configurations: ReadonlyMap<string, Translated>,
  { target, context, isInferred }: { target: OldTarget; context: HandOverContext; isInferred: boolean },
): string | null {
  if (KIND_OF[base.verb] !== 'build' || !leavesFiles(context)) return null
  const directories = [base, ...configurations.values()].map(({ targetDir }) => targetDir)
  const [first = null] = directories
  if (first !== null && directories.every((directory) => directory === first)) {
    const path = repositoryPath(first, context.project.crate.dir)
    if (path !== null && context.mentionOf(path) !== null) return path
  }
  return isInferred
    ? null
    : `${context.project.crate.dir === '' ? '' : `${context.project.crate.dir}/`}dist/${target.name}`
}

function leavesFiles({ project }: HandOverContext): boolean {
  return project.crate.crateTargets.some(({ kind }) =>
    kind.some((each) => ['bin', 'cdylib', 'staticlib'].includes(each)),
  )
}

function withPlace({ options }: Translated, place: string | null): OurOptions {
  return place === null ? options : { ...options, outputDir: outputIn(place, options) }
}

/** Where cargo puts programs below its target directory. */
function outputIn(place: string, { profile = 'dev', targetTriple }: OurOptions): string {
  return [place, ...(targetTriple === undefined ? [] : [targetTriple]), profileDirectory(profile)].join('/')
}

function difference(given: OurOptions, inferred: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(given).filter(([name, value]) => !isDeepStrictEqual(inferred[name], value)),
  )
}

const ABSENT: Readonly<Record<string, unknown>> = {
  features: [],
  allFeatures: false,
  noDefaultFeatures: false,
  args: [],
  warnings: 'deny',
  testRunner: 'auto',
}

/** What a configuration says beyond the options; what it takes back is said too. */
function configurationOf(given: OurOptions, base: OurOptions): Record<string, unknown> {
  const withdrawn = Object.keys(base).filter((name) => !(name in given) && name in ABSENT)
  return {
    ...Object.fromEntries(withdrawn.map((name) => [name, ABSENT[name]])),
    ...difference(given, { ...base }),
  }
}

function directoryRemarks(
  { targetDir, verb }: Translated,
  place: string | null,
  context: HandOverContext,
): string[] {
  if (targetDir === null || KIND_OF[verb] !== 'build' || !leavesFiles(context)) return []
  const path = repositoryPath(targetDir, context.project.crate.dir)
  if (path === null) return [`"${targetDir}" is left out: all crates share cargo's target directory`]
  const dir = context.project.crate.dir === '' ? 'dist' : `${context.project.crate.dir}/dist`
  if (place !== path) return [`programs are in ${place ?? `${dir}/cargo`} now, not in ${path}`]
  return [
    `${context.mentionOf(path)} names ${path}, so programs stay there; remove the directory once if it is left over from before`,
  ]
}
