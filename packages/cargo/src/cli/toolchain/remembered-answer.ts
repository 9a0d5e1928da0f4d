import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Remembering {
  /** Where answers are kept between runs; nowhere when it is left out. */
  readonly memoDir?: string | undefined
  /** All that decides the answer, or null when that is not known: then `ask` is called each time. */
  readonly identity: string | null
}

/** What `ask` answered the last time that `identity` was the same, else what it answers now. */
export function rememberedAnswer({ memoDir, identity }: Remembering, ask: () => string): string {
  if (memoDir === undefined || identity === null) return ask()
  const place = join(memoDir, `answer-${createHash('sha256').update(identity).digest('hex').slice(0, 32)}`)
  const known = readText(place)
  if (known) return known
  const answer = ask()
  const temporary = `${place}.${process.pid}`
  try {
    mkdirSync(memoDir, { recursive: true })
    writeFileSync(temporary, answer)
    renameSync(temporary, place)
  } catch {
    // Not remembered: the next run asks again.
    rmSync(temporary, { force: true })
  }
  return answer
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
