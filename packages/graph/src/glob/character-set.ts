import { type GlobNode, text } from './glob-node'

/** A set in brackets, and the index behind it. */
export interface WrittenSet {
  readonly node: GlobNode
  readonly end: number
}

/**
 * `plain`, the crate `glob`: no escapes, no classes, and `^` is itself. `minimatch` has all three. `git` has them too; there
 * nothing matches a `[` that is not closed, `[c-a]` is a `c`, and a separator may stand in a set, though none matches it.
 */
export type SetSyntax = 'plain' | 'minimatch' | 'git'

interface SetPlace {
  readonly start: number
  readonly end: number
  readonly sets: SetSyntax
}

/**
 * The set that begins with the `[` at `start`: characters, ranges, `!` for all others, and what POSIX has besides. A `]`
 * that comes first belongs to it. Null where it is not closed before `end`.
 */
export function parseSet(glob: string, { start, end, sets }: SetPlace): WrittenSet | null {
  const close = glob.lastIndexOf(']', end - 1)
  let at = start + 1
  const isExcluding = glob[at] === '!' || (sets !== 'plain' && glob[at] === '^')
  if (isExcluding) at += 1
  const members: Member[] = []
  for (let isFirst = true; at <= close; isFirst = false) {
    if (glob[at] === ']' && !isFirst) return { node: toNode(members, isExcluding), end: at + 1 }
    if (glob[at] === '/' && sets !== 'git') return null
    const named = sets !== 'plain' ? /^\[:([a-z]+):\]/.exec(glob.slice(at, at + 12)) : null
    if (named) {
      members.push(CLASSES[named[1] ?? ''] ?? (() => false))
      at += named[0].length
      continue
    }
    const from = characterAt(glob, at, sets)
    const isRange = glob[from.end] === '-' && glob[from.end + 1] !== ']' && from.end + 1 < close
    const to = isRange ? characterAt(glob, from.end + 1, sets) : from
    members.push(
      (character) =>
        (from.character <= character && character <= to.character) ||
        (sets === 'git' && character === from.character),
    )
    at = to.end
  }
  return null
}

type Member = (character: number) => boolean

function characterAt(
  glob: string,
  at: number,
  sets: SetSyntax,
): { readonly character: number; readonly end: number } {
  const begin = sets !== 'plain' && glob[at] === '\\' && at + 1 < glob.length ? at + 1 : at
  const character = glob.codePointAt(begin) ?? 0
  return { character, end: begin + (character > 0xffff ? 2 : 1) }
}

/** A separator is in no set. */
function toNode(members: readonly Member[], isExcluding: boolean): GlobNode {
  const has = (character: number) => members.some((member) => member(character))
  return { is: 'one', accepts: (character) => character !== SLASH && has(character) !== isExcluding }
}

const SLASH = 47

const CLASSES: Readonly<Record<string, Member>> = {
  alnum: ofAscii(/[A-Za-z0-9]/),
  alpha: ofAscii(/[A-Za-z]/),
  blank: ofAscii(/[ \t]/),
  cntrl: ofAscii(/[^ -~]/),
  digit: ofAscii(/[0-9]/),
  graph: ofAscii(/[!-~]/),
  lower: ofAscii(/[a-z]/),
  print: ofAscii(/[ -~]/),
  punct: ofAscii(/[!-/:-@[-`{-~]/),
  space: ofAscii(/[ \t\n\v\f\r]/),
  upper: ofAscii(/[A-Z]/),
  xdigit: ofAscii(/[A-Fa-f0-9]/),
}

function ofAscii(pattern: RegExp): Member {
  return (character) => character < 128 && pattern.test(String.fromCharCode(character))
}

/** What stands for itself. */
export function literalAt(glob: string, at: number, sets: SetSyntax): WrittenSet {
  const { character, end } = characterAt(glob, at, sets)
  return { node: text(String.fromCodePoint(character)), end }
}
