import { ancestorsOf, childPath, parentDir } from '@nx-crane/graph'
import { NxCraneError } from '../nx-crane-error'
import type { Draft } from './draft'
import { mostCommon } from './most-common'

export interface DirectoryRequest {
  /** What was asked for; without it `name` where most of the others lie. */
  readonly directory: unknown
  readonly name: string
  /** The directories of things of its kind. */
  readonly others: readonly string[]
  /** Where there are no others. */
  readonly fallback: string
}

/** The directory of something new, relative to the root: inside the repository, and with nothing of a project in it. */
export function newDirectory(draft: Draft, request: DirectoryRequest): string {
  const byDefault = () => childPath(commonParent(request.others) ?? request.fallback, request.name)
  const dir = writtenDirectory(request.directory ?? byDefault())
  const taken = ['Cargo.toml', 'package.json', 'project.json', 'src'].find((name) =>
    draft.has(childPath(dir, name)),
  )
  if (taken !== undefined) {
    throw refused(`there is something in ${dir} already: ${taken}`, 'choose another --directory')
  }
  const link = [dir, ...ancestorsOf(dir)].find((path) => path !== '' && draft.isLink(path))
  if (link !== undefined)
    throw refused(`${link} is a symbolic link`, 'choose the directory that it points to')
  const file = [dir, ...ancestorsOf(dir)].find((path) => path !== '' && draft.read(path) !== undefined)
  if (file !== undefined) throw refused(`${file} is a file`, 'choose another --directory')
  return dir
}

/** No character that a pattern, a shell or another system takes for more than itself. */
function writtenDirectory(directory: unknown): string {
  const segments = String(directory).replace(/^\.\//, '').replace(/\/+$/, '').split('/')
  const isSound = segments.every(
    (segment) => /^[\p{L}\p{N}_@+.-]+$/u.test(segment) && !/^\.|\.$/.test(segment),
  )
  if (isSound && typeof directory === 'string') return segments.join('/')
  throw refused(
    `the directory ${JSON.stringify(directory)} cannot be used`,
    'write one inside the repository, relative to its root, of letters, digits, "-", "_" and ".": crates/hello',
  )
}

/** The directory that most of these lie in, the first by name of several; the root is no place for many. */
function commonParent(dirs: readonly string[]): string | undefined {
  return mostCommon(dirs.filter((each) => each.includes('/')).map(parentDir))
}

function refused(message: string, hint: string): NxCraneError {
  return new NxCraneError('INVALID_DIRECTORY', { message, hint })
}
