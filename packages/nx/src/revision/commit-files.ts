import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ancestorsOf, gitIgnore } from '@nx-crane/graph'
import type { GitRepository } from './git-repository'

/** The files of a commit, and which of them differ from what lies on the disk. */
export interface CommitFiles {
  /** Those that are to be seen as the commit has them. Sorted, relative to the repository. */
  readonly present: readonly string[]
  /** Those of the disk that the commit does not have. */
  readonly absent: readonly string[]
  /** All directories of the commit. */
  readonly directories: ReadonlySet<string>
  /** Submodules, by path, with the commit of each. */
  readonly submodules: ReadonlyMap<string, string>
  /** Those of which the working tree has another commit. */
  readonly movedSubmodules: readonly string[]
}

export interface CommitFilesOptions {
  /** Whether files that a sparse checkout leaves out are seen. */
  readonly whole: boolean
}

/**
 * Compares the files of a commit with the disk. What git ignores is part of neither: it is the environment of both, as after
 * `git checkout`. What git does not know is part of the disk alone.
 */
export function compareCommit(
  repository: GitRepository,
  commit: string,
  { whole }: CommitFilesOptions,
): CommitFiles {
  const { files, directories, submodules } = readTree(repository, commit)
  const changed = new Set([...repository.paths([...DIFF, commit, '--']), ...untracked(repository)])
  for (const path of leftOutBySparseCheckout(repository)) {
    if (whole) changed.add(path)
    else changed.delete(path)
  }
  const present = [...changed].filter((path) => files.has(path))
  const absent = [...changed].filter((path) => !files.has(path) && !submodules.has(path))
  if ([...changed].some((path) => path === '.gitignore' || path.endsWith('/.gitignore')))
    absent.push(...ignoredOnlyNow(repository, { commit, changed, files }))
  const movedSubmodules = [...submodules.keys()].filter((path) => changed.has(path))
  return { present: present.sort(), absent: absent.sort(), directories, submodules, movedSubmodules }
}

/** Files that only look changed are compared; nothing is noted in the index. */
const DIFF = [
  ...['diff', '-z', '--name-only', '--no-renames', '--no-relative', '--no-ext-diff', '--no-textconv'],
  ...['--no-color', '--ignore-submodules=dirty'],
]

interface Tree extends Pick<CommitFiles, 'directories' | 'submodules'> {
  readonly files: ReadonlySet<string>
}

function readTree(repository: GitRepository, commit: string): Tree {
  const files = new Set<string>()
  const directories = new Set<string>([''])
  const submodules = new Map<string, string>()
  for (const entry of repository.paths(['ls-tree', '-r', '-t', '-z', '--full-tree', commit])) {
    const tab = entry.indexOf('\t')
    const path = entry.slice(tab + 1)
    const [mode, , object = ''] = entry.slice(0, tab).split(' ')
    if (mode === '040000') directories.add(path)
    else if (mode === '160000') submodules.set(path, object)
    else files.add(path)
  }
  return { files, directories, submodules }
}

/**
 * What git does not know: files, repositories of their own, and directories without any file. Also files that somebody has deleted, since
 * their directories may be left.
 */
function untracked(repository: GitRepository): string[] {
  const found = repository.paths([...UNTRACKED, '--directory', '--deleted'])
  const directories = found.filter((path) => path.endsWith('/'))
  if (directories.length === 0) return found
  const files = repository.paths([...UNTRACKED, '--', ...directories])
  const empty = directories.flatMap((path) => emptyDirectories(repository.top, path.replace(/\/$/, '')) ?? [])
  return [...found.filter((path) => !path.endsWith('/')), ...files, ...empty].map((path) =>
    path.replace(/\/$/, ''),
  )
}

/** Packages that nobody has told git to ignore are the environment all the same. */
const UNTRACKED = ['ls-files', '-z', '--others', '--exclude-standard', '--exclude=node_modules']

/** The directory and all below it; null where there is any file. */
function emptyDirectories(top: string, path: string): string[] | null {
  const found = [path]
  for (const entry of readdirSync(join(top, path), { withFileTypes: true })) {
    const below = entry.isDirectory() ? emptyDirectories(top, `${path}/${entry.name}`) : null
    if (below === null) return null
    found.push(...below)
  }
  return found
}

function leftOutBySparseCheckout(repository: GitRepository): string[] {
  if (repository.answer(['config', '--type=bool', 'core.sparseCheckout'])?.trim() !== 'true') return []
  const entries = repository.paths(['ls-files', '-t', '-z'])
  return entries.flatMap((entry) => (entry.startsWith('S ') ? [entry.slice(2)] : []))
}

/** What the commit does not ignore, and does not have: files that tasks of other commits have left. */
function ignoredOnlyNow(
  repository: GitRepository,
  {
    commit,
    changed,
    files,
  }: { readonly commit: string; readonly changed: ReadonlySet<string>; readonly files: ReadonlySet<string> },
): string[] {
  const listed = repository.paths([
    ...['ls-files', '-z', '--others', '--ignored', '--directory', '--exclude-per-directory=.gitignore'],
  ])
  const isIgnored = gitIgnore((path) =>
    files.has(path) ? repository.answer(['cat-file', 'blob', `${commit}:${path}`]) : undefined,
  )
  return listed.flatMap((entry) => {
    const path = entry.replace(/\/$/, '')
    if (path.split('/').includes('node_modules') || changed.has(path)) return []
    const above = ancestorsOf(path).filter((dir) => dir !== '')
    const isAway = above.some((dir) => isIgnored(dir, true)) || isIgnored(path, entry.endsWith('/'))
    return isAway ? [] : [path]
  })
}
