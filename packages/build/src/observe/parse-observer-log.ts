/** What one process wrote about itself. */
export interface ObserverLog {
  /** The name of its file. */
  readonly name: string
  readonly program: string
  /** The first few thousand bytes of them. */
  readonly arguments: readonly string[]
  /** The log of the first of the processes that started this one, other than Cargo; its own name for that one itself. */
  readonly root: string
  /** What Cargo said it is for. */
  readonly variables: ReadonlyMap<string, string>
  readonly notes: readonly Note[]
  /** Why notes are missing, if some are. */
  readonly gaps: readonly string[]
}

export interface Note {
  readonly kind: NoteKind
  /** Nanoseconds as hexadecimal digits, always as many: they sort as text. */
  readonly time: string
  /** Bytes that are not UTF-8 are U+FFFD. */
  readonly text: string
}

const NOTE_KINDS = {
  o: 'read',
  w: 'written',
  s: 'looked at',
  d: 'listed',
  p: 'started',
  x: 'unobserved',
  g: 'walked',
  e: 'variable',
} as const
export type NoteKind = (typeof NOTE_KINDS)[keyof typeof NOTE_KINDS]

/** The log in a file; null where its header is damaged, so that it could be anybody's. What is missing in the rest is a gap. */
export function parseObserverLog(name: string, bytes: Uint8Array): ObserverLog | null {
  const text = Buffer.from(bytes).toString('utf8')
  const [first = '', ...lines] = text.split('\n')
  const state = /^nx-crane-observer 1 ([+-])$/.exec(first)?.[1]
  const end = lines.indexOf('@end ')
  if (state === undefined || end === -1) return null
  const header = new Header()
  if (!lines.slice(0, end).every((line) => header.add(line)) || header.program === null) return null
  const gaps = new Set<string>()
  if (state === '-') gaps.add('the disk was full')
  // The last line ends too.
  if (lines.pop() !== '') gaps.add('its log was cut off')
  const notes: Note[] = []
  for (const line of lines.slice(end + 1)) {
    const note = /^([owsdpxge])([0-9a-f]{16}) (.*)$/s.exec(line)
    if (note) {
      const [, kind, time = '', written = ''] = note
      notes.push({ kind: NOTE_KINDS[kind as keyof typeof NOTE_KINDS], time, text: unescaped(written) })
    } else if (line === 't') gaps.add('it read more than can be noted')
    else if (line.startsWith('@unobserved ')) gaps.add(`${header.program} can't be observed`)
    else gaps.add('its log is damaged')
  }
  return {
    name,
    program: header.program,
    arguments: header.arguments,
    root: header.root ?? name,
    variables: header.variables,
    notes,
    gaps: [...gaps],
  }
}

class Header {
  program: string | null = null
  root: string | null = null
  readonly arguments: string[] = []
  readonly variables = new Map<string, string>()

  /** Whether it is a line of a header. */
  add(line: string): boolean {
    const [, kind, written = ''] = /^@(\w+) (.*)$/s.exec(line) ?? []
    const value = unescaped(written)
    if (kind === 'program') this.program = value
    else if (kind === 'root') this.root = value
    else if (kind === 'argument') this.arguments.push(value)
    else if (kind === 'variable') {
      const at = value.indexOf('=')
      this.variables.set(value.slice(0, at), value.slice(at + 1))
    } else return false
    return true
  }
}

function unescaped(text: string): string {
  return text.replace(/\\([\\n])/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped))
}
