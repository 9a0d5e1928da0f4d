import type { Diagnostic } from './diagnostic'
import type { Fault } from './faults'
import { ancestorsOf } from './repository-path'
import type { SourceTree } from './source-tree'

/** Why a file that somebody asked for cannot be read although it is there, or may be; null where the disk has nothing against it. */
export function unreadableFault(tree: SourceTree, path: string): Fault | null {
  const unreadable = tree.unreadable?.()
  const place = [path, ...ancestorsOf(path)].find((each) => unreadable?.has(each))
  if (place === undefined) return null
  const reason = unreadable?.get(place) ?? ''
  return {
    ...FAULT,
    message: place === path ? reason : `the directory ${place || 'of the repository'} ${reason}`,
  }
}

/** One diagnostic for each path that was asked for and cannot be looked at, but for those that were told already. */
export function unreadableFiles(tree: SourceTree, told: readonly Diagnostic[]): Diagnostic[] {
  const known = new Set(told.map(({ file }) => file))
  // What lies in a directory that may not be listed says so for it.
  const through = told.filter(({ code }) => code === FAULT.code).flatMap(({ file }) => ancestorsOf(file))
  const found = [...(tree.unreadable?.() ?? [])].filter(
    ([file]) => !known.has(file) && !through.includes(file),
  )
  return found
    .map(([file, message]): Diagnostic => ({ ...FAULT, file: file || '.', line: null, message }))
    .sort((a, b) => (a.file < b.file ? -1 : 1))
}

const FAULT = { code: 'UNREADABLE', hint: 'make it readable for the user that runs this, or remove it' }
