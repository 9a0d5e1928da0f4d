import { join, resolve } from 'node:path'
import { readdirSync, readTextIfAny } from '@nx-crane/files'
import { digestText } from './key-input'

/**
 * What Git says of the state of the repository at `root`, as a digest: the commit that is checked out, its branch, and the tags. No
 * program is asked. Where there is no repository, or it cannot be read, the same text for all.
 */
export function commitDigest(root: string): string {
  const directory = gitDirectory(root)
  if (directory === null) return 'no repository'
  const common = commonDirectory(directory)
  const head = readTextIfAny(join(directory, 'HEAD'))?.trim() ?? ''
  const branch = /^ref: (refs\/\S+)$/.exec(head)?.[1]
  const packed = readTextIfAny(join(common, 'packed-refs')) ?? ''
  const commit = branch && (readTextIfAny(join(common, branch))?.trim() ?? packedCommit(packed, branch))
  const packedTags = packed.split('\n').flatMap((line) => {
    const [commit, name] = line.split(' refs/tags/')
    return commit && name ? [[name, commit] as const] : []
  })
  const looseTags = namesIn(join(common, 'refs', 'tags')).map(
    (name) => [name, readTextIfAny(join(common, 'refs', 'tags', name))?.trim() ?? ''] as const,
  )
  const tags = [...new Map([...packedTags, ...looseTags])].sort(([a], [b]) => (a < b ? -1 : 1))
  return digestText(JSON.stringify([head, commit ?? null, tags]))
}

function packedCommit(packed: string, branch: string): string | undefined {
  return packed
    .split('\n')
    .find((line) => line.endsWith(` ${branch}`))
    ?.split(' ')[0]
}

/** Git's settings of the repository at `root`, which all of its worktrees share; undefined where there is none. */
export function readGitConfig(root: string): string | undefined {
  const directory = gitDirectory(root)
  return directory === null ? undefined : readTextIfAny(join(commonDirectory(directory), 'config'))
}

function commonDirectory(directory: string): string {
  return resolve(directory, readTextIfAny(join(directory, 'commondir'))?.trim() ?? '.')
}

/** Of a worktree or a submodule `.git` is a file that says where it lies. */
function gitDirectory(root: string): string | null {
  const place = join(root, '.git')
  if (readTextIfAny(join(place, 'HEAD')) !== undefined) return place
  const led = /^gitdir: (.+)$/m.exec(readTextIfAny(place) ?? '')?.[1]
  return led === undefined ? null : resolve(root, led.trim())
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory).sort()
  } catch {
    return []
  }
}
