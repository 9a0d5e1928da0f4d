import { CargoError } from '../cargo-error'
import type { Crate, CrateId } from '../crate'
import type { CrateGraph } from '../crate-graph'
import { parseLock } from '../lock/parse-lock'
import { ancestorsOf, childPath, parentDir } from '../repository-path'
import type { SourceTree } from '../source-tree'
import { digestsOf } from './crate-files'
import { type CrateListing, listCrate } from './crate-listing'
import { dependenciesMeaning, targetsMeaning } from './crate-meaning'
import { gitIgnore } from './git-ignore'
import { canonicalJson, digestInputs, type KeyInput } from './key-input'
import { fileInputs, LibraryKeys, variableInputs } from './library-key'
import { LockedDigests } from './locked-digests'
import { ManifestTables } from './manifest-tables'
import type { SourceFiles } from './source-files'
import { KIND_SCOPES, type KindScope, type TaskKind } from './task-kind'
import { NO_SETTINGS, type TaskSettings } from './task-settings'
import { wasmMeaning } from './wasm-meaning'
import { type KeySurroundings, WorkspaceInputs } from './workspace-inputs'

export interface CrateKeysContext extends KeySurroundings {
  readonly graph: CrateGraph
  readonly tree: SourceTree
  readonly files: SourceFiles
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
  readonly #workspaces: WorkspaceInputs
  readonly #libraries: LibraryKeys
  readonly #locks = new Map<string, LockedDigests | null>()
  readonly #listings = new Map<string, CrateListing>()
  readonly #dev = new Map<CrateId, DevDependencies>()
  readonly #crateDirs: ReadonlySet<string>
  readonly #isIgnored: CrateListing['isIgnored']

  constructor(context: CrateKeysContext) {
    const { tree, files, graph, environment } = context
    this.#context = context
    this.#tables = new ManifestTables(tree)
    this.#workspaces = new WorkspaceInputs(context, this.#tables)
    this.#crateDirs = new Set(graph.crates.map((crate) => crate.dir))
    this.#isIgnored = gitIgnore((path) =>
      files.list(parentDir(path))?.get('.gitignore') === 'file' ? tree.read(path) : undefined,
    )
    this.#libraries = new LibraryKeys({
      ...{ graph, environment },
      tables: this.#tables,
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
    const workspace = this.#context.graph.workspaceOf(crate)
    const isFormat = kind === 'format'
    const library = isFormat ? null : this.#libraries.of(crate, crate.workspace)
    const dev = isFormat ? NO_DEPENDENCIES : this.#devDependencies(crate, scope)
    const native = (library?.native ?? false) || dev.native
    const common = this.#workspaces.of({ workspace, kind, settings, native })
    const own = [
      ...(library === null
        ? this.#formatted(crate, scope)
        : this.#compiled(crate, scope, library.macroFields)),
      ...dev.inputs,
      ...(kind === 'wasm' ? wasmMeaning(crate, this.#context.tree) : []),
      ...this.#toolFiles(crate, scope),
    ]
    const digest = digestInputs([
      { what: 'workspace', value: common.digest },
      { what: 'library', value: library?.digest ?? 'none' },
      ...own,
    ])
    const all = () => [...common.inputs, ...(library?.inputs ?? []), ...own]
    return {
      key: `cargo:${digest}`,
      get inputs() {
        return all()
      },
    }
  }

  #devDependencies(crate: Crate, scope: KindScope): DevDependencies {
    // Resolver 1 unifies the features that dev-dependencies ask for with the others, tests or not.
    const isUnified = this.#context.graph.workspaceOf(crate).resolver === '1'
    if (!scope.tests && !isUnified) return NO_DEPENDENCIES
    let known = this.#dev.get(crate.id)
    if (known === undefined) {
      const { inputs, native } = this.#libraries.devDependencies(crate)
      known = { inputs: [dependenciesMeaning(crate, ['dev']), ...inputs], native }
      this.#dev.set(crate.id, known)
    }
    return known
  }

  #compiled(crate: Crate, scope: KindScope, macroFields: readonly string[]): KeyInput[] {
    const parts = scope.parts.map((part) => this.#libraries.part(crate, part))
    const library = [this.#libraries.part(crate, 'lib'), this.#libraries.part(crate, 'script')]
    const all = [...library, ...parts]
    const listing = this.#listing(crate)
    const files = scope.runs ? digestsOf(listCrate(listing, 'tested'), listing) : new Map()
    for (const part of parts) for (const [path, digest] of part.compiled) files.set(path, digest)
    if (scope.tests) for (const part of all) for (const [path, digest] of part.tested) files.set(path, digest)
    const facts = [
      ...parts.flatMap((part) => part.facts),
      ...(scope.tests ? all.flatMap((part) => part.testFacts) : []),
    ]
    const running = scope.runs ? [...facts, ...library.flatMap((part) => part.facts)] : []
    return [
      ...scope.parts.map((part) => targetsMeaning(crate, part)),
      ...this.#lints(crate, scope),
      ...this.#libraries.sourceInputs(crate, facts, macroFields),
      ...variableInputs(running, this.#context.environment),
      ...fileInputs(files),
    ]
  }

  #lints(crate: Crate, scope: KindScope): KeyInput[] {
    const lints = this.#tables.lints(crate)
    return scope.lints.flatMap((table) =>
      lints[table] === undefined ? [] : [{ what: `lints: ${table}`, value: canonicalJson(lints[table]) }],
    )
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
    let listing = this.#listings.get(crate.dir)
    if (listing === undefined) {
      listing = {
        files: this.#context.files,
        dir: crate.dir,
        isCrateDir: (dir) => this.#crateDirs.has(dir),
        isIgnored: this.#isIgnored,
      }
      this.#listings.set(crate.dir, listing)
    }
    return listing
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

interface DevDependencies {
  readonly inputs: readonly KeyInput[]
  readonly native: boolean
}

const NO_DEPENDENCIES: DevDependencies = { inputs: [], native: false }
