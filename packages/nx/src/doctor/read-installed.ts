import { existsSync, realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, isAbsolute, join, relative, sep } from 'node:path'
import { installedDirectory, versionIn } from '../installed-directory'
import type { InstalledPackage, NpmFacts, RepositoryFacts } from './facts'

const CORE = ['nx', '@nx/devkit', 'nx-crane', '@nx-crane/vite']

/** The packages of Nx and of ours that the root, its packages and those packages themselves get. */
export function readInstalled(root: string, { workspace }: RepositoryFacts): Omit<NpmFacts, 'published'> {
  const found = new Map<string, InstalledPackage>()
  const add = (name: string, from: string, usedBy: string): string | null => {
    const dir = installedDirectory(name, from)
    const version = dir === null ? null : versionIn(dir)
    if (dir === null || version === null) return null
    // One copy is said once, of whoever comes first.
    if (!found.has(`${name}\0${dir}`)) {
      found.set(`${name}\0${dir}`, { name, version, dir: shown(root, dir), usedBy })
    }
    return dir
  }
  const rootPackage = workspace.packages.find(({ dir }) => dir === '')
  const wanted = new Set([...CORE, ...Object.keys(rootPackage?.dependencies ?? {}).filter(isOfInterest)])
  const dirs = new Map<string, string>()
  for (const name of wanted) {
    const dir = add(name, root, '')
    if (dir !== null) dirs.set(name, dir)
  }
  for (const { dir, dependencies } of workspace.packages) {
    if (dir === '') continue
    for (const name of Object.keys(dependencies).filter(isOfInterest)) add(name, join(root, dir), dir)
  }
  for (const [name, dir] of dirs) for (const core of ['nx', '@nx/devkit']) add(core, dir, name)
  return {
    own: versionIn(dirname(createRequire(__filename).resolve('nx-crane/package.json'))) ?? '0.0.0',
    installed: [...found.values()],
    isPlugAndPlay: existsSync(join(root, '.pnp.cjs')) && process.versions.pnp === undefined,
  }
}

function isOfInterest(name: string): boolean {
  return CORE.includes(name) || name.startsWith('@nx/')
}

function shown(root: string, dir: string): string {
  const path = relative(realpathSync(root), dir)
  return path.startsWith('..') || isAbsolute(path) ? dir : path.split(sep).join('/')
}
