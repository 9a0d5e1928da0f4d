/** `error`: something that the repository asks for fails. `warning`: it works, and not as it should. `note`: good to know. */
export const LEVELS = ['error', 'warning', 'note', 'ok'] as const
export type Level = (typeof LEVELS)[number]

/** What one check has found. */
export interface Finding {
  /** The check's; stable. */
  readonly id: string
  readonly level: Level
  /** What is so, in one line. */
  readonly message: string
  /** The file or directory it is about, relative to the repository; null where it is about the machine. */
  readonly place: string | null
  /** What to do about it: a command, or a sentence. Null where nothing has to be done. */
  readonly mend: string | null
  /** What `--fix` would do about it; null where a person has to decide. */
  readonly fix: Fix | null
}

/** Adds something, and takes away or overwrites nothing. */
export type Fix =
  | {
      readonly by: 'command'
      readonly command: readonly string[]
      /** Where it is run, relative to the repository. */
      readonly dir: string
      /** What the command reads from its standard input. */
      readonly input?: string
    }
  | { readonly by: 'edit'; readonly path: string; readonly text: string; readonly what: string }

/** A finding as a check writes it: what is left out is null. */
export type Found = Pick<Finding, 'level' | 'message'> & Partial<Pick<Finding, 'place' | 'mend' | 'fix'>>

/** The first few of a list as words: `a, b, c and 4 more`. */
export function few(names: readonly string[], most = 3): string {
  const shown = names.length <= most + 1 ? names : names.slice(0, most)
  const rest = names.length - shown.length
  if (rest > 0) return `${shown.join(', ')} and ${rest} more`
  return shown.length < 2 ? shown.join() : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`
}

/** `1 crate`, `2 crates`. */
export function count(number: number, noun: string): string {
  return `${number} ${number === 1 ? noun : `${noun}s`}`
}
