import { pathStrings } from '../sources/path-strings'
import { scanRust } from '../sources/scan-rust'

/** One path that a Rust source seems to hand to the compiler, to a macro or to a tool. */
export interface RustRead {
  /**
   * `file` and `crate`: what an `include…!` names, from the source and from the crate's directory. `name`: a string that may
   * be a path to a macro or a build script, from either.
   */
  readonly from: 'file' | 'crate' | 'name'
  readonly path: string
}

/**
 * What a Rust source may read from elsewhere, as texts that {@link parseRustRead} takes apart: strings, so that they can be
 * kept between runs as imports of JavaScript are. Sorted. All strings of a build script count.
 *
 * @example rustReads('const PAGE: &str = include_str!("../../web/index.html");') // → ['file ../../web/index.html']
 */
export function rustReads(text: string, isScript = SAYS_SCRIPT.test(text)): string[] {
  // A path without a slash cannot lead into another project, and most files have nothing that could read one.
  if (!READING.test(text) || !text.includes('/')) return []
  const facts = scanRust(text)
  const found = new Set(facts.includes.map(({ from, path }) => `${from} ${path}`))
  const names = [...facts.literals, ...(facts.rerunIfChanged ?? [])]
  if (isScript) names.push(...pathStrings(text))
  for (const name of names) if (isPath(name)) found.add(`name ${name}`)
  return [...found].filter((each) => each.includes('/')).sort()
}

const READING = /\binclude|\bfn\s+main\b|#!?\s*\[[^\]]*"|\b[A-Za-z_]\w*\s*!\s*[({[]/
const SAYS_SCRIPT = /"cargo::?[a-z-]+=/

/** Strings of macros may be any text; those with spaces in them are hardly ever paths. */
function isPath(text: string): boolean {
  return text.includes('/') && text.length < 200 && !/\s|:\/\/|[<>{}|"?*=;,]/.test(text)
}

export function parseRustRead(text: string): RustRead {
  const space = text.indexOf(' ')
  const from = text.slice(0, space)
  return { from: from === 'file' || from === 'crate' ? from : 'name', path: text.slice(space + 1) }
}

/** {@link rustReads} of the source at `path`, for those that know only paths: a build script is known by its name or by what it prints. */
export function rustReadsAt(path: string): (text: string) => string[] {
  return /(?:^|\/)build(?:\.rs$|\/)/.test(path) ? (text) => rustReads(text, true) : (text) => rustReads(text)
}
