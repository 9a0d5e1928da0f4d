import { type DeclaredDependency, declaredReplacement } from '../manifest/declared-dependency'
import type { Manifest } from '../manifest/manifest'
import { asTable, tableOf } from '../manifest/toml-table'
import { parseVersionRequirement, satisfies } from '../manifest/version-requirement'
import { type PackageManifest, pathManifest } from './package-manifest'

/** Loads the package at a path for an entry of `[patch]` or `[replace]`, reporting what is wrong with the entry. */
export type LoadReplacement = (root: Manifest, declared: DeclaredDependency) => PackageManifest | undefined

interface Replacement {
  readonly name: string
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

  constructor(root: Manifest, load: LoadReplacement) {
    for (const [source, entries] of Object.entries(tableOf(root.toml, 'patch') ?? {})) {
      for (const [key, value] of Object.entries(asTable(entries) ?? {})) {
        this.#add(root, load, { source: patchedSource(source), place: ['patch', source, key], key, value })
      }
    }
    for (const [spec, value] of Object.entries(tableOf(root.toml, 'replace') ?? {})) {
      const parsed = parseReplaceSpec(spec)
      if (parsed) this.#add(root, load, { ...parsed, place: ['replace', spec], key: parsed.name, value })
    }
  }

  /** The manifest of the local crate that is used instead of what `declared` names, or null. */
  find(declared: DeclaredDependency): string | null {
    const candidates = this.#byName.get(declared.package ?? declared.key)
    if (!candidates) return null
    const requirement = parseVersionRequirement(declared.version ?? '*')
    const source = sourceOf(declared)
    const fits = (candidate: Replacement) =>
      candidate.source === source && requirement !== undefined && satisfies(candidate.version, requirement)
    return candidates.find(fits)?.manifest ?? null
  }

  #add(root: Manifest, load: LoadReplacement, entry: Entry): void {
    const declared = declaredReplacement(root, entry.place, entry)
    const path = pathManifest(declared)
    if (path === undefined) return
    const crate = load(root, declared)
    if (!crate || path === null) return
    const name = declared.package ?? entry.key
    const replacement = {
      name,
      source: entry.source,
      version: entry.version ?? crate.version,
      manifest: path,
    }
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
  readonly version?: string
}

function patchedSource(source: string): string {
  if (source === 'crates-io' || isCratesIo(source)) return CRATES_IO
  return source.includes('://') ? canonicalUrl(source) : `registry:${source}`
}

function sourceOf({ git, registry }: DeclaredDependency): string {
  if (git) return canonicalUrl(git.url)
  return registry === null ? CRATES_IO : patchedSource(registry)
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
