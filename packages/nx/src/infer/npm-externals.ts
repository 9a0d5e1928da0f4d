import { type PackageManifest, parsePackageLock, type SourceTree } from '@nx-crane/graph'

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
 * Answers which npm packages a command of the packages with some manifests may use, together with those of the root, where the
 * tools are; null when some has a copy of its own, which cannot be named.
 *
 * @param externals null where they are not known
 */
export function externalsReader(
  externals: NpmExternals | null,
  packages: readonly Pick<PackageManifest, 'manifest' | 'dependencies'>[],
): (manifests: readonly string[]) => string[] | null {
  if (externals === null) return () => null
  const nested = new Set(externals.nested)
  const named = new Set([...externals.hoisted, ...externals.nested])
  // Most dependencies are packages of the repository, and many packages are reached by many others.
  const asked = new Map(
    packages.map(({ manifest, dependencies }) => [
      manifest,
      Object.keys(dependencies).filter((name) => named.has(name)),
    ]),
  )
  return (manifests) => {
    const names = new Set(['package.json', ...manifests].flatMap((manifest) => asked.get(manifest) ?? []))
    return [...names].some((name) => nested.has(name)) ? null : [...names].sort()
  }
}
