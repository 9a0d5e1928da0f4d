import { type DependencySpecification, dependencySpecification } from '../manifest/dependency-specification'
import type { Manifest } from '../manifest/manifest'
import { asTable, type TomlTable, tableOf } from '../manifest/toml-table'
import { satisfies } from '../manifest/version-requirement'
import type { CrateManifest } from './crate-manifest'
import type { PathReference } from './path-dependencies'

/** Loads the crate that an entry of `[patch]` or `[replace]` leads to, reporting what is wrong with the entry. */
export type LoadReplacement = (root: Manifest, reference: PathReference) => CrateManifest | undefined

/** The tables below `[patch]`, by source. */
export interface PatchTables {
  /** The directory to which their paths are relative. */
  readonly dir: string
  readonly tables: TomlTable | undefined
}

interface Replacement {
  /** The canonical source it stands in for. */
  readonly source: string
  /** The version that it replaces: its own for a patch. */
  readonly version: string
  readonly manifest: string
}

const CRATES_IO = 'registry:crates-io'

/** The local crates that a workspace puts in place of crates from elsewhere, by `[patch]` and `[replace]`. */
export class Replacements {
  readonly #byName = new Map<string, Replacement[]>()

  /** @param configured the patches of Cargo's configuration, which win */
  constructor(root: Manifest, load: LoadReplacement, configured: readonly PatchTables[] = []) {
    for (const { dir, tables } of [...configured, { dir: root.dir, tables: tableOf(root.toml, 'patch') }]) {
      for (const [source, entries] of Object.entries(tables ?? {})) {
        for (const [key, value] of Object.entries(asTable(entries) ?? {})) {
          this.#add(root, load, {
            source: patchedSource(source),
            place: ['patch', source, key],
            key,
            value,
            dir,
          })
        }
      }
    }
    for (const [spec, value] of Object.entries(tableOf(root.toml, 'replace') ?? {})) {
      const parsed = parseReplaceSpec(spec)
      if (parsed)
        this.#add(root, load, { ...parsed, place: ['replace', spec], key: parsed.name, value, dir: root.dir })
    }
  }

  /** The manifest of the local crate that is used instead of the one named, or null. */
  find(name: string, wanted: DependencySpecification): string | null {
    const candidates = this.#byName.get(name)
    if (!candidates) return null
    const source = sourceOf(wanted)
    const fits = (candidate: Replacement) =>
      candidate.source === source && satisfies(candidate.version, wanted.version ?? '*')
    return candidates.find(fits)?.manifest ?? null
  }

  #add(root: Manifest, load: LoadReplacement, { key, value, place, source, version, dir }: Entry): void {
    const specification = dependencySpecification(key, value, dir)
    if (specification.path === undefined) return
    const crate = load(root, { key, specification, place })
    if (!crate) return
    const name = specification.package ?? key
    const replacement = { source, version: version ?? crate.version, manifest: crate.manifest.path }
    const others = this.#byName.get(name)
    if (others) others.push(replacement)
    else this.#byName.set(name, [replacement])
  }
}

interface Entry {
  readonly source: string
  readonly place: readonly string[]
  readonly key: string
  readonly value: unknown
  /** To which its path is relative. */
  readonly dir: string
  readonly version?: string
}

function patchedSource(source: string): string {
  if (source === 'crates-io' || isCratesIo(source)) return CRATES_IO
  return source.includes('://') ? canonicalUrl(source) : `registry:${source}`
}

function sourceOf({ source }: DependencySpecification): string {
  if (source.from === 'git') return canonicalUrl(source.url)
  return source.from === 'path' || source.registry === null ? CRATES_IO : patchedSource(source.registry)
}

/** One spelling for the ways to write a repository's address, as Cargo compares them. */
function canonicalUrl(url: string): string {
  const trimmed = url.replace(/^(?:git|registry|sparse)\+/, '').replace(/\/+$/, '')
  const path = /^https?:\/\/github\.com\//i.test(trimmed) ? trimmed.toLowerCase() : trimmed
  return path.replace(/\.git$/, '')
}

function isCratesIo(url: string): boolean {
  return /^(?:registry\+)?https:\/\/github\.com\/rust-lang\/crates\.io-index\/?$/.test(url)
}

/** `foo:1.0.0`, `foo@1.0.0` or a URL with `#foo@1.0.0`, `#foo:1.0.0` or `#1.0.0`. */
function parseReplaceSpec(spec: string): { name: string; version: string; source: string } | undefined {
  const [before, fragment] = spec.includes('#') ? spec.split('#', 2) : [undefined, spec]
  const match = /^(?:(.+)[:@])?(\d[^:@]*)$/.exec(fragment ?? '')
  const name = match?.[1] ?? before?.replace(/\/+$/, '').split('/').pop()
  const version = match?.[2]
  if (name === undefined || version === undefined) return undefined
  return { name, version, source: before === undefined ? CRATES_IO : patchedSource(before) }
}
