import { stripVTControlCharacters } from 'node:util'

/** What one line of Nix's log says, as far as it concerns builds. */
export type NixLogEvent =
  /** `machine`: the store of the builder that it is built on; empty for this machine. */
  | { readonly is: 'build'; readonly id: string; readonly derivation: string; readonly machine: string }
  | { readonly is: 'download'; readonly id: string; readonly storePath: string; readonly from: string }
  /** What is built or downloaded under this id has come to an end, whichever. */
  | { readonly is: 'end'; readonly id: string }
  | { readonly is: 'output'; readonly id: string; readonly line: string }
  | { readonly is: 'message'; readonly level: number; readonly text: string }

/** The level of errors; warnings are one more, what is going on is from three. */
export const ERROR_LEVEL = 0

// Of the activities and results of Nix (logging.hh), the same from 2.4 on.
const BUILD = 105
const SUBSTITUTE = 108
const BUILD_LOG_LINE = 101
const POST_BUILD_LOG_LINE = 107

const PREFIX = '@nix '
/** Ids hold the process id above 32 bits: more than a number of JavaScript can. A quote within a string is escaped, so this is none. */
const ID = /([{,])"id":(\d+)/

/**
 * What a line says that Nix prints with `--log-format internal-json`; null for what is of no concern, and for what is not known.
 * A line that is no message of the log (of a program Nix has started) is a message itself.
 *
 * @example parseNixLogLine('@nix {"action":"stop","id":7}') // → { is: 'end', id: '7' }
 */
export function parseNixLogLine(line: string): NixLogEvent | null {
  if (!line.startsWith(PREFIX)) return line.trim() === '' ? null : { is: 'message', level: 1, text: line }
  const entry = parseEntry(line.slice(PREFIX.length))
  const id = typeof entry?.id === 'string' ? entry.id : ''
  switch (entry?.action) {
    case 'start':
      return startOf(id, entry)
    case 'stop':
      return { is: 'end', id }
    case 'result': {
      const [text] = fieldsOf(entry)
      const isLine = entry.type === BUILD_LOG_LINE || entry.type === POST_BUILD_LOG_LINE
      return isLine && typeof text === 'string' ? { is: 'output', id, line: text } : null
    }
    case 'msg':
      return messageOf(entry)
    default:
      return null
  }
}

type Entry = Readonly<Record<string, unknown>>

function parseEntry(text: string): Entry | null {
  try {
    const value: unknown = JSON.parse(text.replace(ID, '$1"id":"$2"'))
    return typeof value === 'object' ? (value as Entry | null) : null
  } catch {
    return null // cut off when Nix was ended
  }
}

function startOf(id: string, entry: Entry): NixLogEvent | null {
  const [subject, from] = fieldsOf(entry)
  if (typeof subject !== 'string') return null
  const place = typeof from === 'string' ? from : ''
  if (entry.type === BUILD) return { is: 'build', id, derivation: subject, machine: place }
  return entry.type === SUBSTITUTE ? { is: 'download', id, storePath: subject, from: place } : null
}

function fieldsOf({ fields }: Entry): readonly unknown[] {
  return Array.isArray(fields) ? fields : []
}

/** `raw_msg` is the message without the word "error" in front of it and without its indentation; not every message has one. */
function messageOf({ level, raw_msg, msg }: Entry): NixLogEvent | null {
  const raw = typeof raw_msg === 'string' ? raw_msg : msg
  if (typeof raw !== 'string') return null
  const text = stripVTControlCharacters(raw).replace(/^error:\s*/, '')
  return { is: 'message', level: typeof level === 'number' ? level : 1, text }
}
