import { constants } from 'node:fs'
import { delimiter, dirname, join, resolve } from 'node:path'
import { accessSync, foreignWriter, statSync } from '@nx-crane/files'
import { cacheDirectory } from './cache-directory'

/**
 * The paths at which a program may be, best first: on PATH, in the set-up's private toolchain, in `node_modules` above
 * `from`. None that another user may have put there.
 */
export function programCandidates(name: string, from: string): string[] {
  const onPath = (process.env.PATH ?? '').split(delimiter).filter((dir) => dir !== '')
  const own = foreignWriter(privateToolchain(), { repository: from }) === null ? [privateToolchain()] : []
  const dirs = [...onPath, ...own, ...nodeModules(from)]
  const names = process.platform === 'win32' ? [`${name}.exe`, `${name}.cmd`] : [name]
  return [...new Set(dirs.flatMap((dir) => names.map((file) => join(dir, file))))].filter(isExecutable)
}

/** What a process that runs in `dir` starts by that name. */
export function firstOnPath(name: string, dir: string, environment: NodeJS.ProcessEnv): string | null {
  const file = process.platform === 'win32' ? `${name}.exe` : name
  const dirs = (environment.PATH ?? '').split(delimiter)
  return dirs.map((entry) => join(resolve(dir, entry), file)).find(isExecutable) ?? null
}

/** The programs that `npm run setup` installs where rustup cannot add the wasm target. */
export function privateToolchain(): string {
  return join(cacheDirectory(), 'wasm-toolchain', 'bin')
}

export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}

function* nodeModules(from: string): Generator<string> {
  for (let dir = from; ; dir = dirname(dir)) {
    const bin = join(dir, 'node_modules', '.bin')
    // Above a repository in /tmp anybody may put one.
    if (isOwnedAs(bin, from)) yield bin
    if (dirname(dir) === dir) return
  }
}

/** Whether something belongs to this user, to root, or to whom the sources belong. */
function isOwnedAs(path: string, from: string): boolean {
  const user = process.geteuid?.()
  const owner = ownerOf(path)
  if (user === undefined || owner === undefined) return owner !== undefined
  return owner === user || owner === 0 || owner === ownerOf(from)
}

/** Undefined where nothing is, or nothing that this user may look at: it runs nothing there either. */
function ownerOf(path: string): number | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })?.uid
  } catch {
    return undefined
  }
}
