import { CargoError } from '../cargo-error'
import type { Crate, CrateDependency, CrateId, DependencyKind } from '../crate'
import type { CrateGraph } from '../crate-graph'
import { buildScriptFiles } from './build-script-files'
import { conventionalFiles, tellsAboutPackage } from './conventional-files'
import {
  type CratePart,
  digestsOf,
  type FileDigests,
  includedFiles,
  type PartFiles,
  partFiles,
} from './crate-files'
import type { CrateListing } from './crate-listing'
import { libraryMeaning } from './crate-meaning'
import { type Environment, variableInput } from './environment-inputs'
import { digestInputs, type KeyInput } from './key-input'
import type { LockedDigests } from './locked-digests'
import type { ManifestTables } from './manifest-tables'
import type { RustFacts } from './rust-facts'

/** What a crate is to those that compile against it. */
export interface LibraryKey {
  readonly digest: string
  readonly inputs: readonly KeyInput[]
  /** Crates of the repository it compiles against, and what they are to it. */
  readonly dependencies: readonly CrateId[]
  /** Build scripts that may call native tools take part. */
  readonly native: boolean
  /** Fields of `[package]` that its macros read of the crates that use them. */
  readonly macroFields: readonly string[]
  /** It seems to read files when it runs. */
  readonly readsFreely: boolean
}

/** Inputs for the dependencies of a crate, and the crates of the repository among them. */
export interface DependencyInputs {
  readonly inputs: readonly KeyInput[]
  readonly native: boolean
  readonly crates: readonly CrateId[]
}

export interface LibraryKeysContext {
  readonly graph: CrateGraph
  readonly tables: ManifestTables
  readonly environment: Environment
  listing(crate: Crate): CrateListing
  /** The lock of a workspace, by its root manifest; null when it has none. */
  locked(workspace: string): LockedDigests | null
}

/** Keys of libraries, each made of those of its dependencies, so that a thousand crates cost a thousand digests. */
export class LibraryKeys {
  readonly #context: LibraryKeysContext
  readonly #keys = new Map<string, LibraryKey>()
  readonly #parts = new Map<string, PartFiles>()
  readonly #dev = new Map<CrateId, DependencyInputs>()
  readonly #underway: CrateId[] = []
  #byLockedName: ReadonlyMap<string, CrateId> | null = null

  constructor(context: LibraryKeysContext) {
    this.#context = context
  }

  /** @param workspace whose lock decides: a crate of another workspace is compiled with the versions of ours */
  of(crate: Crate, workspace: string): LibraryKey {
    const place = `${workspace}\0${crate.id}`
    const known = this.#keys.get(place)
    if (known) return known
    if (this.#underway.includes(crate.id)) throw this.#cycle(crate)
    this.#underway.push(crate.id)
    try {
      const key = this.#compute(crate, workspace)
      this.#keys.set(place, key)
      return key
    } finally {
      this.#underway.pop()
    }
  }

  part(crate: Crate, part: CratePart): PartFiles {
    const place = `${part}\0${crate.id}`
    let files = this.#parts.get(place)
    if (files === undefined) {
      files = partFiles(crate, part, this.#context.listing(crate))
      this.#parts.set(place, files)
    }
    return files
  }

  /** What the dev-dependencies of a crate are to its tests, benches and examples. */
  devDependencies(crate: Crate): DependencyInputs {
    let known = this.#dev.get(crate.id)
    if (known === undefined) {
      known = this.#dependencyInputs(crate, crate.workspace, ['dev'])
      this.#dev.set(crate.id, known)
    }
    return known
  }

  /** Inputs for dependencies of some kinds: what is locked for those from elsewhere, keys for those of the repository. */
  #dependencyInputs(crate: Crate, workspace: string, kinds: readonly DependencyKind[]): DependencyInputs {
    const inputs: KeyInput[] = []
    const crates = new Set(this.#context.graph.dependenciesOf(crate.id, kinds))
    let native = false
    const locked = this.#context.locked(workspace)
    for (const dependency of crate.dependencies) {
      if (!kinds.includes(dependency.kind) || dependency.crate !== null) continue
      const found = locked?.of(crate, dependency) ?? []
      if (found.length === 0) inputs.push(unlocked(dependency))
      for (const each of found) {
        const digest = locked?.digest(each)
        if (!digest) continue
        native ||= digest.native
        inputs.push({ what: `locked: ${each.id}`, value: digest.digest })
        for (const name of digest.local) {
          const id = this.#localByName().get(name)
          if (id !== undefined && id !== crate.id) crates.add(id)
        }
      }
    }
    const sorted = sortedInputs(inputs)
    for (const id of [...crates].sort()) {
      const dependency = this.#context.graph.crate(id)
      if (!dependency) continue
      const key = this.of(dependency, workspace)
      native ||= key.native
      sorted.push({ what: `crate: ${dependency.name} (${id})`, value: key.digest })
    }
    return { inputs: sorted, native, crates: [...crates].sort() }
  }

  /** Inputs for what sources of `crate` say about the environment and about its manifest. */
  sourceInputs(crate: Crate, facts: readonly RustFacts[], macroFields: readonly string[]): KeyInput[] {
    const names = new Set(facts.flatMap((each) => each.environment))
    const fields = new Set([...facts.flatMap((each) => each.packageFields), ...macroFields])
    if (tellsAboutPackage(crate)) for (const field of PACKAGE_FIELDS) fields.add(field)
    return [
      ...[...names].sort().map((name) => variableInput(this.#context.environment, name)),
      ...[...fields].sort().map((field) => ({
        what: `manifest: package.${field.toLowerCase().replaceAll('_', '-')}`,
        value: JSON.stringify(this.#context.tables.packageField(crate, field)),
      })),
    ]
  }

  #compute(crate: Crate, workspace: string): LibraryKey {
    const listing = this.#context.listing(crate)
    const { inputs, native, crates } = this.#dependencyInputs(crate, workspace, ['normal', 'build'])
    const keys = crates.flatMap((id) => {
      const dependency = this.#context.graph.crate(id)
      return dependency ? [this.of(dependency, workspace)] : []
    })
    const lib = this.part(crate, 'lib')
    const script = this.part(crate, 'script')
    const toolsRead = keys.some((key) => key.readsFreely)
    const scriptFiles = buildScriptFiles({ crate, part: script, listing, toolsRead })
    const further = [...scriptFiles, ...includedFiles(crate, listing), ...conventionalFiles(crate, listing)]
    const files = new Map([...digestsOf(further, listing), ...script.compiled, ...lib.compiled])
    const runsInCompiler = isProcMacro(crate) ? [...script.facts, ...lib.facts] : script.facts
    const macroFields = [...new Set(keys.flatMap((key) => key.macroFields))].sort()
    const all: KeyInput[] = [
      ...libraryMeaning(crate),
      ...this.sourceInputs(crate, [...lib.facts, ...script.facts], macroFields),
      ...variableInputs(runsInCompiler, this.#context.environment),
      ...fileInputs(files),
      ...inputs,
    ]
    const exported = lib.facts.some((each) => each.exportsMacros)
      ? lib.facts.flatMap((each) => each.packageFields)
      : []
    return {
      digest: digestInputs(all),
      inputs: all,
      dependencies: crates,
      native: native || script.sources.length > 0,
      macroFields: [...new Set([...macroFields, ...exported])].sort(),
      readsFreely: toolsRead || lib.facts.some((each) => each.readsFreely),
    }
  }

  #cycle(crate: Crate): CargoError {
    const from = this.#underway.indexOf(crate.id)
    const names = [...this.#underway.slice(from), crate.id].map(
      (id) => this.#context.graph.crate(id)?.name ?? id,
    )
    return new CargoError('DEPENDENCY_CYCLE', {
      file: crate.id,
      message: `crates depend on each other: ${names.join(' → ')}`,
      hint: 'break the circle, or make one of these a dev-dependency: Cargo cannot build it either',
    })
  }

  #localByName(): ReadonlyMap<string, CrateId> {
    this.#byLockedName ??= new Map(
      this.#context.graph.crates.map((crate) => [`${crate.name} ${crate.version}`, crate.id]),
    )
    return this.#byLockedName
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

export function fileInputs(files: FileDigests): KeyInput[] {
  return sortedInputs(
    [...files].map(([path, digest]) => ({ what: `file: ${path}`, value: digest ?? 'not there' })),
  )
}

/** Inputs for variables that code reads when it runs. */
export function variableInputs(facts: readonly RustFacts[], environment: Environment): KeyInput[] {
  const names = new Set(facts.flatMap((each) => each.variables))
  return [...names].sort().map((name) => variableInput(environment, name))
}

function sortedInputs(inputs: readonly KeyInput[]): KeyInput[] {
  return [...inputs].sort((a, b) => (a.what < b.what ? -1 : Number(a.what > b.what)))
}

/** Cargo will choose a version by the requirement: every choice is right, so the requirement is what counts. */
function unlocked(dependency: CrateDependency): KeyInput {
  const { name, requirement, source } = dependency
  return { what: `not locked: ${name}`, value: JSON.stringify({ requirement, source }) }
}

function isProcMacro(crate: Crate): boolean {
  return crate.crateTargets.some((target) => target.kind.includes('proc-macro'))
}
