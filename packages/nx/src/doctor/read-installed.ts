import { existsSync, realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, isAbsolute, join, relative, sep } from 'node:path'
import { readRegularText } from '@nx-crane/files'
import type { InstalledPackage, NpmFacts, RepositoryFacts } from './facts'

const CORE = ['nx', '@nx/devkit', 'nx-crane', '@nx-crane/vite']

/** The packages of Nx and of ours that the root, its packages and those packages themselves get. */
export function readInstalled(root: string, { workspace }: RepositoryFacts): Omit<NpmFacts, 'published'> {
  const found = new Map<string, InstalledPackage>()
  const add = (name: string, from: string, usedBy: string): string | null => {
    const dir = directoryOf(name, from)
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

/** As Node looks it up; a package need not export its package.json. */
function directoryOf(name: string, from: string): string | null {
  for (let dir = from; ; dir = dirname(dir)) {
    const candidate = join(dir, 'node_modules', name)
    if (existsSync(join(candidate, 'package.json'))) return realpathSync(candidate)
    if (dirname(dir) === dir) return process.versions.pnp === undefined ? null : resolved(name, from)
  }
}

function resolved(name: string, from: string): string | null {
  try {
    return dirname(createRequire(join(from, 'package.json')).resolve(`${name}/package.json`))
  } catch {
    return null
  }
}

function versionIn(dir: string): string | null {
  try {
    const { version } = JSON.parse(readRegularText(join(dir, 'package.json'))) as { version?: unknown }
    return typeof version === 'string' && /^\d+\.\d+\.\d+/.test(version) ? version : null
  } catch {
    return null
  }
}

function shown(root: string, dir: string): string {
  const path = relative(realpathSync(root), dir)
  return path.startsWith('..') || isAbsolute(path) ? dir : path.split(sep).join('/')
}
