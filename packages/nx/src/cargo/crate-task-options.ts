import { dirname, isAbsolute, join, relative } from 'node:path'
import type { CargoSettings, CrateTask } from '@nx-crane/build'
import { type CrateTaskKind, TARGETS } from '@nx-crane/graph'
import { NxCraneError } from '../nx-crane-error'
import { isObserved } from './is-observed'

/** The options that say how cargo compiles; shared by all executors that start it. */
export interface CompileOptions {
  /** The crate's name. */
  readonly crate: string
  /** Its manifest, relative to the Nx workspace. */
  readonly manifest: string
  /** The root manifest of its Cargo workspace, relative to the Nx workspace. */
  readonly workspace: string
  readonly profile?: string
  readonly features?: readonly string[]
  readonly allFeatures?: boolean
  readonly noDefaultFeatures?: boolean
  readonly targetTriple?: string
  readonly args?: readonly string[]
}

/** Options of the executor `nx-crane:cargo`. */
export interface CargoOptions extends CompileOptions {
  readonly kind: CrateTaskKind
  readonly outputDir?: string
  readonly testRunner?: CrateTask['testRunner']
  readonly warnings?: 'deny' | 'allow'
  readonly observe?: boolean
}

/** The task that these options ask for, with every default applied and paths made absolute from the Nx workspace. */
export function toCrateTask(
  id: string,
  options: CargoOptions,
  place: {
    readonly root: string
    readonly dependencies: readonly string[]
    readonly environment?: Readonly<Record<string, string>>
  },
): CrateTask {
  const crateDir = dirname(options.manifest)
  const outputDir = options.outputDir ?? join(crateDir, TARGETS[options.kind].leaves ?? TARGETS.build.leaves)
  return {
    id,
    kind: options.kind,
    crate: options.crate,
    root: place.root,
    manifest: insideOf(place.root, options.manifest),
    workspace: insideOf(place.root, options.workspace),
    outputDir: insideOf(place.root, outputDir),
    settings: toCargoSettings(options),
    testRunner: options.testRunner ?? 'auto',
    ...(options.warnings === undefined ? {} : { warnings: options.warnings }),
    observe: isObserved(options, process.env),
    dependencies: place.dependencies,
    environment: place.environment ?? {},
  }
}

export function toCargoSettings(options: CompileOptions): CargoSettings {
  return {
    profile: options.profile ?? null,
    features: options.features ?? [],
    allFeatures: options.allFeatures ?? false,
    noDefaultFeatures: options.noDefaultFeatures ?? false,
    targetTriple: options.targetTriple ?? null,
    args: options.args ?? [],
  }
}

/** The absolute path; throws when it leads out of the Nx workspace. */
export function insideOf(root: string, path: string): string {
  const absolute = isAbsolute(path) ? path : join(root, path)
  const back = relative(root, absolute)
  if (back !== '..' && !back.startsWith('../') && !isAbsolute(back)) return absolute
  throw new NxCraneError('PATH_OUTSIDE_WORKSPACE', {
    message: `the path ${JSON.stringify(path)} leads out of the Nx workspace`,
    hint: 'executor options must hold paths inside it: correct the option',
  })
}
