import { type DeclaredGlob, declaredGlob } from '@nx-crane/graph'

/** What the `include` of a crate covers. */
export class DeclaredGlobs {
  readonly #globs: readonly DeclaredGlob[]

  /** @param globs from the crate's directory */
  constructor(dir: string, globs: readonly string[]) {
    this.#globs = globs.flatMap((glob) => declaredGlob(dir, glob) ?? [])
  }

  file(path: string): boolean {
    return this.#globs.some((glob) => glob.covers(path))
  }

  /** Whether all that could ever lie below a directory is covered. */
  directory(path: string): boolean {
    return PROBES.every((probe) => this.file(`${path}/${probe}`))
  }
}

/** Names that no glob has in it. */
const PROBES = ['\u0001', '\u0001/\u0002', '.\u0001/\u0002.\u0003']

/** Whether a path can be written into a list of globs and means itself there. */
export function isPlainPath(path: string): boolean {
  return !SPECIAL.test(path)
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is refused
const SPECIAL = /[*?[\]{}\\\u0000-\u001f\u007f-\u009f\u2028\u2029\ufffd]|(?:^|\/)\s|\s(?:\/|$)/
