import { globMatcher } from './glob-matcher'
import { parseGlob } from './parse-glob'

const NPM = { braces: true, signs: true, sets: 'minimatch' } as const

/**
 * A test for paths as minimatch has it, which npm and Nx use: a `!` in front turns it round, a `#` makes it a comment.
 *
 * @param dots whether wildcards match a dot that begins a name
 */
export function minimatchGlob(glob: string, { dots }: { readonly dots: boolean }): (path: string) => boolean {
  if (glob.startsWith('#')) return () => false
  const marks = /^!*/.exec(glob)?.[0].length ?? 0
  const matches = globMatcher(parseGlob(glob.slice(marks), { ...NPM, dots }))
  return marks % 2 === 0 ? matches : (path) => !matches(path)
}
