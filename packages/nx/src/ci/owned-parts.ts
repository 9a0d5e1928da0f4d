import { createHash } from 'node:crypto'
import { NxCraneError } from '../nx-crane-error'
import { lineDiff } from './line-diff'

/** A part of a file that is written again each time. What is before, between and behind parts is its owner's. */
export interface OwnedPart {
  readonly name: string
  /** Whole lines. */
  readonly text: string
  /** Blanks before the mark at its end in a new file: as many as what comes next has, which is where formatters put comments. */
  readonly indent: number
}

/** What a new file has: parts, and lines that are somebody else's from then on. */
export type NewFile = readonly (OwnedPart | string)[]

export interface Rewritten {
  readonly text: string
  /** Parts that somebody has taken out. They stay out. */
  readonly missing: readonly string[]
}

const BEGIN = /^( *)# >>> nx-crane:ci (\w+) (\w+)$/
const END = /^( *)# <<< nx-crane:ci (\w+)$/

/** Whether a file has any part of ours. */
export function hasOwnedParts(text: string): boolean {
  return linesOf(text).some((line) => BEGIN.test(line))
}

export function printNewFile(file: NewFile): string {
  return file.map((piece) => (typeof piece === 'string' ? piece : printPart(piece))).join('')
}

/** The text of a part as the file has it, edited or not; undefined where there is none. */
export function ownedPart(text: string, name: string): string | undefined {
  return foundParts(linesOf(text), 'the file').find((part) => part.name === name)?.text
}

/**
 * The file with its parts written anew and all other lines as they were. A part that was edited since it was written is an error that
 * shows what would be lost, unless the edits are to be overwritten.
 *
 * @throws NxCraneError `CI_EDITED`, `CI_MARKERS`
 */
export function rewriteParts(
  before: string,
  file: NewFile,
  { path, isForced }: { readonly path: string; readonly isForced: boolean },
): Rewritten {
  const parts = new Map(
    file.flatMap((piece) => (typeof piece === 'string' ? [] : [[piece.name, piece] as const])),
  )
  const lines = linesOf(before)
  const found = foundParts(lines, path)
  if (!isForced) refuseEdits(found, parts, path)
  for (const { name, begin, end, indents } of found.toReversed()) {
    const part = parts.get(name)
    const written = part === undefined ? [] : printPart(part, indents).trimEnd().split('\n')
    lines.splice(begin, end - begin + 1, ...written)
  }
  const missing = [...parts.keys()].filter((name) => found.every((part) => part.name !== name))
  return { text: lines.join(before.includes('\r\n') ? '\r\n' : '\n'), missing }
}

/** @param indents what stands before its marks; a formatter may have moved them */
function printPart({ name, text, indent }: OwnedPart, indents?: readonly [string, string]): string {
  const [begin, end] = indents ?? [/^ */.exec(text)?.[0] ?? '', ' '.repeat(indent)]
  return `${begin}# >>> nx-crane:ci ${name} ${digest(text)}\n${text}${end}# <<< nx-crane:ci ${name}\n`
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}

interface FoundPart extends Omit<OwnedPart, 'indent'> {
  /** What stands before its marks. */
  readonly indents: readonly [string, string]
  /** Numbers of the lines of its marks. */
  readonly begin: number
  readonly end: number
  readonly isEdited: boolean
}

function foundParts(lines: readonly string[], path: string): FoundPart[] {
  const found: FoundPart[] = []
  let open: { name: string; digest: string; begin: number; indent: string } | null = null
  for (const [number, line] of lines.entries()) {
    const begin = BEGIN.exec(line)
    const end = END.exec(line)
    if (!begin && !end) continue
    const [, indent = '', name = ''] = begin ?? end ?? []
    const isNext: boolean = begin ? open === null : open?.name === name
    if (!isNext || found.some((part) => part.name === name)) throw misplaced(path, number + 1, line)
    if (begin) open = { name, digest: begin[3] ?? '', begin: number, indent }
    else if (open) {
      const text = lines
        .slice(open.begin + 1, number)
        .map((each) => `${each}\n`)
        .join('')
      const indents = [open.indent, indent] as const
      found.push({
        name,
        text,
        indents,
        begin: open.begin,
        end: number,
        isEdited: digest(text) !== open.digest,
      })
      open = null
    }
  }
  if (open) throw misplaced(path, open.begin + 1, lines[open.begin] ?? '')
  return found
}

function refuseEdits(found: readonly FoundPart[], parts: ReadonlyMap<string, OwnedPart>, path: string): void {
  const edited = found.filter(({ isEdited, name, text }) => isEdited && parts.get(name)?.text !== text)
  if (edited.length === 0) return
  const diffs = edited.map(({ name, text }) => `${name}:\n${lineDiff(text, parts.get(name)?.text ?? '')}`)
  throw new NxCraneError('CI_EDITED', {
    message: `${path}: what nx-crane wrote was edited; nothing was changed. Written again, it would lose the lines with "-":\n${diffs.join('\n')}`,
    hint: 'move your lines out of the parts between ">>> nx-crane:ci" and "<<< nx-crane:ci", or overwrite them with --force',
  })
}

function misplaced(path: string, line: number, text: string): NxCraneError {
  return new NxCraneError('CI_MARKERS', {
    message: `${path}:${line}: "${text.trim()}" has no counterpart, or is there twice`,
    hint: 'put the marks of each part back around it, or delete the file to have it written anew',
  })
}

function linesOf(text: string): string[] {
  return text.split(/\r?\n/)
}
