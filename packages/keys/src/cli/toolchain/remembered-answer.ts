import { createHash } from 'node:crypto'
import { type Place, placeIn, readSealed, type SealedFile, writeSealed } from '@nx-crane/files'

export interface Remembering {
  /** The directory in which answers are kept between runs; nowhere when it is left out. */
  readonly memos?: Place | undefined
  /** All that decides the answer, or null when that is not known: then `ask` is called each time. */
  readonly identity: string | null
}

/** What `ask` answered the last time that `identity` was the same, else what it answers now. */
export function rememberedAnswer({ memos, identity }: Remembering, ask: () => string): string {
  if (memos === undefined || identity === null) return ask()
  const file = answerFile(memos, identity)
  const known = readSealed(file)?.body.toString()
  if (known) return known
  const answer = ask()
  writeSealed(file, answer)
  return answer
}

function answerFile(memos: Place, identity: string): SealedFile {
  const name = createHash('sha256').update(identity).digest('hex').slice(0, 32)
  return { place: placeIn(memos, `answer-${name}`), meaning: ['answer', identity] }
}
