import { parse, TomlError } from 'smol-toml'
import type { TomlTable } from './toml-table'

/** What became of a manifest's text. */
export type ParsedManifest =
  | { readonly toml: TomlTable }
  | {
      readonly fault: {
        readonly code: string
        readonly line: number
        readonly message: string
        readonly hint: string
      }
    }

/** Real manifests end below 100 kB; parsing far more than that would hold up every command. */
const LARGEST_MANIFEST = 1024 * 1024

/** The parser limits brackets, not dotted keys; what is deeper than this cannot be written as JSON. */
const DEEPEST = 1000

/** The tables of a `Cargo.toml`, or the one fault that keeps it from being read. TOML 1.1. */
export function parseManifest(text: string): ParsedManifest {
  if (text.length > LARGEST_MANIFEST) {
    const size = (text.length / LARGEST_MANIFEST).toFixed(1)
    return fault('MANIFEST_TOO_LARGE', 1, `the manifest is ${size} MiB large; the limit is 1 MiB`, {
      hint: 'remove what does not belong in a manifest',
    })
  }
  try {
    const toml = parse(text)
    if (text.length < DEEPEST || !isDeeper(toml, DEEPEST)) return { toml }
    return fault('INVALID_TOML', 1, `the manifest nests its tables more than ${DEEPEST} levels deep`, {
      hint: 'shorten the dotted keys',
    })
  } catch (error) {
    return explain(text, error)
  }
}

function explain(text: string, error: unknown): ParsedManifest {
  const conflict = /^(<{7}|={7}|>{7})( |$)/m.exec(text)
  if (conflict) {
    return fault(
      'MERGE_CONFLICT',
      lineAt(text, conflict.index),
      'the manifest contains an unresolved merge conflict',
      {
        hint: 'resolve the conflict and remove its <<<<<<<, ======= and >>>>>>> lines',
      },
    )
  }
  if (!(error instanceof TomlError)) throw error
  if (error.message.includes('cannot be represented losslessly')) return { toml: parseLargeIntegers(text) }
  const reason = (error.message.split('\n')[0] ?? '').replace(/^Invalid TOML document: /, '')
  return fault('INVALID_TOML', error.line, `not valid TOML: ${reason}`, {
    hint: `correct line ${error.line}, column ${error.column}`,
  })
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values(value).some((below) => isDeeper(below, levels - 1))
}

/** Integers beyond 2^53 occur only in metadata and profiles, which nothing here computes with. */
function parseLargeIntegers(text: string): TomlTable {
  const table = parse(text, { integersAsBigInt: 'asNeeded' })
  return JSON.parse(
    JSON.stringify(table, (_, value) => (typeof value === 'bigint' ? value.toString() : value)),
  )
}

function fault(code: string, line: number, message: string, { hint }: { hint: string }): ParsedManifest {
  return { fault: { code, line, message, hint } }
}

function lineAt(text: string, index: number): number {
  let line = 1
  for (let i = 0; i < index; i++) if (text.charCodeAt(i) === 10) line++
  return line
}
