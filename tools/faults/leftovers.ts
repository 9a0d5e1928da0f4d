import { lstatSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'

/** Names of files and directories that are only there while something is written. */
const TEMPORARY = [
  /^\.nx-crane-.*/,
  /\.\d+(\.\d+)?\.tmp$/,
  /-staging-/,
  /\.(tmp|new|old|unfinished|partial)$/,
  /^\.lib.*\.\d+\.tmp$/,
]

/** What is cargo's, Nx's or npm's own. */
const NOT_OURS =
  /(^|\/)(target\/(?!nx-crane)|\.nx\/(cache|workspace-data)\/(?!nx-crane)|node_modules\/(?!\.cache\/nx-crane)|\.git\/)/

/** Files below a directory that are named like one that was to be renamed or removed. */
export function leftoversBelow(root: string): string[] {
  const found: string[] = []
  const visit = (path: string): void => {
    for (const entry of readdirSync(join(root, path), { withFileTypes: true })) {
      const below = path === '' ? entry.name : `${path}/${entry.name}`
      if (entry.isDirectory() && !isForeign(below)) visit(below)
      if (TEMPORARY.some((pattern) => pattern.test(basename(below))) && !NOT_OURS.test(below))
        found.push(below)
    }
  }
  if (lstatSync(root, { throwIfNoEntry: false })?.isDirectory()) visit('')
  return found.sort()
}

/** A directory in which nothing of ours can lie, or everything below is somebody's package. */
function isForeign(path: string): boolean {
  return /(^|\/)node_modules\/(?!\.cache$)[^/]+$/.test(path) || /(^|\/)\.git$/.test(path)
}
