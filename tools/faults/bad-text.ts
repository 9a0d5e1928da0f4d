import { stringify } from 'smol-toml'
import type { Random } from '../kit/random'
import type { Value } from './bad-values'

/** How a file is written. */
export type BadFormat = 'json' | 'toml' | 'yaml' | 'text'

/** The value as text; undefined where the format has no way to say it. */
export function printed(value: Value, format: BadFormat): string | undefined {
  if (format === 'json') return `${JSON.stringify(value, null, 2)}\n`
  // JSON is YAML; what reads YAML by lines sees something else, which is as well.
  if (format === 'yaml') return printYaml(value)
  if (format === 'text') return undefined
  try {
    return stringify(withoutNull(value) as Record<string, unknown>)
  } catch {
    return undefined
  }
}

/** TOML has no null. */
function withoutNull(value: Value): unknown {
  if (Array.isArray(value)) return value.filter((member) => member !== null).map(withoutNull)
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).filter(([, member]) => member !== null)
  return Object.fromEntries(members.map(([name, member]) => [name, withoutNull(member)]))
}

function printYaml(value: Value, indent = ''): string {
  if (typeof value !== 'object' || value === null) return `${JSON.stringify(value)}\n`
  if (Object.keys(value).length === 0) return Array.isArray(value) ? '[]\n' : '{}\n'
  const lines = Array.isArray(value)
    ? value.map((member: Value) => `${indent}-${nested(member, indent)}`)
    : Object.entries(value).map(([key, member]) => `${indent}${yamlKey(key)}:${nested(member, indent)}`)
  return lines.join('')
}

function nested(value: Value, indent: string): string {
  const isNested = typeof value === 'object' && value !== null && Object.keys(value).length > 0
  return isNested ? `\n${printYaml(value, `${indent}  `)}` : ` ${printYaml(value)}`
}

function yamlKey(key: string): string {
  return /^[\w./-]+$/.test(key) ? key : JSON.stringify(key)
}

export interface Spoilt {
  readonly what: string
  readonly bytes: Buffer
}

/** What may be wrong with a text whatever it says: cut, too long, not text at all. */
export function spoiltTexts(text: string, format: BadFormat, random: Random): Spoilt[] {
  const bytes = Buffer.from(text)
  const cut = (what: string, at: number) => ({ what: `${what} at ${at}`, bytes: bytes.subarray(0, at) })
  const at = () => random.between(0, bytes.length)
  const inserted = (what: string, insert: Buffer | string) => {
    const place = at()
    return {
      what: `${what} at ${place}`,
      bytes: Buffer.concat([bytes.subarray(0, place), Buffer.from(insert), bytes.subarray(place)]),
    }
  }
  return [
    { what: 'empty', bytes: Buffer.alloc(0) },
    { what: 'one line feed', bytes: Buffer.from('\n') },
    { what: 'spaces', bytes: Buffer.from(' \t \n ') },
    ...Array.from({ length: 12 }, () => cut('cut', at())),
    ...Array.from({ length: 4 }, () => inserted('NUL', '\0')),
    ...Array.from({ length: 4 }, () => inserted('not UTF-8', Buffer.from([0xff, 0xfe, 0xc0]))),
    ...Array.from({ length: 3 }, () => inserted('control characters', '\u001b[31m\u009b\u202e\u2028')),
    ...Array.from({ length: 3 }, () =>
      inserted('a conflict', '\n<<<<<<< ours\na\n=======\nb\n>>>>>>> theirs\n'),
    ),
    { what: 'BOM', bytes: Buffer.from(`\ufeff${text}`) },
    { what: 'two BOMs', bytes: Buffer.from(`\ufeff\ufeff${text}`) },
    { what: 'UTF-16', bytes: Buffer.from(`\ufeff${text}`, 'utf16le') },
    { what: 'CRLF', bytes: Buffer.from(text.replaceAll('\n', '\r\n')) },
    { what: 'CR', bytes: Buffer.from(text.replaceAll('\n', '\r')) },
    { what: 'twice', bytes: Buffer.from(text + text) },
    { what: 'lines in reverse', bytes: Buffer.from(text.split('\n').reverse().join('\n')) },
    { what: 'a line left out', bytes: Buffer.from(withoutLine(text, random)) },
    { what: 'NULs', bytes: Buffer.alloc(4096) },
    { what: '5 MB of spaces behind it', bytes: Buffer.from(text + ' '.repeat(5_000_000)) },
    { what: '5 MB of one letter', bytes: Buffer.alloc(5_000_000, 'a') },
    { what: '5 MB of quotes', bytes: Buffer.alloc(5_000_000, '"') },
    { what: '5 MB of line feeds', bytes: Buffer.alloc(5_000_000, '\n') },
    { what: '5 MB of random bytes', bytes: randomBytes(5_000_000, random) },
    ...deepTexts(format),
    ...(format === 'json' ? jsonOnly(text) : []),
    ...(format === 'toml' ? tomlOnly(text) : []),
  ]
}

function withoutLine(text: string, random: Random): string {
  const lines = text.split('\n')
  lines.splice(random.between(0, lines.length - 1), 1)
  return lines.join('\n')
}

function randomBytes(count: number, random: Random): Buffer {
  const bytes = Buffer.alloc(count)
  for (let at = 0; at < count; at += 2) bytes.writeUInt16LE(random.between(0, 65535), at)
  return bytes
}

const DEPTH = 10_000

function deepTexts(format: BadFormat): Spoilt[] {
  const deep = (open: string, close: string) => open.repeat(DEPTH) + close.repeat(DEPTH)
  const texts =
    format === 'toml'
      ? [
          `a = ${deep('[', ']')}\n`,
          `a = ${deep('{a=', '}').replace('{a=}', '{}')}\n`,
          `[${Array.from({ length: DEPTH }, () => 'a').join('.')}]\nb = 1\n`,
          `${Array.from({ length: DEPTH }, () => 'a').join('.')} = 1\n`,
        ]
      : [
          deep('[', ']'),
          `${'{"a":'.repeat(DEPTH)}1${'}'.repeat(DEPTH)}`,
          '['.repeat(DEPTH),
          '{"a":'.repeat(DEPTH),
          `{"name": "deep", "exports": ${'{"a":'.repeat(DEPTH)}"./x"${'}'.repeat(DEPTH)}}`,
          `{"name": "deep", "exports": ${deep('[', ']')}, "files": ${deep('[', ']')}, "workspaces": ${deep('[', ']')}}`,
          `{"packages": ${'{"a":'.repeat(DEPTH)}1${'}'.repeat(DEPTH)}}`,
          `{"targets": ${deep('[', ']')}, "plugins": ${deep('[', ']')}, "extends": ${deep('[', ']')}}`,
        ]
  return texts.map((text, index) => ({ what: `${DEPTH} levels deep (${index})`, bytes: Buffer.from(text) }))
}

function jsonOnly(text: string): Spoilt[] {
  const members = text.trim().replace(/^\{/, '').replace(/\}$/, '')
  const within = (what: string, more: string) => ({ what, bytes: Buffer.from(`{${more},${members}}`) })
  const around = (what: string, more: string) => ({ what, bytes: Buffer.from(`{${members},${more}}`) })
  return [
    { what: 'comments and trailing commas', bytes: Buffer.from(`// a\n{ /* b */${members},}\n`) },
    within('__proto__', '"__proto__": {"name": "p", "workspaces": ["a"], "targets": {"a": null}}'),
    around('__proto__ null', '"__proto__": null'),
    within('constructor', '"constructor": null, "hasOwnProperty": 1, "toString": {}'),
    around('duplicate keys', '"name": 1, "name": {}, "version": [], "packages": null'),
    within('a huge number', `"version": ${'9'.repeat(5000)}, "lockfileVersion": 1e999`),
    within('a lone surrogate', '"description": "\\ud800", "na\\udfffme": 1'),
    { what: 'a number', bytes: Buffer.from('17') },
    { what: 'a huge number alone', bytes: Buffer.from('9'.repeat(100_000)) },
  ]
}

function tomlOnly(text: string): Spoilt[] {
  return [
    {
      what: '__proto__',
      bytes: Buffer.from(`${text}\n[__proto__]\nname = "p"\n[constructor]\nprototype = 1\n`),
    },
    { what: '__proto__ first', bytes: Buffer.from(`__proto__ = 1\nconstructor = []\n${text}`) },
    { what: 'a table twice', bytes: Buffer.from(`${text}\n[package]\nname = "twice"\n[package]\n`) },
    { what: 'huge integer', bytes: Buffer.from(`huge = ${'9'.repeat(400)}\n${text}`) },
    { what: 'large integer', bytes: Buffer.from(`huge = 9007199254740993\n${text}`) },
    { what: 'dates', bytes: Buffer.from(`at = 1979-05-27T07:32:00Z\nday = 1979-05-27\n${text}`) },
    { what: 'inf and nan', bytes: Buffer.from(`a = inf\nb = nan\n${text}`) },
  ]
}
