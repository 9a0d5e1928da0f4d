import type { Crate, TypeScriptPackage } from '@nx-crane/cargo'

/**
 * The Nx name of each project by directory. A directory with an npm package has the package's name (Nx's own plugin gives
 * it that), any other crate its crate name; a crate whose name is taken adds its directory.
 */
export function projectNames(
  crates: readonly Crate[],
  packages: readonly TypeScriptPackage[],
): Map<string, string> {
  const names = new Map<string, string>()
  const taken = new Set<string>()
  for (const npmPackage of packages) {
    names.set(npmPackage.dir, npmPackage.name)
    taken.add(npmPackage.name)
  }
  for (const crate of crates) {
    if (names.has(crate.dir)) continue
    const name = taken.has(crate.name)
      ? `${crate.name}-${crate.dir.replaceAll('/', '-') || 'root'}`
      : crate.name
    names.set(crate.dir, name)
    taken.add(name)
  }
  return names
}
