import { globMatcher } from '../glob/glob-matcher'
import { parseGlob } from '../glob/parse-glob'

const PATHS = { braces: true, signs: false, dots: true, sets: 'minimatch' } as const

/**
 * A test for paths by a glob: `*` and `?` within one name, `**` over directories, `[a-z]`, `{a,b}`, the rest as
 * written.
 *
 * @example pathPattern('assets/**\/*.{png,svg}')('assets/icons/a.svg') // → true
 */
export function pathPattern(glob: string): (path: string) => boolean {
  return globMatcher(parseGlob(glob, PATHS))
}

/** The directory before the first special character of a glob: where to look for what it matches. */
export function patternBase(glob: string): string {
  const special = glob.search(/[*?[{]/)
  if (special === -1) return glob
  const slash = glob.lastIndexOf('/', special)
  return slash === -1 ? '' : glob.slice(0, slash)
}
