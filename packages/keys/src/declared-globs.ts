import { pathPattern, patternBase, resolvePath } from '@nx-crane/graph'

/** What the `include` of a crate covers. */
export class DeclaredGlobs {
  readonly #covers: readonly ((path: string) => boolean)[]

  /** @param globs from the crate's directory */
  constructor(dir: string, globs: readonly string[]) {
    this.#covers = globs.flatMap((glob) => {
      const pattern = resolvePath(dir, glob)
      return pattern === null || pattern === '' ? [] : [coverOf(pattern)]
    })
  }

  file(path: string): boolean {
    return this.#covers.some((covers) => covers(path))
  }

  /** Whether all that could ever lie below a directory is covered. */
  directory(path: string): boolean {
    return PROBES.every((probe) => this.#covers.some((covers) => covers(`${path}/${probe}`)))
  }
}

/** Names that no glob has in it. */
const PROBES = ['\u0001', '\u0001/\u0002', '.\u0001/\u0002.\u0003']

function coverOf(pattern: string): (path: string) => boolean {
  const base = patternBase(pattern)
  const matches = pathPattern(base === pattern ? `${pattern}/**` : pattern)
  return (path) => path === pattern || (matches(path) && !LEFT_OUT.test(path.slice(base.length)))
}

/** What globs do not look into, unless it is named. */
const LEFT_OUT = /(?:^|\/)(?:node_modules|\.git|target)\//

/** Whether a path can be written into a list of globs and means itself there. */
export function isPlainPath(path: string): boolean {
  return !SPECIAL.test(path)
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is refused
const SPECIAL = /[*?[\]{}\\\u0000-\u001f\u007f-\u009f\u2028\u2029\ufffd]|(?:^|\/)\s|\s(?:\/|$)/
