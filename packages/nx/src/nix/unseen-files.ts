import { gitPaths } from '@nx-crane/build'
import { shellCommand } from '@nx-crane/files'
import { ancestorsOf, parentDir } from '@nx-crane/graph'

export interface UnseenFilesOptions {
  readonly env: NodeJS.ProcessEnv
  readonly print: (line: string) => void
  /** Whether git is told of the files. */
  readonly tracks: boolean
}

const VARIABLE = 'NX_CRANE_TRACK_FILES'

/** Files that an evaluation of the working tree reads and a flake does not see, since git does not track them. */
export class UnseenFiles {
  readonly #root: string
  readonly #options: UnseenFilesOptions

  /** @param root absolute path of the repository, or of a directory in it */
  constructor(root: string, options: UnseenFilesOptions) {
    this.#root = root
    this.#options = options
  }

  /**
   * Says which of the files git does not track, and what to do about it, or does it. Silent where there is no git.
   *
   * @param files relative to the root
   */
  report(files: readonly string[]): void {
    const tracked = this.#git(['ls-files', '-z', '--cached'])
    if (tracked === undefined) return
    const known = new Set(tracked)
    const unseen = files.filter((path) => !known.has(path) && counts(path)).sort()
    if (unseen.length === 0) return
    // What git ignores the evaluation does not see either.
    const ignored = new Set(this.#git(['check-ignore', '-z', '--stdin'], unseen))
    const forgotten = unseen.filter((path) => !ignored.has(path))
    if (forgotten.length > 0) this.#reportForgotten(forgotten, directoriesOf(known))
  }

  #reportForgotten(files: readonly string[], trackedDirs: ReadonlySet<string>): void {
    const { env, print, tracks } = this.#options
    const isToTrack = tracks || ['1', 'true'].includes(env[VARIABLE] ?? '')
    const add = ['add', '--intent-to-add', '--pathspec-from-file=-', '--pathspec-file-nul']
    if (isToTrack && this.#git(['--literal-pathspecs', ...add], files) !== undefined) {
      print(
        `nx-crane: git now also tracks ${countOf(files)}, so that \`nix build\` sees what the keys are made from`,
      )
      return
    }
    const command = shellCommand(['git', 'add', '-N', '--', ...abbreviated(files, trackedDirs)])
    print(
      `nx-crane: git does not track ${countOf(files)} that the keys are made from and that \`nix build\` would not see: ${command}`,
    )
  }

  #git(args: readonly string[], input: readonly string[] = []): string[] | undefined {
    try {
      return gitPaths(args, { root: this.#root, env: this.#options.env, input })
    } catch (error) {
      this.#options.print(`nx-crane: ${error instanceof Error ? error.message : String(error)}`)
      return undefined
    }
  }
}

const FEW = 10

/** A lock of a member of a workspace means nothing, nor does what is hidden, but for settings that nobody leaves out by mistake. */
function counts(path: string): boolean {
  return !/(?:^|\/)\./.test(path) && !path.endsWith('/Cargo.lock')
}

function countOf({ length }: readonly string[]): string {
  return length === 1 ? 'a file' : `${length} files`
}

function directoriesOf(files: Iterable<string>): Set<string> {
  const found = new Set<string>()
  for (const file of files) {
    for (let dir = parentDir(file); !found.has(dir); dir = parentDir(dir)) {
      found.add(dir)
      if (dir === '') break
    }
  }
  return found
}

/** Directories in place of the files in them, where git tracks nothing there, or where there are many. */
function abbreviated(files: readonly string[], trackedDirs: ReadonlySet<string>): string[] {
  const wholes = files.map((file) => {
    const fresh = ancestorsOf(file).filter((dir) => dir !== '' && !trackedDirs.has(dir))
    return fresh.at(-1) ?? file
  })
  const few = [...new Set(wholes)]
  return few.length <= FEW ? few : [...new Set(few.map((path) => parentDir(path) || path))]
}
