import type { CargoWorkspace, ConfigFile } from '@nx-crane/graph'
import { foreignProfiles, profileChain, scopeOf, type TaskKind, tableOf } from '@nx-crane/graph'
import { usedTargets } from './built-targets'
import { configMeaning, profileMeaning } from './cargo-config-meaning'
import { compilerWrappers, wideOfRunners, wideOfWrappers } from './compiler-wrappers'
import { type Environment, environmentInputs } from './environment-inputs'
import { canonicalJson, type KeyInput } from './key-input'
import type { KeyNodes } from './key-nodes'
import type { ManifestTables } from './manifest-tables'
import { NO_SETTINGS, type TaskSettings } from './task-settings'
import { mayAskForAny, reachesAll } from './variable-readers'
import type { Wide } from './wide'

/** Changes whenever the same inputs would have to give another key. */
const FORMAT = '2'

/** What all that is done with the crates of a workspace depends on, whatever the crate. */
export interface KeySurroundings {
  readonly environment: Environment
  /** The builder's name and the system it runs on: keys of one can never equal keys of another. */
  readonly builder: string
  readonly system: string
  /** What the compiler that is in force in a directory says of itself, for one kind of task. */
  toolchain(dir: string, kind: TaskKind): readonly KeyInput[]
  /** Cargo's configuration files in force in a directory, nearest first. */
  configs(dir: string): readonly ConfigFile[]
  /** What is compiled, or run, with the crates of a workspace and is no file of theirs. */
  outside(dir: string, kind: TaskKind): readonly KeyInput[]
  /** The linkers that are found in a directory. */
  linkers(dir: string): readonly KeyInput[]
}

export interface WorkspaceTask {
  readonly workspace: CargoWorkspace
  readonly kind: TaskKind
  readonly settings: TaskSettings
  /** Build scripts that may call native tools take part. */
  readonly native: boolean
  /** Crates from elsewhere take part, and may ask for any variable that Cargo's configuration sets. */
  readonly foreign: boolean
  /** Something of the crate is linked. */
  readonly links: boolean
}

export interface DigestedInputs {
  readonly digest: string
  readonly inputs: readonly KeyInput[]
}

const BUILT_IN_PROFILES = ['dev', 'release', 'test', 'bench']

/** The inputs that the crates of a workspace have in common, computed once for each workspace and kind of task. */
export class WorkspaceInputs {
  readonly #surroundings: KeySurroundings
  readonly #tables: ManifestTables
  readonly #nodes: KeyNodes
  readonly #known = new Map<string, DigestedInputs>()
  readonly #configs = new Map<string, readonly ConfigFile[]>()

  constructor(
    surroundings: KeySurroundings,
    { tables, nodes }: { readonly tables: ManifestTables; readonly nodes: KeyNodes },
  ) {
    this.#surroundings = surroundings
    this.#tables = tables
    this.#nodes = nodes
  }

  /** What the wrappers of the compiler may read that nobody knows; null where there are none. */
  wrappers({ dir }: CargoWorkspace): Wide | null {
    return wideOfWrappers(compilerWrappers(this.#configsOf(dir), this.#surroundings.environment))
  }

  /** The same of what runs tests. */
  runners({ dir }: CargoWorkspace): Wide | null {
    return wideOfRunners(this.#configsOf(dir), this.#surroundings.environment)
  }

  /** Names of the profiles that Cargo knows in a workspace, sorted. */
  profiles({ manifest, dir }: CargoWorkspace): string[] {
    const configured = this.#configsOf(dir).flatMap(({ table }) =>
      Object.keys(tableOf(table, 'profile') ?? {}),
    )
    const own = Object.keys(this.#tables.profiles(manifest))
    return [...new Set([...BUILT_IN_PROFILES, ...own, ...configured])].sort()
  }

  of(task: WorkspaceTask): DigestedInputs {
    const settings = task.settings === NO_SETTINGS ? '' : canonicalJson(task.settings)
    const { workspace, kind, native, foreign, links } = task
    const place = [workspace.manifest, kind, native, foreign, links, settings].join('\0')
    let known = this.#known.get(place)
    if (known === undefined) {
      const inputs = [...this.#identity(task), ...this.#compiler(task)]
      known = { digest: this.#nodes.digest(inputs), inputs }
      this.#known.set(place, known)
    }
    return known
  }

  #identity({ kind, settings }: WorkspaceTask): KeyInput[] {
    const { builder, system } = this.#surroundings
    const said = canonicalJson(settings)
    return [
      { what: 'format of keys', value: FORMAT },
      { what: 'builder', value: builder },
      { what: 'system', value: system },
      { what: 'kind', value: kind },
      ...(said === canonicalJson(NO_SETTINGS) ? [] : [{ what: 'settings', value: said }]),
    ]
  }

  #compiler({ workspace, kind, settings, native, foreign, links }: WorkspaceTask): KeyInput[] {
    const { toolchain, environment } = this.#surroundings
    const { runs, documents } = scopeOf(kind)
    const compiler = toolchain(workspace.dir, kind)
    const outside = this.#surroundings.outside(workspace.dir, kind)
    if (kind === 'format') return [...compiler, ...outside]
    const profiles = this.#usedProfiles(workspace, { kind, profile: settings.profile })
    const otherProfiles =
      profiles === null ? [] : this.profiles(workspace).filter((name) => !profiles.includes(name))
    const configs = this.#configsOf(workspace.dir)
    const rustc = compiler.find(({ what }) => what === 'toolchain: rustc')?.value ?? ''
    const isAsked = settings.profile !== null && settings.targetTriple === null
    const takesAll = foreign || mayAskForAny(configs, { environment, runs, links })
    return [
      ...compiler,
      // The third chooses other versions than the second, which the lock says, and turns on the same features.
      { what: 'features unified by resolver', value: workspace.resolver === '1' ? '1' : '2' },
      ...profileMeaning(this.#tables.profiles(workspace.manifest), profiles),
      ...configMeaning(configs, {
        ...{ profiles, runs, documents },
        isVariableUsed: (name) => takesAll || reachesAll(name),
        isTargetUsed: isAsked ? usedTargets({ kind, configs, environment, rustc }) : () => true,
      }),
      ...environmentInputs(environment, { documents, runs, native, profiles, otherProfiles }),
      ...outside,
      ...(links ? this.#surroundings.linkers(workspace.dir) : []),
    ]
  }

  /** Where nobody knows which profile it will be, all that the kind may be asked to use; null for all that there are. */
  #usedProfiles(
    workspace: CargoWorkspace,
    { kind, profile }: { readonly kind: TaskKind; readonly profile: string | null },
  ): string[] | null {
    const { manifest, dir } = workspace
    const configured = this.#configsOf(dir).map(({ table }) => tableOf(table, 'profile') ?? {})
    const tables = [...configured, this.#tables.profiles(manifest)]
    const { environment } = this.#surroundings
    const chainOf = (name: string) => profileChain(name, { tables, environment })
    if (profile !== null) return chainOf(profile)
    // Profiles that variables alone make have no name here.
    if (Object.keys(environment).some((name) => /^CARGO_PROFILE_\w+_INHERITS$/.test(name))) return null
    const foreign = foreignProfiles(kind)
    const own = this.profiles(workspace).filter((name) => !foreign.includes(name))
    return [...new Set(own.flatMap(chainOf))]
  }

  #configsOf(dir: string): readonly ConfigFile[] {
    let configs = this.#configs.get(dir)
    if (configs === undefined) {
      configs = this.#surroundings.configs(dir)
      this.#configs.set(dir, configs)
    }
    return configs
  }
}
