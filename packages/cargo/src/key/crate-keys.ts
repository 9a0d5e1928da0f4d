import { CargoError } from '../cargo-error'
import type { Crate } from '../crate'
import type { CrateGraph } from '../crate-graph'
import { parseLock } from '../lock/parse-lock'
import { ancestorsOf, childPath } from '../repository-path'
import type { SourceTree } from '../source-tree'
import { type CargoConfigFile, configMeaning, profileMeaning } from './cargo-config-meaning'
import { digestsOf } from './crate-files'
import { type CrateListing, listCrate } from './crate-listing'
import { dependenciesMeaning, targetsMeaning } from './crate-meaning'
import { type Environment, environmentInputs } from './environment-inputs'
import { gitIgnore } from './git-ignore'
import { canonicalJson, digestInputs, type KeyInput } from './key-input'
import { fileInputs, LibraryKeys, variableInputs } from './library-key'
import { LockedDigests } from './locked-digests'
import { ManifestTables } from './manifest-tables'
import type { SourceFiles } from './source-files'
import { KIND_SCOPES, type KindScope, type TaskKind } from './task-kind'
import { wasmMeaning } from './wasm-meaning'

/** Changes whenever the same inputs would have to give another key. */
const FORMAT = '1'

/** What a task is started with, as far as it changes what comes out. */
export interface TaskSettings {
  /** Null: any profile may be asked for, so all of them count. */
  readonly profile: string | null
  readonly features: readonly string[]
  readonly allFeatures: boolean
  readonly noDefaultFeatures: boolean
  readonly targetTriple: string | null
  readonly args: readonly string[]
}

export const NO_SETTINGS: TaskSettings = {
  profile: null,
  features: [],
  allFeatures: false,
  noDefaultFeatures: false,
  targetTriple: null,
  args: [],
}

export interface CrateKeysContext {
  readonly graph: CrateGraph
  readonly tree: SourceTree
  readonly files: SourceFiles
  readonly environment: Environment
  /** The builder's name and the system it runs on: keys of one can never equal keys of another. */
  readonly builder: string
  readonly system: string
  /** What the compiler that is in force in a directory says of itself, for one kind of task. */
  toolchain(dir: string, kind: TaskKind): readonly KeyInput[]
  /** Cargo's configuration files in force in a directory, nearest first. */
  configs(dir: string): readonly CargoConfigFile[]
}

export interface CrateKey {
  readonly key: string
  /** All that went into it, in order. */
  readonly inputs: readonly KeyInput[]
}

/** The cache keys of the crates of a repository in one state of the disk. */
export class CrateKeys {
  readonly #context: CrateKeysContext
  readonly #tables: ManifestTables
  readonly #libraries: LibraryKeys
  readonly #locks = new Map<string, LockedDigests | null>()
  readonly #isIgnored: CrateListing['isIgnored']
  readonly #workspaceInputs = new Map<string, readonly KeyInput[]>()

  constructor(context: CrateKeysContext) {
    this.#context = context
    this.#tables = new ManifestTables(context.tree)
    this.#isIgnored = gitIgnore((path) => context.tree.read(path))
    this.#libraries = new LibraryKeys({
      graph: context.graph,
      tables: this.#tables,
      environment: context.environment,
      listing: (crate) => this.#listing(crate),
      locked: (workspace) => this.#locked(workspace),
    })
  }

  /**
   * The key of doing `kind` with a crate: it changes when something changes that can change what comes out, and the
   * same state in another directory has the same key. Throws a CargoError when an input cannot be read.
   */
  of(crate: Crate, kind: TaskKind, settings: TaskSettings = NO_SETTINGS): CrateKey {
    const scope = KIND_SCOPES[kind]
    const inputs = [
      ...this.#identity(kind, settings),
      ...this.#inputsOfWorkspace(crate, kind, settings),
      ...(kind === 'format' ? this.#formatted(crate, scope) : this.#compiled(crate, kind, scope)),
      ...this.#toolFiles(crate, scope),
    ]
    return { key: `cargo:${digestInputs(inputs)}`, inputs }
  }

  #identity(kind: TaskKind, settings: TaskSettings): KeyInput[] {
    const { builder, system } = this.#context
    const isPlain = canonicalJson(settings) === canonicalJson(NO_SETTINGS)
    return [
      { what: 'format of keys', value: FORMAT },
      { what: 'builder', value: builder },
      { what: 'system', value: system },
      { what: 'kind', value: kind },
      ...(isPlain ? [] : [{ what: 'settings', value: canonicalJson(settings) }]),
    ]
  }

  /** What all crates of a workspace have in common. */
  #inputsOfWorkspace(crate: Crate, kind: TaskKind, settings: TaskSettings): readonly KeyInput[] {
    const place = `${crate.workspace}\0${kind}\0${settings.profile}`
    const known = this.#workspaceInputs.get(place)
    if (known) return known
    const { graph, toolchain, configs } = this.#context
    const workspace = graph.workspaceOf(crate)
    const { profile } = settings
    const inputs = [
      ...toolchain(workspace.dir, kind),
      ...(kind === 'format'
        ? []
        : [
            { what: 'resolver', value: workspace.resolver },
            ...profileMeaning(this.#tables.profiles(workspace.manifest), profile),
            ...configMeaning(configs(workspace.dir), { profile, runs: KIND_SCOPES[kind].runs }),
          ]),
    ]
    this.#workspaceInputs.set(place, inputs)
    return inputs
  }

  #compiled(crate: Crate, kind: TaskKind, scope: KindScope): KeyInput[] {
    const library = this.#libraries.of(crate, crate.workspace)
    const listing = this.#listing(crate)
    const parts = scope.parts.map((part) => this.#libraries.part(crate, part))
    const own = ['lib' as const, 'script' as const].map((part) => this.#libraries.part(crate, part))
    // Resolver 1 unifies the features that dev-dependencies ask for with the others, tests or not.
    const isUnified = this.#context.graph.workspaceOf(crate).resolver === '1'
    const dev =
      scope.tests || isUnified
        ? this.#libraries.dependencyInputs(crate, crate.workspace, ['dev'])
        : { inputs: [], native: false }
    const files = new Map(parts.flatMap((part) => [...part.compiled]))
    if (scope.tests)
      for (const part of [...own, ...parts]) for (const [path, digest] of part.tested) files.set(path, digest)
    if (scope.runs)
      for (const [path, digest] of digestsOf(listCrate(listing, 'tested'), listing)) files.set(path, digest)
    const tested = [...own, ...parts].flatMap((part) => part.testFacts)
    const facts = [...parts.flatMap((part) => part.facts), ...(scope.tests ? tested : [])]
    const running = scope.runs ? [...facts, ...own.flatMap((part) => part.facts)] : []
    const lints = this.#tables.lints(crate)
    return [
      ...environmentInputs(this.#context.environment, {
        documents: scope.documents,
        runs: scope.runs,
        native: library.native || dev.native,
      }),
      { what: 'library', value: library.digest },
      ...library.inputs.map(({ what, value }) => ({ what: `library: ${what}`, value })),
      ...scope.parts.map((part) => targetsMeaning(crate, part)),
      ...(scope.tests || isUnified ? [dependenciesMeaning(crate, ['dev'])] : []),
      ...scope.lints.flatMap((table) =>
        lints[table] === undefined ? [] : [{ what: `lints: ${table}`, value: canonicalJson(lints[table]) }],
      ),
      ...this.#libraries.sourceInputs(crate, facts, library.macroFields),
      ...variableInputs(running, this.#context.environment),
      ...fileInputs(files),
      ...dev.inputs,
      ...(kind === 'wasm' ? wasmMeaning(crate, this.#context.tree) : []),
    ]
  }

  /** rustfmt looks at the sources alone. */
  #formatted(crate: Crate, scope: KindScope): KeyInput[] {
    const all = ['lib' as const, 'script' as const, ...scope.parts]
    const sources = all.flatMap((part) => this.#libraries.part(crate, part).sources)
    return [
      { what: 'manifest: edition', value: crate.edition },
      ...all.map((part) => targetsMeaning(crate, part)),
      ...fileInputs(digestsOf(sources, this.#listing(crate))),
    ]
  }

  #toolFiles(crate: Crate, scope: KindScope): KeyInput[] {
    const dirs = crate.dir === '' ? [''] : [crate.dir, ...ancestorsOf(crate.dir)]
    return scope.toolFiles.flatMap((name) =>
      dirs.flatMap((dir) => {
        const path = childPath(dir, name)
        const file = this.#context.files.file(path)
        return file ? [{ what: `configuration: ${path}`, value: file.digest }] : []
      }),
    )
  }

  #listing(crate: Crate): CrateListing {
    return { files: this.#context.files, dir: crate.dir, isIgnored: this.#isIgnored }
  }

  #locked(workspace: string): LockedDigests | null {
    const known = this.#locks.get(workspace)
    if (known !== undefined) return known
    const lock = this.#context.graph.workspaces.find((each) => each.manifest === workspace)?.lock ?? null
    const digests = lock === null ? null : this.#readLock(lock)
    this.#locks.set(workspace, digests)
    return digests
  }

  #readLock(path: string): LockedDigests {
    const text = this.#context.tree.read(path)
    if (text !== undefined) return new LockedDigests(parseLock(text, path))
    throw new CargoError('UNREADABLE_LOCK', {
      file: path,
      message: 'is no readable UTF-8 text',
      hint: 'restore it from version control, or remove it and run `cargo generate-lockfile`',
    })
  }
}
