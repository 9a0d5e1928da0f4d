import { cpSync, existsSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import {
  lockPlace,
  makeStagingFor,
  type Place,
  realPlace,
  removePath,
  replaceDirectory,
} from '@nx-crane/files'
import { CargoError } from '@nx-crane/graph'

/**
 * Makes the directory hold the pages that rustdoc wrote, and an `index.html` that leads to the crate `main`; it appears
 * whole by rename. Without pages it goes. Refuses a directory that holds something else than documentation.
 */
export function writeDocumentation(place: Place, pages: string, main: string | null): void {
  using _lock = lockPlace(place)
  checkDocumentationDirectory(place)
  if (!existsSync(pages)) {
    removePath(place)
    return
  }
  rmSync(join(pages, '.lock'), { force: true })
  if (main !== null && CRATE_NAME.test(main) && existsSync(join(pages, main)))
    writeFileSync(join(pages, 'index.html'), redirectTo(main))
  using staging = makeStagingFor(place)
  const fresh = join(staging.path, 'pages')
  move(pages, fresh)
  replaceDirectory(fresh, place)
}

/** By copy where the target directory is on another file system. */
function move(from: string, to: string): void {
  try {
    renameSync(from, to)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error
    cpSync(from, to, { recursive: true })
  }
}

/** Throws where the directory holds something else than documentation. */
export function checkDocumentationDirectory(place: Place): void {
  const real = realPlace(place)
  if (real === null) return
  const names = readdirSync(real)
  if (names.length === 0 || names.includes('static.files')) return
  throw new CargoError('OUTPUT_DIRECTORY_IN_USE', {
    message: `${resolve(place.root, place.path)} cannot be an output directory: it contains ${names[0]}, and files of earlier runs are removed from it`,
    hint: 'set the option "outputDir" to a separate directory',
  })
}

/** Names that HTML and URLs hold as they are. */
const CRATE_NAME = /^[\p{L}\p{N}_]+$/u

function redirectTo(main: string): string {
  return `<!doctype html>\n<meta charset="utf-8">\n<meta http-equiv="refresh" content="0; url=${main}/index.html">\n<a href="${main}/index.html">${main}</a>\n`
}
