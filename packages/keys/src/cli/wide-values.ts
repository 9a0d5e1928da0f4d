import type { CrateId, CrateListing, PackageRules } from '@nx-crane/graph'
import {
  ancestorsOf,
  childPath,
  listPackage,
  listRepository,
  listRepositoryData,
  parentDir,
} from '@nx-crane/graph'
import { type Environment, variableInput, variableInputs } from '../environment-inputs'
import { digestInputs, type KeyInput } from '../key-input'
import type { KeyNodes } from '../key-nodes'
import { commitDigest } from '../read-commit'
import type { Traces } from '../read-traces'
import { EMPTY_TRACE, type Trace, type WidePlace } from '../trace'
import { steadyVariables } from '../volatile-variables'
import { firstOnPath } from './find-program'
import { answerOf, fileInputs, forgiving } from './trace-answers'

export interface WideValuesContext {
  /** Absolute. */
  readonly root: string
  /** With what Cargo's configuration adds to it. */
  readonly environment: Environment
  /** That, by name. */
  readonly configured: ReadonlyMap<string, string>
  /** Without it. */
  readonly plainEnvironment: Environment
  readonly traces: Traces
  readonly nodes: KeyNodes
  /** The files of the repository as they are, without any memory of who asked. */
  listing(dir: string): CrateListing
  /** What the strings of a crate's sources name. */
  named(crate: CrateId): readonly string[]
  /** Which files Cargo counts to the package of a crate. */
  packageRules(crate: CrateId): PackageRules | undefined
}

/**
 * The values of wide parts in keys: all that could be read. While what a build was seen to read is the same, the value stays
 * what it was then, and the result is found again. When it is not, nobody knows what is read next: the value is wide again.
 */
export class WideValues {
  readonly #context: WideValuesContext
  readonly #values = new Map<string, string>()
  readonly #wide = new Map<string, string>()
  readonly #repository = new Map<boolean, { readonly paths: readonly string[]; readonly digest: string }>()
  #variables: string | undefined
  #commit: string | undefined

  constructor(context: WideValuesContext) {
    this.#context = context
  }

  /** @param config digest of the compiler and its settings */
  value(place: WidePlace, config: string): string {
    const name = JSON.stringify([place.crate, place.workspace, place.part, place.base, config])
    let value = this.#values.get(name)
    if (value === undefined) {
      value = this.#compute(place, config)
      this.#values.set(name, value)
    }
    return value
  }

  /** Whether the value follows from what was observed. */
  isObserved(place: WidePlace, config: string): boolean {
    return this.#context.traces.find(place, config) !== undefined
  }

  /** The digest of what there is now of all that `trace` names. */
  answers(trace: Trace, { crate, wide }: WidePlace): string {
    const listing = this.listing(crate)
    return this.#context.nodes.digest([
      ...trace.files.map(([path, question]) => ({
        what: `${question}: ${path}`,
        value: question === 'program' ? this.#program(path, listing) : answerOf(listing, path, question),
      })),
      ...trace.variables.map((name) => variableInput(this.#context.environment, name)),
      ...(trace.package ? fileInputs(listing, listPackage(listing, this.#context.packageRules(crate))) : []),
      ...(wide.environ || trace.environ ? [{ what: 'environment', value: this.#allVariables() }] : []),
    ])
  }

  /** The files of a crate as they are; directories that cannot be listed are not there. */
  listing(crate: CrateId): CrateListing {
    return forgiving(this.#context.listing(parentDir(crate)))
  }

  /** The files that decide the value, relative to the root. @param config digest of the compiler and its settings */
  files(place: WidePlace, config: string): ReadonlySet<string> {
    const observed = this.#context.traces.find(place, config)?.trace.files ?? []
    return new Set([...this.#paths(place), ...observed.map(([path]) => path)])
  }

  #compute(place: WidePlace, config: string): string {
    const known = this.#context.traces.find(place, config)
    if (!known) return this.#wideValue(place)
    const answers = this.answers(known.trace, place)
    const before = this.#context.traces.valueOf(known, answers)
    if (before !== undefined) return before
    const beyond = this.#beyond(known.trace, place)
    const wide = this.#wideValue(place)
    const { nodes } = this.#context
    const value =
      beyond === EMPTY_TRACE
        ? wide
        : nodes.digest([
            { what: 'wide', value: wide },
            { what: 'observed', value: this.answers(beyond, place) },
          ])
    nodes.remark(value, { what: 'reads', value: answers })
    return value
  }

  /** What of a trace is no part of the wide value. */
  #beyond(trace: Trace, place: WidePlace): Trace {
    const paths = new Set(this.#paths(place))
    const files = trace.files.filter(([path, question]) => question !== 'content' || !paths.has(path))
    const variables = place.wide.variables ? [] : trace.variables
    const environ = trace.environ && !place.wide.variables
    const isEmpty = files.length + variables.length === 0 && !environ
    return isEmpty ? EMPTY_TRACE : { files, variables, environ, package: false }
  }

  #wideValue(place: WidePlace): string {
    const { crate, wide } = place
    const name = `${wide.walks} ${crate}`
    const files = this.#wide.get(name) ?? this.#allFiles(place)
    this.#wide.set(name, files)
    const { nodes } = this.#context
    const value = nodes.digest([
      { what: 'files', value: files },
      ...(wide.variables ? [{ what: 'environment', value: this.#allVariables() }] : this.#configured()),
      ...(wide.commit ? [{ what: 'commit', value: this.#commitOf() }] : []),
    ])
    nodes.remark(value, { what: 'since', value: wide.because.join(', ') })
    return value
  }

  #allFiles(place: WidePlace): string {
    const own = fileInputs(this.listing(place.crate), this.#ownPaths(place.crate))
    return this.#context.nodes.digest([
      { what: 'repository', value: this.#repositoryOf(place).digest },
      ...own,
    ])
  }

  #paths(place: WidePlace): readonly string[] {
    return [...this.#repositoryOf(place).paths, ...this.#ownPaths(place.crate)]
  }

  #ownPaths(crate: CrateId): string[] {
    const named = this.#context.named(crate)
    return [...new Set([...listPackage(this.listing(crate)), ...named, ...dotenvFiles(crate)])].sort()
  }

  #repositoryOf({ crate, wide: { walks } }: WidePlace): { paths: readonly string[]; digest: string } {
    let repository = this.#repository.get(walks)
    if (repository === undefined) {
      const listing = this.listing(crate)
      const paths = filesOf(listing, walks)
      const inputs = fileInputs(listing, paths)
      repository = { paths, digest: digestInputs(inputs) }
      this.#context.nodes.note(repository.digest, byDirectory(inputs, this.#context.nodes))
      this.#repository.set(walks, repository)
    }
    return repository
  }

  #program(name: string, listing: CrateListing): string {
    const { root, plainEnvironment } = this.#context
    const place = firstOnPath(name, root, plainEnvironment)
    return place === null ? 'not there' : answerOf(listing, place, 'content')
  }

  #allVariables(): string {
    const { environment, configured, nodes } = this.#context
    this.#variables ??= nodes.digest(steadyVariables(environment, configured))
    return this.#variables
  }

  /** What a program reads that is started: nobody else knows of it. */
  #configured(): KeyInput[] {
    const { environment, configured } = this.#context
    return variableInputs([...configured.keys()].sort(), environment)
  }

  #commitOf(): string {
    this.#commit ??= commitDigest(this.#context.root)
    return this.#commit
  }
}

/** Where libraries that load variables from a file look for it; Git mostly ignores it. */
function dotenvFiles(crate: CrateId): string[] {
  const dir = parentDir(crate)
  return (dir === '' ? [''] : [dir, ...ancestorsOf(dir)]).map((each) => childPath(each, '.env'))
}

/** So that after an edit of one file not the names of all are recorded anew. */
function byDirectory(files: readonly KeyInput[], nodes: KeyNodes): KeyInput[] {
  const groups = new Map<string, KeyInput[]>()
  for (const input of files) {
    const name = /^file: ((?:[^/]*\/){0,2})/.exec(input.what)?.[1] ?? ''
    const group = groups.get(name)
    if (group) group.push(input)
    else groups.set(name, [input])
  }
  return [...groups].map(([name, group]) => ({ what: `directory: ${name}`, value: nodes.digest(group) }))
}

function filesOf(listing: CrateListing, walks: boolean): string[] {
  return walks ? listRepository(listing) : listRepositoryData(listing)
}
