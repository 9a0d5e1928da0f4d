import { parentDir } from '../repository-path'
import { globMatcher } from './glob-matcher'
import { parseGlob } from './parse-glob'

interface Rule {
  readonly matches: (text: string) => boolean
  /** Whether it is about a name, wherever that lies. */
  readonly isOfName: boolean
  readonly isNegated: boolean
  readonly directoriesOnly: boolean
}

/** What a `.gitignore` says, of paths relative to its directory. `.nxignore` is written the same way. */
export class IgnoreRules {
  readonly #rules: readonly Rule[]
  readonly #directories = new Map<string, boolean>()

  constructor(...texts: readonly string[]) {
    this.#rules = texts.flatMap(parseRules)
  }

  get isEmpty(): boolean {
    return this.#rules.length === 0
  }

  /** Whether it ignores exactly this path; undefined where it says nothing of it. What ignores its directory is not asked. */
  verdict(path: string, isDirectory: boolean): boolean | undefined {
    const bytes = toBytes(path)
    const name = bytes.slice(bytes.lastIndexOf('/') + 1)
    // The last rule that matches decides.
    const rule = this.#rules.findLast(
      ({ directoriesOnly, isOfName, matches }) =>
        (isDirectory || !directoriesOnly) && matches(isOfName ? name : bytes),
    )
    return rule && !rule.isNegated
  }

  /** Whether it ignores a path or a directory that holds it. One that ends with `/` is a directory. */
  ignores(path: string): boolean {
    return path.endsWith('/')
      ? this.#ignoresDirectory(path.slice(0, -1))
      : this.#ignoresDirectory(parentDir(path)) || this.verdict(path, false) === true
  }

  /** Many paths lie in one directory. */
  #ignoresDirectory(dir: string): boolean {
    if (dir === '') return false
    let isIgnored = this.#directories.get(dir)
    if (isIgnored === undefined) {
      isIgnored = this.#ignoresDirectory(parentDir(dir)) || this.verdict(dir, true) === true
      this.#directories.set(dir, isIgnored)
    }
    return isIgnored
  }
}

const GIT = { braces: false, signs: false, dots: true, sets: 'git' } as const

/** @see https://git-scm.com/docs/gitignore#_pattern_format */
function parseRules(file: string): Rule[] {
  const lines = file.replace(/^\uFEFF/, '').matchAll(/[^\n]+/g)
  return [...lines].flatMap(([text]) => {
    const line = text.endsWith('\r') ? text.slice(0, -1) : text
    if (line.startsWith('#')) return []
    const isNegated = line.startsWith('!')
    const pattern = withoutSpaces(isNegated ? line.slice(1) : line)
    const directoriesOnly = pattern.endsWith('/')
    const place = directoriesOnly ? pattern.slice(0, -1) : pattern
    const isOfName = !place.includes('/')
    const glob = place.replace(/^\//, '')
    if (glob === '') return []
    // A `\` that nothing follows makes a pattern that matches nothing.
    const matches = isOdd(countAtEnd(glob, '\\')) ? () => false : globMatcher(parseGlob(toBytes(glob), GIT))
    return [{ isNegated, directoriesOnly, isOfName, matches }]
  })
}

/** Git matches bytes, not characters: `?` is half an `é`. Here each is a character of its own. */
function toBytes(text: string): string {
  return /[^\0-\x7f]/.test(text) ? Buffer.from(text).toString('latin1') : text
}

/** Spaces at the end count only where a `\` stands before them. */
function withoutSpaces(pattern: string): string {
  const rest = pattern.slice(0, pattern.length - countAtEnd(pattern, ' '))
  return rest.length < pattern.length && isOdd(countAtEnd(rest, '\\')) ? `${rest} ` : rest
}

function countAtEnd(text: string, character: string): number {
  let count = 0
  while (text[text.length - 1 - count] === character) count += 1
  return count
}

function isOdd(count: number): boolean {
  return count % 2 === 1
}
