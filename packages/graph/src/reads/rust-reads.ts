import { isNoData, namesNoData } from '../sources/crate-listing'
import { pathStrings } from '../sources/path-strings'
import type { RustFacts } from '../sources/rust-facts'
import { scanRust } from '../sources/scan-rust'
import { choosesReruns } from '../sources/script-reruns'

/**
 * What a Rust source says of files elsewhere. `file` and `crate`: what an `include…!` names, from the source and from the
 * crate's directory. `name`: a string that may be a path to a macro or a build script, from either. `module`: the file of a module, by
 * `#[path]`. `text`: a string that names what is no data, which a program may read that nobody can follow. `unknown`: it reads what its text
 * does not name.
 */
export type RustRead =
  | { readonly from: 'file' | 'crate' | 'name' | 'module' | 'text'; readonly path: string }
  | { readonly from: 'unknown'; readonly when: 'compiled' | 'run' | 'tested'; readonly reach: 'data' | 'all' }

/**
 * What a Rust source may read from elsewhere, as texts that {@link parseRustRead} takes apart: strings, so that they can be
 * kept between runs as imports of JavaScript are. Sorted. All strings of a build script count.
 *
 * @example rustReads('const PAGE: &str = include_str!("../../web/index.html");') // → ['file ../../web/index.html']
 */
export function rustReads(text: string, isScript = SAYS_SCRIPT.test(text)): string[] {
  const facts = scanRust(text)
  const found = new Set(facts.includes.map(({ from, path }) => `${from} ${path}`))
  const names = [...facts.literals, ...(facts.rerunIfChanged ?? [])]
  if (isScript) names.push(...pathStrings(text))
  for (const name of names) if (isPath(name)) found.add(`name ${name}`)
  for (const { within, paths } of facts.modules)
    for (const path of paths) if (path !== '') found.add(`module ${[...within, path].join('/')}`)
  // A path without a slash cannot lead into another project.
  const elsewhere = [...found].filter((each) => each.includes('/'))
  return [...elsewhere, ...unknownReads(facts), ...textsNamed(text)].sort()
}

function unknownReads(facts: RustFacts): Set<string> {
  const found = new Set<string>()
  for (const { by, reads, inTests } of facts.unknown) {
    if (reads === 'variables') continue
    const when = inTests ? 'tested' : by === 'program' || by === 'derived' ? 'run' : 'compiled'
    found.add(`unknown ${when} ${reads === 'files' ? 'data' : 'all'}`)
  }
  if (choosesReruns([facts])) found.add('unknown compiled data')
  return found
}

function textsNamed(text: string): string[] {
  if (!namesNoData(text)) return []
  return pathStrings(text)
    .filter((string) => isNoData(string))
    .map((string) => `text ${string}`)
}

const SAYS_SCRIPT = /"cargo::?[a-z-]+=/

/** Strings of macros may be any text; those with spaces in them are hardly ever paths. */
function isPath(text: string): boolean {
  return text.includes('/') && text.length < 200 && !/\s|:\/\/|[<>{}|"?*=;,]/.test(text)
}

export function parseRustRead(text: string): RustRead {
  const space = text.indexOf(' ')
  const [from, rest] = [text.slice(0, space), text.slice(space + 1)]
  switch (from) {
    case 'file':
    case 'crate':
    case 'module':
    case 'text':
      return { from, path: rest }
    case 'unknown': {
      const [when, reach] = rest.split(' ')
      return {
        from,
        when: when === 'run' || when === 'tested' ? when : 'compiled',
        reach: reach === 'data' ? 'data' : 'all',
      }
    }
    default:
      return { from: 'name', path: rest }
  }
}

/** {@link rustReads} of the source at `path`, for those that know only paths: a build script is known by its name or by what it prints. */
export function rustReadsAt(path: string): (text: string) => string[] {
  return /(?:^|\/)build(?:\.rs$|\/)/.test(path) ? (text) => rustReads(text, true) : (text) => rustReads(text)
}
