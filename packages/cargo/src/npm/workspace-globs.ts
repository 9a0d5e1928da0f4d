/**
 * Whether a directory is named by the globs of a workspace root, both relative to it. Later globs win, as npm has it:
 * `['packages/*', '!packages/old']`. Nothing below a `node_modules` is a member.
 */
export function matchesGlobs(dir: string, globs: readonly string[]): boolean {
  let isMember = false
  for (const glob of globs) {
    const isNegated = /^!(?!\()/.test(glob)
    if (toPattern(isNegated ? glob.slice(1) : glob).test(dir)) isMember = !isNegated
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
    const item = /^\s*-\s+(.*)$/.exec(line)
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
  return quoted ? (quoted[2] ?? '') : trimmed.replace(/\s+#.*$/, '')
}

const patterns = new Map<string, RegExp>()

/** A pure function of the glob: the map only saves compiling it for each directory. */
function toPattern(glob: string): RegExp {
  const known = patterns.get(glob)
  if (known) return known
  const plain = glob
    .replaceAll('\\', '/')
    .replace(/^(?:\.?\/)+/, '')
    .replace(/\/package\.json$/, '')
    .replace(/\/+$/, '')
  const pattern = compile(plain)
  patterns.set(glob, pattern)
  return pattern
}

/** No more than one of these after the other: `**` of `**` would take for ever to fail. */
const ANY_DEPTH = '(?:[^/.][^/]*/)*'

/** `*`, `?`, `**`, sets, `{a,b}` and `@(a|b)`, `+(…)`, `?(…)`, `*(…)`, `!(…)`. A wildcard does not match a leading dot. */
function compile(glob: string): RegExp {
  // Nobody writes these, and an expression for them could take for ever to fail.
  if (/(?:[*?+@!][^/*]*){9}/.test(glob.replaceAll('**', '')) || /[+*]\([^)]*[+*]/.test(glob)) return NOTHING
  const closers: string[] = []
  let source = ''
  for (let at = 0; at < glob.length; at += 1) {
    const character = glob.charAt(at)
    const isFirst = at === 0 || glob[at - 1] === '/'
    if (isFirst && /^\*\*(?:\/|$)/.test(glob.slice(at, at + 3))) {
      const isLast = at + 2 >= glob.length
      if (isLast) source += `${ANY_DEPTH}[^/.][^/]*`
      else if (!source.endsWith(ANY_DEPTH)) source += ANY_DEPTH
      at += 2
    } else if (/[@+?*!]/.test(character) && glob[at + 1] === '(' && glob.indexOf(')', at) > at) {
      source += character === '!' ? '(?!(?:' : '(?:'
      closers.push(character === '!' ? ')(?:/|$))[^/]*' : `)${character === '@' ? '' : character}`)
      at += 1
    } else if (character === ')' && closers.at(-1)?.startsWith(')') && closers.at(-1) !== '}') {
      source += closers.pop()
    } else if (character === '|' && closers.length > 0) source += '|'
    else if (character === '*') {
      if (glob[at - 1] !== '*') source += isFirst ? '(?!\\.)[^/]*' : '[^/]*'
    } else if (character === '?') source += isFirst ? '[^/.]' : '[^/]'
    else if (character === '[' && /^\[[!^]?[^\]/]+\]/.test(glob.slice(at))) {
      const set = /^\[([!^]?)([^\]/]+)\]/.exec(glob.slice(at))
      source += `${isFirst ? '(?!\\.)' : ''}[${set?.[1] ? '^/' : ''}${(set?.[2] ?? '').replace(/[\\^]/g, '\\$&')}]`
      at += (set?.[0].length ?? 1) - 1
    } else if (character === '{' && glob.indexOf('}', at) > at) {
      source += '(?:'
      closers.push('}')
    } else if (character === '}' && closers.at(-1) === '}') {
      closers.pop()
      source += ')'
    } else if (character === ',' && closers.includes('}')) source += '|'
    else source += character.replace(/[.+^$()|[\]\\{}]/g, '\\$&')
  }
  try {
    return closers.length === 0 ? new RegExp(`^${source}$`) : NOTHING
  } catch {
    return NOTHING
  }
}

const NOTHING = /^(?!)/
