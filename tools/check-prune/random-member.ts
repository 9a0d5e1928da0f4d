import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'

/** A crate of a random workspace. */
export interface Member {
  readonly name: string
  readonly dir: string
  readonly features: readonly string[]
  /** Of which workspace: '' or 'nested'. */
  readonly workspace: string
  /** Reached by path only. */
  readonly isExcluded: boolean
}

export function relativeTo(from: string, to: string): string {
  return posix.relative(`/${from}`, `/${to}`) || '.'
}

export function writeText(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}
