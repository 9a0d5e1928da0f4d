import {
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
} from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { CargoError } from '../../cargo-error'

/**
 * Puts the finished package `staged` where `target` is, as a whole and by rename: nobody sees half of it, a killed run
 * leaves the old one or none. Files whose bytes did not change are the old ones, times included; when none changed
 * nothing is touched. `staged` is gone afterwards. Returns whether anything changed.
 */
export function replacePackage(staged: string, target: string): boolean {
  const before = existsSync(target) ? listFiles(target) : []
  const after = listFiles(staged)
  const unchanged = after.filter(
    (file) => before.includes(file) && isSameFile(join(staged, file), join(target, file)),
  )
  if (unchanged.length === after.length && before.length === after.length) {
    rmSync(staged, { recursive: true })
    return false
  }
  for (const file of unchanged) {
    rmSync(join(staged, file))
    linkSync(join(target, file), join(staged, file))
  }
  mkdirSync(dirname(target), { recursive: true })
  const old = existsSync(target) ? join(dirname(staged), `${basename(staged)}-old`) : null
  if (old !== null) renameSync(target, old)
  renameSync(staged, target)
  if (old !== null) rmSync(old, { recursive: true })
  return true
}

/**
 * A new directory that can be renamed to `target`: below `preferred`, out of sight of watchers and of git, when that is
 * on the same file system, else beside the target. What killed runs left there is removed.
 */
export function makeStaging(preferred: string, target: string): string {
  mkdirSync(preferred, { recursive: true })
  const parent = nearestExisting(dirname(target))
  const home = statSync(preferred).dev === statSync(parent).dev ? preferred : parent
  const prefix = `.${basename(target)}-staging-`
  removeAbandoned(home, prefix)
  return mkdtempSync(join(home, `${prefix}${process.pid}-`))
}

/** Refuses to replace a directory that holds something other than a built package. */
export function checkReplaceable(target: string): void {
  if (!existsSync(target)) return
  const files = statSync(target).isDirectory() ? listFiles(target) : null
  // A dev server writes declarations before there is a package.
  const isPackage =
    files?.every((file) => file.endsWith('.d.ts')) || files?.some((file) => file.endsWith('_bg.wasm'))
  if (files && isPackage && !files.some((file) => /(^|\/)(Cargo\.toml|[^/]+\.rs)$/.test(file))) return
  throw new CargoError('NOT_A_WASM_PACKAGE', {
    message: `${target} is to be replaced by the built package, but holds files that no build wrote`,
    hint: 'move them away, or choose a directory of its own by out-dir in [package.metadata.nx-crane.wasm] or the option outDir',
  })
}

/** Paths of all files below a directory, `/`-separated, sorted. */
export function listFiles(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort()
}

function isSameFile(a: string, b: string): boolean {
  const [left, right] = [lstatSync(a), lstatSync(b)]
  if (!left.isFile() || !right.isFile() || left.size !== right.size) return false
  return isExecutable(left) === isExecutable(right) && readFileSync(a).equals(readFileSync(b))
}

function isExecutable({ mode }: Stats): boolean {
  return (mode & 0o111) !== 0
}

function nearestExisting(dir: string): string {
  return existsSync(dir) ? dir : nearestExisting(dirname(dir))
}

function removeAbandoned(home: string, prefix: string): void {
  for (const name of readdirSync(home)) {
    const pid = name.startsWith(prefix) ? Number(/^\d+/.exec(name.slice(prefix.length))?.[0]) : Number.NaN
    if (Number.isNaN(pid) || isAlive(pid)) continue
    rmSync(join(home, name), { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Someone else's process is alive too.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
