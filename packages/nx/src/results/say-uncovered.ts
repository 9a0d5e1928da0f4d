import { posix } from 'node:path'
import { visible } from '@nx-crane/files'
import { type CrateId, parentDir } from '@nx-crane/graph'
import type { UncoveredRead } from '@nx-crane/keys/cli'
import type { ObservedTask } from './observed-runs'

/** More paths are folded into their directories. */
const MOST_PATHS = 5

/** What a task says that fails since it read what its key does not hold; null where it read nothing of that kind. */
export function sayUncovered(task: ObservedTask, reads: readonly UncoveredRead[]): string | null {
  if (reads.length === 0) return null
  const byCrate = new Map<CrateId, string[]>()
  for (const { crate, path } of reads) byCrate.set(crate, [...(byCrate.get(crate) ?? []), path])
  const lines = [...byCrate].flatMap(([crate, paths]) => [
    ...shown(paths).map((path) => `  ${visible(path)}`),
    `\`nx-crane inputs --write\` declares all that the crate reads, or add to ${visible(crate)}:`,
    '  [package.metadata.nx-crane]',
    `  include = [${declared(crate, paths)
      .map((path) => JSON.stringify(path))
      .join(', ')}]`,
  ])
  return [
    `nx-crane: ${task.id} read ${reads.length === 1 ? 'a file' : `${reads.length} files`} that its cache key does not hold. ` +
      'Its result is not kept, since nobody would notice a change:',
    ...lines,
    'If the sources of the crate name the file as it is, please report this: the key should hold it.',
  ].join('\n')
}

function shown(paths: readonly string[]): string[] {
  const more = paths.length - MOST_PATHS
  return [...paths.slice(0, MOST_PATHS), ...(more > 0 ? [`and ${more} more`] : [])]
}

/** Relative to the crate: each path, or where there are many the directories that they lie in. */
function declared(crate: CrateId, paths: readonly string[]): string[] {
  const relative = paths.map((path) => posix.relative(parentDir(crate), path))
  if (relative.length <= MOST_PATHS) return relative
  const directories = [...new Set(relative.map((path) => posix.dirname(path)))].sort()
  const outermost = directories.filter((dir) => !directories.some((each) => dir.startsWith(`${each}/`)))
  return outermost.map((dir) => (dir === '.' ? '**' : `${dir}/**`))
}
