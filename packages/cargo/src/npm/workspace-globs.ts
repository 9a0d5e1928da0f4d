/**
 * Whether a directory is named by the globs of a workspace root, both relative to it. Later globs win, as npm has it:
 * `['packages/*', '!packages/old']`.
 */
export function matchesGlobs(dir: string, globs: readonly string[]): boolean {
  let isMember = false
  for (const glob of globs) {
    const isNegated = glob.startsWith('!')
    if (toPattern(isNegated ? glob.slice(1) : glob).test(dir)) isMember = !isNegated
  }
  return isMember
}

/** The globs under `packages:` of a `pnpm-workspace.yaml`, written as a list or in brackets. */
export function parsePnpmWorkspace(text: string): string[] {
  const lines = text.split(/\r?\n/)
  const start = lines.findIndex((line) => /^packages\s*:/.test(line))
  if (start === -1) return []
  const inline = /^packages\s*:\s*\[(.*)\]/.exec(lines[start] ?? '')
  if (inline) return (inline[1] ?? '').split(',').map(unquote).filter(Boolean)
  const globs: string[] = []
  for (const line of lines.slice(start + 1)) {
    const item = /^\s*-\s+(.*)$/.exec(line)
    if (item) globs.push(unquote(item[1] ?? ''))
    else if (/^\S/.test(line) && !line.startsWith('#')) break
  }
  return globs
}

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
  const pattern = compile(glob.replace(/^\.?\//, '').replace(/\/+$/, ''))
  patterns.set(glob, pattern)
  return pattern
}

function compile(glob: string): RegExp {
  let source = ''
  let braces = 0
  for (let at = 0; at < glob.length; at += 1) {
    const character = glob.charAt(at)
    if (glob.startsWith('**/', at)) {
      source += '(?:[^/]+/)*'
      at += 2
    } else if (glob.startsWith('**', at)) {
      source += '.*'
      at += 1
    } else if (character === '*') source += '[^/]*'
    else if (character === '?') source += '[^/]'
    else if (character === '{' && glob.indexOf('}', at) > at) {
      source += '(?:'
      braces += 1
    } else if (character === '}' && braces > 0) {
      source += ')'
      braces -= 1
    } else if (character === ',' && braces > 0) source += '|'
    else source += character.replace(/[.+^$()|[\]\\{}]/g, '\\$&')
  }
  return braces === 0 ? new RegExp(`^${source}$`) : /^(?!)/
}
