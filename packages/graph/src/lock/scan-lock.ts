import type { LockText, LockTextPackage } from './cargo-lock'

type Section = 'top' | 'package' | 'root' | 'unused' | 'metadata'

/**
 * What a lock in exactly the shape that Cargo prints says, or undefined when a line has any other shape, so that
 * only text whose meaning is certain is read here. Several times as fast as a TOML parser on large locks.
 */
export function scanLock(text: string): LockText | undefined {
  const packages: LockTextPackage[] = []
  const unusedPatches: LockTextPackage[] = []
  const metadata: Record<string, string> = {}
  let root: LockTextPackage | null = null
  let version: number | null = null
  let section: Section = 'top'
  let current = emptyPackage()
  let inDependencies = false

  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start)
    let end = newline === -1 ? text.length : newline
    const next = end + 1
    if (text.charCodeAt(end - 1) === CARRIAGE_RETURN) end--
    const first = text.charCodeAt(start)
    if (end <= start || first === HASH) {
      if (inDependencies) return undefined
    } else if (inDependencies) {
      if (first === SPACE) {
        const value = quoted(text, start + 1, end - 1)
        if (value === undefined || text.charCodeAt(end - 1) !== COMMA) return undefined
        current.dependencies.push(value)
      } else if (first === CLOSE_BRACKET && end === start + 1) {
        inDependencies = false
      } else return undefined
    } else if (first === OPEN_BRACKET) {
      const header = text.slice(start, end)
      const named = SECTIONS[header]
      if (named === undefined) return undefined
      section = named
      current = emptyPackage()
      if (section === 'package') packages.push(current)
      else if (section === 'unused') unusedPatches.push(current)
      else if (section === 'root') {
        if (root !== null) return undefined
        root = current
      }
    } else {
      const equals = text.indexOf(first === QUOTE ? '" = ' : ' = ', start + 1)
      if (equals === -1 || equals >= end) return undefined
      const key = first === QUOTE ? text.slice(start + 1, equals) : text.slice(start, equals)
      const valueStart = equals + (first === QUOTE ? 4 : 3)
      if (section === 'top') {
        const written = text.slice(valueStart, end)
        if (key !== 'version' || version !== null || !/^[1-9][0-9]{0,3}$/.test(written)) return undefined
        version = Number(written)
      } else if (section === 'metadata') {
        const value = quoted(text, valueStart, end)
        if (value === undefined || !METADATA_KEY.test(key) || key in metadata) return undefined
        metadata[key] = value
      } else if (key === 'dependencies') {
        if (current.dependencies.length > 0 || text.slice(valueStart, end) !== '[') return undefined
        inDependencies = true
      } else {
        const value = quoted(text, valueStart, end)
        if (value === undefined || !isField(key) || current[key]) return undefined
        current[key] = value
      }
    }
    start = next
  }
  if (inDependencies) return undefined
  const all = [...packages, ...unusedPatches, ...(root ? [root] : [])]
  if (all.some((each) => each.name === '' || each.version === '')) return undefined
  return { version, packages, root, unusedPatches, metadata }
}

const SECTIONS: Readonly<Record<string, Section>> = {
  '[[package]]': 'package',
  '[root]': 'root',
  '[[patch.unused]]': 'unused',
  '[metadata]': 'metadata',
}

const CARRIAGE_RETURN = 13
const SPACE = 32
const QUOTE = 34
const HASH = 35
const COMMA = 44
const OPEN_BRACKET = 91
const CLOSE_BRACKET = 93

// No quote, no backslash: nothing that TOML would read otherwise than letter by letter.
const METADATA_KEY = /^[^"\\]+$/

type Field = 'name' | 'version' | 'source' | 'checksum' | 'replace'

function isField(key: string): key is Field {
  return key === 'name' || key === 'version' || key === 'source' || key === 'checksum' || key === 'replace'
}

function emptyPackage(): LockTextPackage {
  return { name: '', version: '', source: null, checksum: null, dependencies: [], replace: null }
}

/** What stands between the quotes that fill `start` to `end`, if that needs no unescaping. */
function quoted(text: string, start: number, end: number): string | undefined {
  if (end - start < 2 || text.charCodeAt(start) !== QUOTE || text.charCodeAt(end - 1) !== QUOTE)
    return undefined
  for (let at = start + 1; at < end - 1; at++) {
    const code = text.charCodeAt(at)
    if (code === QUOTE || code === 92 || code < SPACE || code === 127) return undefined
  }
  return text.slice(start + 1, end - 1)
}
