import type { Crate, SourceTree } from '@nx-crane/graph'
import {
  type CrateListing,
  type CratePart,
  digestsOf,
  includedFiles,
  type KindScope,
  listPackage,
  listRead,
  type PackageRules,
  type PartFiles,
  partFiles,
  scopeOf,
  type TaskKind,
} from '@nx-crane/graph'
import { buildScriptFiles, namedFiles, namedFromRoot } from './build-script-files'
import { conventionalFiles } from './conventional-files'
import { dependenciesMeaning, libraryMeaning, targetsMeaning } from './crate-meaning'
import { declaredReads } from './declared-reads'
import { type Environment, variableInputs } from './environment-inputs'
import { canonicalJson, fileInputs, type KeyInput } from './key-input'
import {
  effectsOfLibrary,
  isProcMacro,
  type LibraryEffects,
  NO_EFFECTS,
  type Reads,
  variablesOf,
} from './library-effects'
import type { ManifestTables } from './manifest-tables'
import { postStepFiles } from './post-step-files'
import { sourceInputs } from './source-inputs'
import { tauriFiles } from './tauri-files'
import { toolFileInputs } from './tool-files'
import { wasmMeaning } from './wasm-meaning'
import { joinWide, type Wide, wideOf } from './wide'

export interface OwnInputsContext {
  readonly tree: SourceTree
  readonly tables: ManifestTables
  readonly environment: Environment
  listing(crate: Crate): CrateListing
}

/** The inputs of a library that are its own, and what they say of it to those that use it. */
export interface OwnLibrary {
  readonly inputs: readonly KeyInput[]
  /** Of the build script; null where there is none. */
  readonly script: { readonly inputs: readonly KeyInput[]; readonly wide: Wide | null } | null
  /** Whether the compiler may read more than the inputs. */
  readonly wide: Wide | null
  readonly effects: LibraryEffects
}

/** Those of a library, and of those that its build script is linked with. */
export interface UsedLibraries {
  readonly effects: LibraryEffects
  readonly ofScript: Reads
}

/** What one kind of task looks at beyond the library. */
export interface OwnKind {
  readonly inputs: readonly KeyInput[]
  /** Whether more than the inputs may be read. */
  readonly wide: Wide | null
}

/** What of a key comes from the files and the manifest of one crate, whatever its dependencies are. */
export class OwnInputs {
  readonly #context: OwnInputsContext
  readonly #parts = new Map<string, PartFiles>()
  readonly #packageRules = new Map<Crate, PackageRules>()

  constructor(context: OwnInputsContext) {
    this.#context = context
  }

  library(crate: Crate, { effects, ofScript }: UsedLibraries): OwnLibrary {
    const listing = this.#context.listing(crate)
    const lib = this.#part(crate, 'lib')
    const further = [
      ...includedFiles(crate, listing),
      ...conventionalFiles(crate, listing),
      ...tauriFiles(crate, listing, this.#context.tree),
    ]
    const files = new Map([...digestsOf(further, listing), ...lib.compiled])
    const script = this.#script(crate, ofScript)
    const { wide, declared } = this.#declared(
      crate,
      joinWide([
        lib.sources.length > 0 ? effects.expands.wide : null,
        wideOf(lib.unknown, { by: ['compiler', 'caller'], tests: false, lines: true }),
        this.#linked(crate),
      ]),
      'built',
    )
    return {
      inputs: [
        ...libraryMeaning(crate),
        ...this.#lints(crate),
        ...(script?.inputs ?? []),
        ...sourceInputs(crate, lib.facts, effects, this.#context),
        ...declared,
        ...(isProcMacro(crate)
          ? variableInputs(variablesOf(lib.facts, effects.runs), this.#context.environment)
          : []),
        ...fileInputs(files),
      ],
      script,
      wide,
      effects: effectsOfLibrary(crate, lib, effects),
    }
  }

  /** What one kind of task looks at beyond the library. */
  kind(crate: Crate, kind: TaskKind, effects: LibraryEffects): OwnKind {
    const scope = scopeOf(kind)
    const { inputs, wide } =
      kind === 'format'
        ? { inputs: this.#formatted(crate, scope), wide: null }
        : this.#compiled(crate, scope, effects)
    const packaged = kind === 'wasm' ? this.#packaged(crate) : []
    return {
      inputs: [...inputs, ...packaged, ...toolFileInputs(crate, scope, this.#context.listing(crate).files)],
      wide,
    }
  }

  /** Where a program may read files under names that are in its text, beyond those that are inputs. */
  named(crate: Crate): string[] {
    const listing = this.#context.listing(crate)
    return PARTS.flatMap((part) => {
      const files = this.#part(crate, part)
      return [...namedFiles(files, crate, listing), ...namedFromRoot(files, listing)]
    })
  }

  /** What the manifest says of dependencies that are there for tests alone. */
  dev(crate: Crate): KeyInput {
    return dependenciesMeaning(crate, ['dev'])
  }

  #script(crate: Crate, libraries: Reads): OwnLibrary['script'] {
    const part = this.#part(crate, 'script')
    if (part.sources.length === 0) return null
    const listing = this.#context.listing(crate)
    const script = buildScriptFiles({
      crate,
      part,
      listing,
      rules: this.#rules(crate),
      libraries: libraries.wide,
    })
    const { wide, declared } = this.#declared(crate, script.wide, 'built')
    return {
      inputs: [
        ...declared,
        ...sourceInputs(crate, part.facts, NO_EFFECTS, this.#context),
        ...variableInputs(variablesOf(part.facts, libraries), this.#context.environment),
        ...fileInputs(new Map([...digestsOf(script.files, listing), ...part.compiled])),
      ],
      wide,
    }
  }

  /** Its build script may name files to the linker, which runs when something is compiled. */
  #linked(crate: Crate): Wide | null {
    return wideOf(this.#part(crate, 'script').unknown, { by: ['linker'], tests: false, lines: true })
  }

  /** Where the manifest declares what is read, nothing else is: the data of the package, and that. */
  #declared(
    crate: Crate,
    wide: Wide | null,
    which: 'built' | 'tested',
  ): { wide: Wide | null; declared: readonly KeyInput[] } {
    const reads = declaredReads(crate)
    if (wide === null || reads === null) return { wide, declared: [] }
    const listing = this.#context.listing(crate)
    return {
      wide: { ...wide, isDeclared: true },
      declared: [
        ...variableInputs(reads.variables, this.#context.environment),
        ...fileInputs(digestsOf(listRead(listing, which), listing)),
      ],
    }
  }

  #compiled(crate: Crate, scope: KindScope, effects: LibraryEffects): OwnKind {
    const parts = scope.parts.map((part) => this.#part(crate, part))
    const library = this.#part(crate, 'lib')
    const all = [library, this.#part(crate, 'script'), ...parts]
    const listing = this.#context.listing(crate)
    const facts = [
      ...parts.flatMap((part) => part.facts),
      ...(scope.tests ? all.flatMap((part) => part.testFacts) : []),
    ]
    const running = scope.runs ? [...facts, ...library.facts] : []
    const again = scope.tests || scope.documents ? [library] : []
    const unknown = [...parts, ...again].flatMap((part) => part.unknown)
    const { tests } = scope
    // Macros expand where something is compiled.
    const isAnyCompiled = [...parts, ...again].some(({ sources }) => sources.length > 0)
    const unsaid = joinWide([
      isAnyCompiled ? effects.expands.wide : null,
      wideOf(unknown, { by: ['compiler', 'caller'], tests, lines: true }),
      isAnyCompiled ? this.#linked(crate) : null,
      scope.runs ? wideOf([...unknown, ...library.unknown], { by: ['program'], tests, lines: true }) : null,
      scope.runs ? effects.runs.wide : null,
    ])
    const { wide, declared } = this.#declared(crate, unsaid, scope.tests ? 'tested' : 'built')
    const files = new Map<string, string | null>()
    // Where it may read others too, all that it may read is looked at together.
    if (scope.runs && unsaid === null)
      for (const [path, digest] of digestsOf(listRead(listing, 'tested'), listing)) files.set(path, digest)
    // Cargo's own rule: it documents a package again after a change of any file.
    if (scope.documents)
      for (const [path, digest] of digestsOf(listPackage(listing, this.#rules(crate)), listing))
        files.set(path, digest)
    for (const part of parts) for (const [path, digest] of part.compiled) files.set(path, digest)
    if (tests) for (const part of all) for (const [path, digest] of part.tested) files.set(path, digest)
    return {
      inputs: [
        ...declared,
        ...scope.parts.map((part) => targetsMeaning(crate, part)),
        ...sourceInputs(crate, facts, effects, this.#context),
        ...(scope.runs ? variableInputs(variablesOf(running, effects.runs), this.#context.environment) : []),
        ...fileInputs(files),
      ],
      wide,
    }
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

  /** Cargo gives those of all tools to every compiler, and compiles again, with all that depends on it, after a change of any. */
  #lints(crate: Crate): KeyInput[] {
    const lints = Object.entries(this.#context.tables.lints(crate)).sort(([a], [b]) => (a < b ? -1 : 1))
    return lints.map(([tool, rules]) => ({ what: `lints: ${tool}`, value: canonicalJson(rules) }))
  }

  #rules(crate: Crate): PackageRules {
    let rules = this.#packageRules.get(crate)
    if (rules === undefined) {
      rules = this.#context.tables.packageRules(crate)
      this.#packageRules.set(crate, rules)
    }
    return rules
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

const PARTS: readonly CratePart[] = ['lib', 'script', 'bins', 'examples', 'tests', 'benches']
