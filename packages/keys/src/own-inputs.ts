import type { Crate, RustFacts, SourceTree } from '@nx-crane/graph'
import {
  type CrateListing,
  type CratePart,
  childPath,
  digestsOf,
  type FileDigests,
  includedFiles,
  isWithin,
  type KindScope,
  listCrate,
  type PartFiles,
  partFiles,
  scopeOf,
  type TaskKind,
} from '@nx-crane/graph'
import { buildScriptFiles } from './build-script-files'
import { conventionalFiles, tellsAboutPackage } from './conventional-files'
import { dependenciesMeaning, libraryMeaning, targetsMeaning } from './crate-meaning'
import { type Environment, variableInput } from './environment-inputs'
import { canonicalJson, type KeyInput, sortedInputs } from './key-input'
import type { ManifestTables } from './manifest-tables'
import { postStepFiles } from './post-step-files'
import { tauriFiles } from './tauri-files'
import { toolDirectories } from './tool-directories'
import { wasmMeaning } from './wasm-meaning'

export interface OwnInputsContext {
  readonly tree: SourceTree
  readonly tables: ManifestTables
  readonly environment: Environment
  listing(crate: Crate): CrateListing
}

/** What the libraries that a crate compiles against have to do with its own files. */
export interface LibraryEffects {
  /** Fields of `[package]` that their macros read of it. */
  readonly macroFields: readonly string[]
  /** One of them seems to read files when a build script calls it. */
  readonly toolsRead: boolean
}

/** The inputs of a library that are its own, and what they say of it to those that use it. */
export interface OwnLibrary {
  readonly inputs: readonly KeyInput[]
  readonly hasScript: boolean
  readonly macroFields: readonly string[]
  readonly readsFreely: boolean
}

/** What of a key comes from the files and the manifest of one crate, whatever its dependencies are. */
export class OwnInputs {
  readonly #context: OwnInputsContext
  readonly #parts = new Map<string, PartFiles>()

  constructor(context: OwnInputsContext) {
    this.#context = context
  }

  library(crate: Crate, effects: LibraryEffects): OwnLibrary {
    const listing = this.#context.listing(crate)
    const lib = this.#part(crate, 'lib')
    const script = this.#part(crate, 'script')
    const scriptFiles = buildScriptFiles({ crate, part: script, listing, toolsRead: effects.toolsRead })
    const further = [
      ...scriptFiles,
      ...includedFiles(crate, listing),
      ...conventionalFiles(crate, listing),
      ...tauriFiles(crate, listing, this.#context.tree),
    ]
    const files = new Map([...digestsOf(further, listing), ...script.compiled, ...lib.compiled])
    const runsInCompiler = isProcMacro(crate) ? [...script.facts, ...lib.facts] : script.facts
    const exported = lib.facts.some((each) => each.exportsMacros)
      ? lib.facts.flatMap((each) => each.packageFields)
      : []
    return {
      inputs: [
        ...libraryMeaning(crate),
        ...this.#sourceInputs(crate, [...lib.facts, ...script.facts], effects.macroFields),
        ...variableInputs(runsInCompiler, this.#context.environment),
        ...fileInputs(files),
      ],
      hasScript: script.sources.length > 0,
      macroFields: [...new Set([...effects.macroFields, ...exported])].sort(),
      readsFreely: effects.toolsRead || lib.facts.some((each) => each.readsFreely),
    }
  }

  /** What one kind of task looks at beyond the library. */
  kind(crate: Crate, kind: TaskKind, { macroFields }: LibraryEffects): KeyInput[] {
    const scope = scopeOf(kind)
    return [
      ...(kind === 'format' ? this.#formatted(crate, scope) : this.#compiled(crate, scope, macroFields)),
      ...(kind === 'wasm' ? this.#packaged(crate) : []),
      ...this.#toolFiles(crate, scope),
    ]
  }

  /** What the manifest says of dependencies that are there for tests alone. */
  dev(crate: Crate): KeyInput {
    return dependenciesMeaning(crate, ['dev'])
  }

  #compiled(crate: Crate, scope: KindScope, macroFields: readonly string[]): KeyInput[] {
    const parts = scope.parts.map((part) => this.#part(crate, part))
    const library = [this.#part(crate, 'lib'), this.#part(crate, 'script')]
    const all = [...library, ...parts]
    const listing = this.#context.listing(crate)
    const files = scope.runs
      ? digestsOf(listCrate(listing, 'tested').filter(isReadByTests(crate)), listing)
      : new Map()
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
      ...this.#sourceInputs(crate, facts, macroFields),
      ...variableInputs(running, this.#context.environment),
      ...fileInputs(files),
    ]
  }

  #packaged(crate: Crate): KeyInput[] {
    const listing = this.#context.listing(crate)
    return [
      ...wasmMeaning(crate, this.#context.tree),
      ...fileInputs(digestsOf(postStepFiles(crate, listing), listing)),
    ]
  }

  /** rustfmt looks at the sources alone. */
  #formatted(crate: Crate, scope: KindScope): KeyInput[] {
    const all = ['lib' as const, 'script' as const, ...scope.parts]
    const sources = all.flatMap((part) => this.#part(crate, part).sources)
    return [
      { what: 'manifest: edition', value: crate.edition },
      ...all.map((part) => targetsMeaning(crate, part)),
      ...fileInputs(digestsOf(sources, this.#context.listing(crate))),
    ]
  }

  #lints(crate: Crate, scope: KindScope): KeyInput[] {
    const lints = this.#context.tables.lints(crate)
    return scope.lints.flatMap((table) =>
      lints[table] === undefined ? [] : [{ what: `lints: ${table}`, value: canonicalJson(lints[table]) }],
    )
  }

  #toolFiles(crate: Crate, scope: KindScope): KeyInput[] {
    if (scope.toolFiles.length === 0) return []
    const { files } = this.#context.listing(crate)
    const dirs = toolDirectories(crate, scope)
    return scope.toolFiles.flatMap((name) =>
      dirs.flatMap((dir) => {
        const path = childPath(dir, name)
        const file = files.file(path)
        return file ? [{ what: `configuration: ${path}`, value: file.digest }] : []
      }),
    )
  }

  /** Inputs for what sources of `crate` say about the environment and about its manifest. */
  #sourceInputs(crate: Crate, facts: readonly RustFacts[], macroFields: readonly string[]): KeyInput[] {
    const names = new Set<string>()
    const fields = new Set(macroFields)
    for (const each of facts) {
      for (const name of each.environment) names.add(name)
      for (const field of each.packageFields) fields.add(field)
    }
    if (tellsAboutPackage(crate)) for (const field of PACKAGE_FIELDS) fields.add(field)
    return [
      ...[...names].sort().map((name) => variableInput(this.#context.environment, name)),
      ...[...fields].sort().map((field) => ({
        what: `manifest: package.${field.toLowerCase().replaceAll('_', '-')}`,
        value: JSON.stringify(this.#context.tables.packageField(crate, field)),
      })),
    ]
  }

  #part(crate: Crate, part: CratePart): PartFiles {
    const place = `${part}\0${crate.id}`
    let files = this.#parts.get(place)
    if (files === undefined) {
      files = partFiles(crate, part, this.#context.listing(crate))
      this.#parts.set(place, files)
    }
    return files
  }
}

const PACKAGE_FIELDS = [
  'AUTHORS',
  'DESCRIPTION',
  'HOMEPAGE',
  'REPOSITORY',
  'LICENSE',
  'LICENSE_FILE',
  'RUST_VERSION',
  'README',
]

function fileInputs(files: FileDigests): KeyInput[] {
  return sortedInputs(
    [...files].map(([path, digest]) => ({ what: `file: ${path}`, value: digest ?? 'not there' })),
  )
}

/** Inputs for variables that code reads when it runs. */
function variableInputs(facts: readonly RustFacts[], environment: Environment): KeyInput[] {
  const names = new Set(facts.flatMap((each) => each.variables))
  return [...names].sort().map((name) => variableInput(environment, name))
}

/** What of the sources is compiled is known; a test reads others only where such lie among its data. */
function isReadByTests({ dir }: Crate): (path: string) => boolean {
  const tests = childPath(dir, 'tests')
  return (path) => !path.endsWith('.rs') || isWithin(tests, path)
}

function isProcMacro(crate: Crate): boolean {
  return crate.crateTargets.some((target) => target.kind.includes('proc-macro'))
}
