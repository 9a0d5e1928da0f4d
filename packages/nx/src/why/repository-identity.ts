import { hash } from 'node:crypto'
import { basename } from 'node:path'
import { readGitConfig } from '@nx-crane/keys'

/** A name that all clones of a repository share: of where Git fetches it from, else of its directory. */
export function repositoryIdentity(root: string): string {
  const config = readGitConfig(root) ?? ''
  const url = /^\[remote "origin"\][^[]*?^\s*url\s*=\s*(\S+)/ms.exec(config)?.[1]
  return hash('sha256', url === undefined ? basename(root) : plainUrl(url)).slice(0, 32)
}

/** By whatever protocol, and whoever asks. */
function plainUrl(url: string): string {
  return url
    .replace(/^[a-z+]+:\/\//i, '')
    .replace(/^[^@/]*@/, '')
    .replace(':', '/')
    .replace(/(?:\.git)?\/?$/, '')
    .toLowerCase()
}
