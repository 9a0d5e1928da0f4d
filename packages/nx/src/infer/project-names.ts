import type { Crate, TypeScriptPackage } from '@nx-crane/cargo'
import type { NxProject } from './nx-projects'

export interface NamedProjects {
  /** Their names are given, whatever this plugin says. */
  readonly nxProjects: readonly Pick<NxProject, 'dir' | 'name'>[]
  readonly packages: readonly TypeScriptPackage[]
  readonly crates: readonly Crate[]
  /** Directories whose manifest could not become a crate. */
  readonly faultyDirs: readonly string[]
  /** Directories of Cargo workspaces that are no crate, and of the projects that stand for them. */
  readonly workspaces?: readonly { readonly dir: string; readonly home: string }[]
}

/**
 * The Nx name of each project by directory, each once: Nx refuses a repository in which two are equal. A directory with a
 * project of Nx has that project's name; then packages, crates and faulty manifests take theirs, and one that is taken
 * gets its directory added. A package in the root comes last: its name is often that of the crate which the repository is about.
 */
export function projectNames({
  nxProjects,
  packages,
  crates,
  faultyDirs,
  workspaces = [],
}: NamedProjects): Map<string, string> {
  const names = new Map(nxProjects.map(({ dir, name }) => [dir, name]))
  const taken = new Set(names.values())
  const claim = (dir: string, name: string) => {
    if (names.has(dir)) return
    const own = freeName(name, dir, taken)
    names.set(dir, own)
    taken.add(own)
  }
  for (const { dir, name } of packages) if (dir !== '') claim(dir, name)
  for (const { dir, name } of crates) claim(dir, name)
  for (const dir of faultyDirs) claim(dir, sanitized(dir.split('/').pop() ?? '') || 'root-crate')
  for (const { dir, name } of packages) if (dir === '') claim(dir, name)
  for (const { dir, home } of workspaces) {
    claim(home, ['cargo-workspace', sanitized(dir.replaceAll('/', '-'))].filter(Boolean).join('-'))
  }
  return names
}

function freeName(name: string, dir: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name
  const full = `${name}-${sanitized(dir.replaceAll('/', '-')) || 'root'}`
  let free = full
  for (let count = 2; taken.has(free); count += 1) free = `${full}-${count}`
  return free
}

function sanitized(name: string): string {
  return name.replace(/[^A-Za-z0-9_.-]/g, '-')
}
