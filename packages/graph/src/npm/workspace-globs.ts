import { globMatcher } from '../glob/glob-matcher'
import { parseGlob } from '../glob/parse-glob'

/**
 * Whether a directory is named by the globs of a workspace root, both relative to it. Later globs win, as npm has it:
 * `['packages/*', '!packages/old']`. Nothing below a `node_modules` is a member.
 */
export function matchesGlobs(dir: string, globs: readonly string[]): boolean {
  let isMember = false
  for (const glob of globs) {
    const isNegated = /^!(?!\()/.test(glob)
    if (toPattern(isNegated ? glob.slice(1) : glob)(dir)) isMember = !isNegated
  }
  return isMember && !/(?:^|\/)node_modules(?:\/|$)/.test(dir)
}

/** The globs under `packages:` of a `pnpm-workspace.yaml`, written as a list or in brackets, on one line or several. */
export function parsePnpmWorkspace(text: string): string[] {
  const lines = text.split(/\r?\n/)
  const start = lines.findIndex((line) => PACKAGES.test(line))
  if (start === -1) return []
  const rest = [(lines[start] ?? '').replace(PACKAGES, ''), ...lines.slice(start + 1)]
  if (/^\s*\[/.test(rest.find((line) => !/^\s*(?:#|$)/.test(line)) ?? ''))
    return bracketedItems(rest.join('\n'))
  const globs: string[] = []
  for (const line of rest.slice(1)) {
    const item = /^\s*-\s+(.*)$/s.exec(line)
    if (item) globs.push(unquote(item[1] ?? ''))
    else if (/^\S/.test(line) && !line.startsWith('#')) break
  }
  return globs
}

const PACKAGES = /^(["']?)packages\1\s*:/

function bracketedItems(text: string): string[] {
  const items: string[] = []
  for (const [token, double, single, plain] of text.matchAll(BRACKETED)) {
    if (token === ']') break
    const item = double ?? single ?? plain?.trim()
    if (item) items.push(item)
  }
  return items
}

/** A comment, a quoted or plain item, the end. Plain text may hold brackets of its own, as `{a,b}/*` may not. */
const BRACKETED = /(?:^|\s)#[^\n]*|"([^"\n]*)"|'([^'\n]*)'|\]|([^\s[\],"'#][^,\]\n]*)/g

function unquote(value: string): string {
  const trimmed = value.trim()
  const quoted = /^(['"])(.*?)\1/.exec(trimmed)
  return quoted ? (quoted[2] ?? '') : trimmed.replace(/(?<!\s)\s+#.*$/s, '')
}

const patterns = new Map<string, (dir: string) => boolean>()

/** A pure function of the glob: the map only saves compiling it for each directory. */
function toPattern(glob: string): (dir: string) => boolean {
  const known = patterns.get(glob)
  if (known) return known
  const plain = withoutSlashes(glob.replaceAll('\\', '/').replace(/^\.?\/(?:\.?\/)*/, ''))
  const pattern = globMatcher(parseGlob(withoutSlashes(plain.replace(/\/package\.json$/, '')), NPM))
  patterns.set(glob, pattern)
  return pattern
}

/** A wildcard does not match a leading dot. */
const NPM = { braces: true, signs: true, dots: false, sets: 'minimatch' } as const

function withoutSlashes(path: string): string {
  let end = path.length
  while (path[end - 1] === '/') end -= 1
  return path.slice(0, end)
}
