import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { CargoError } from '../cargo-error'

/**
 * Makes `directory` hold the pages that rustdoc wrote, and an `index.html` that leads to the crate `main`; it appears
 * whole by rename. Without pages it goes. Refuses a directory that holds something else than documentation.
 */
export function writeDocumentation(directory: string, pages: string, main: string | null): void {
  checkDocumentationDirectory(directory)
  if (!existsSync(pages)) {
    rmSync(directory, { recursive: true, force: true })
    return
  }
  rmSync(join(pages, '.lock'), { force: true })
  if (main !== null && CRATE_NAME.test(main) && existsSync(join(pages, main)))
    writeFileSync(join(pages, 'index.html'), redirectTo(main))
  mkdirSync(dirname(directory), { recursive: true })
  const fresh = `${directory}.${process.pid}.new`
  const stale = `${directory}.${process.pid}.old`
  move(pages, fresh)
  if (existsSync(directory)) renameSync(directory, stale)
  renameSync(fresh, directory)
  rmSync(stale, { recursive: true, force: true })
}

/** By copy where the target directory is on another file system. */
function move(from: string, to: string): void {
  rmSync(to, { recursive: true, force: true })
  try {
    renameSync(from, to)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error
    cpSync(from, to, { recursive: true })
  }
}

/** Throws where the directory holds something else than documentation. */
export function checkDocumentationDirectory(directory: string): void {
  if (!existsSync(directory)) return
  const names = readdirSync(directory)
  if (names.length === 0 || names.includes('static.files')) return
  throw new CargoError('OUTPUT_DIRECTORY_IN_USE', {
    message: `${directory} cannot be an output directory: it holds ${names[0]}, and what earlier runs left in it is removed`,
    hint: 'set the option "outputDir" to a directory of its own',
  })
}

/** Names that HTML and URLs hold as they are. */
const CRATE_NAME = /^[\p{L}\p{N}_]+$/u

function redirectTo(main: string): string {
  return `<!doctype html>\n<meta charset="utf-8">\n<meta http-equiv="refresh" content="0; url=${main}/index.html">\n<a href="${main}/index.html">${main}</a>\n`
}
