import { type PackageManifest, parsePackageLock, type SourceTree } from '@nx-crane/cargo'

/** The npm packages that packages of a repository ask for, as Nx names them in its graph. */
export interface NpmExternals {
  /** Those that lie in the root's `node_modules`: Nx knows each by its name alone. Sorted. */
  readonly hoisted: readonly string[]
  /** Those of which some package has a copy of its own, in another version. Sorted. */
  readonly nested: readonly string[]
}

/**
 * Null without a `package-lock.json` of version 2 or 3: what Nx calls the packages of other lock files is not known here,
 * and a name that it does not know stops it.
 */
export function npmExternals(tree: SourceTree, packages: readonly PackageManifest[]): NpmExternals | null {
  const text = tree.list('')?.has('package-lock.json') ? tree.read('package-lock.json') : undefined
  const locked = text === undefined ? null : parsePackageLock(text)
  if (locked === null) return null
  const asked = new Set(packages.flatMap(({ dependencies }) => Object.keys(dependencies)))
  const hoisted = new Set<string>()
  const nested = new Set<string>()
  for (const [place, { link, version }] of Object.entries(locked)) {
    const [dir = '', name = '', ...deeper] = place.split(/(?:^|\/)node_modules\//)
    if (link === true || typeof version !== 'string' || deeper.length > 0 || !asked.has(name)) continue
    const names = dir === '' ? hoisted : nested
    names.add(name)
  }
  return { hoisted: [...hoisted].sort(), nested: [...nested].sort() }
}

/**
 * The npm packages that a command of `manifests` may use, together with those of the root, where the tools are; null when
 * some has a copy of its own, which cannot be named.
 */
export function externalsOf(
  externals: NpmExternals | null,
  manifests: readonly Pick<PackageManifest, 'dependencies'>[],
): string[] | null {
  if (externals === null) return null
  const asked = new Set(manifests.flatMap(({ dependencies }) => Object.keys(dependencies)))
  return externals.nested.some((name) => asked.has(name))
    ? null
    : externals.hoisted.filter((name) => asked.has(name))
}
