import { existsSync, lstatSync, readdirSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import {
  makeStagingFor,
  type Place,
  readRegularFile,
  readTextIfAny,
  realPlace,
  replaceDirectory,
  replaceFile,
} from '@nx-crane/files'
import { NxCraneError } from '../nx-crane-error'
import type { PrunedFile } from './plan-prune'

/** What caches of tools are marked with (https://bford.info/cachedir), and by whom: nothing takes what lies there for projects. */
const MARKER = 'CACHEDIR.TAG'
const MARK =
  'Signature: 8a477f597d28d172789f06886806bc55\n# Written by nx-crane prune, which replaces all of it.\n'

/**
 * The place that `--out` names. Throws where something is that this command has not written, and where a link in the repository leads
 * out of it.
 *
 * @param root of the repository, real
 */
export function outputPlace(root: string, out: string): Place {
  const path = resolve(out)
  if (isAround(path, root)) {
    throw new NxCraneError('OUTPUT_IS_REPOSITORY', {
      message: `--out ${JSON.stringify(out)} is the repository, or holds it`,
      hint: 'name a directory of its own: --out out',
    })
  }
  const below = relative(root, path)
  const isInside = below !== '' && !isAbsolute(below) && below.split(sep)[0] !== '..'
  const place: Place = isInside ? { root, path: below } : outsidePlace(path)
  if (place.path.split(sep).includes('.git') || isFileAt(place)) {
    throw new NxCraneError('OUTPUT_PLACE', {
      message: `--out ${JSON.stringify(out)} is inside ${isFileAt(place) ? 'a file' : "Git's own directory"}`,
      hint: 'name a directory of its own: --out out',
    })
  }
  const real = realPlace(place)
  if (real !== null && !isReplaceable(real)) {
    throw new NxCraneError('OUTPUT_NOT_EMPTY', {
      message: `--out ${JSON.stringify(out)} holds something that \`nx-crane prune\` has not written`,
      hint: 'name another directory, or remove this one',
    })
  }
  return place
}

/** Whether something on the way to a place is no directory. */
function isFileAt({ root, path }: Place): boolean {
  const above = dirname(path)
    .split(sep)
    .map((_, index, names) => join(root, ...names.slice(0, index + 1)))
  return [root, ...above].some((each) => existsSync(each) && !statSync(each).isDirectory())
}

/** A link to the repository is none less. */
function isAround(path: string, root: string): boolean {
  let real = path
  try {
    real = realpathSync(path)
  } catch {
    // Nothing is there yet.
  }
  return [path, real].some(
    (each) => root === each || root.startsWith(each.endsWith(sep) ? each : `${each}${sep}`),
  )
}

/** Links that lead there are the user's own. Nothing is made yet: there may be nothing to write. */
function outsidePlace(path: string): Place {
  for (let dir = path, below: string[] = []; ; below = [basename(dir), ...below], dir = dirname(dir)) {
    if (dir !== dirname(dir) && !existsSync(dir)) continue
    const real = realpathSync(dir)
    if (below.length > 0) return { root: real, path: join(...below) }
    return { root: dirname(real), path: basename(real) }
  }
}

function isReplaceable(path: string): boolean {
  if (!lstatSync(path).isDirectory()) return false
  return readdirSync(path).length === 0 || readTextIfAny(join(path, MARKER)) === MARK
}

export interface PrunedDirectories {
  /** Of the repository, real. */
  readonly root: string
  /** From {@link outputPlace}. */
  readonly place: Place
  /** By directory in the place, `''` for the place itself. */
  readonly contents: Readonly<Record<string, ReadonlyMap<string, PrunedFile>>>
}

/** Writes all of it beside the place, and puts it there at once. */
export function writePruned({ root, place, contents }: PrunedDirectories): void {
  using staging = makeStagingFor(place, null)
  for (const [directory, files] of Object.entries(contents)) {
    for (const [path, file] of files) {
      const target = { root: staging.path, path: join(directory, path) }
      if (file.from === 'text') {
        const own = realPlace({ root, path })
        replaceFile(target, file.text, own === null ? {} : { mode: modeOf(own) })
      } else {
        const source = realPlace({ root, path })
        if (source !== null)
          replaceFile(target, readRegularFile(source, { shown: path }), { mode: modeOf(source) })
      }
    }
  }
  replaceFile({ root: staging.path, path: MARKER }, MARK)
  replaceDirectory(staging.path, place)
}

/** As Git keeps it. */
function modeOf(path: string): number {
  return (statSync(path).mode & 0o100) === 0 ? 0o644 : 0o755
}
