import { stripVTControlCharacters } from 'node:util'

/** Why an evaluation failed, as Nix says it, without the way there. */
export interface EvaluationFailure {
  readonly message: string
  /** The innermost place that is not in our own library, `flake.nix:12`, or the file that was read; null where there is none. */
  readonly place: string | null
  /** What was evaluated, where the failure is not about the flake as a whole; `kind` is null when it is about all of the crate. */
  readonly task: { readonly attribute: string; readonly kind: string | null } | null
}

interface Frame {
  readonly raw_msg?: string
  readonly msg?: string
  readonly file?: string | null
  readonly line?: number | null
  readonly trace?: readonly Frame[]
}

interface LogEntry extends Frame {
  readonly action?: string
  readonly level?: number
}

const ERROR = 0
/** Where generated Nix files lie: what a person reads there does not help them. */
const GENERATED = 'nix/nx-crane/'
/** What fails there fails for all tasks. */
const INPUTS = 'nix/nx-crane/lib/flake-inputs.nix'
const TASK = /^nx-crane:(\{.*\})$/s
const READING = /^while reading (.*)$/s

/**
 * What the log of a failed evaluation says (`--log-format internal-json --show-trace`); undefined when it has no error.
 *
 * @param root absolute path of the repository
 */
export function parseEvaluationFailure(log: string, root: string): EvaluationFailure | undefined {
  const entry = errorsIn(log).at(-1)
  if (entry === undefined) return undefined
  // The innermost comes first.
  const frames = [entry, ...(entry.trace ?? [])]
  const isOfInputs = frames.some(({ file }) => file?.startsWith(`${root}/${INPUTS}`))
  const task = isOfInputs ? undefined : frames.flatMap((frame) => TASK.exec(textOf(frame))?.[1] ?? [])[0]
  return {
    message: textOf(entry).trim(),
    place: frames.flatMap((frame) => placeOf(frame, root) ?? [])[0] ?? null,
    task: task === undefined ? null : (JSON.parse(task) as EvaluationFailure['task']),
  }
}

function errorsIn(log: string): LogEntry[] {
  return log.split('\n').flatMap((line) => {
    if (!line.startsWith('@nix ')) return []
    try {
      const entry = JSON.parse(line.slice('@nix '.length)) as LogEntry
      return entry.action === 'msg' && entry.level === ERROR ? [entry] : []
    } catch {
      return [] // cut off when the program was ended
    }
  })
}

function textOf({ raw_msg, msg }: Frame): string {
  return stripVTControlCharacters(raw_msg ?? (msg ?? '').replace(/^.*?error:\S*\s*/s, ''))
}

function placeOf(frame: Frame, root: string): string | undefined {
  const { file, line } = frame
  if (typeof file !== 'string' || typeof line !== 'number' || !file.startsWith(`${root}/`)) {
    return READING.exec(textOf(frame))?.[1]
  }
  // Nix repeats the line in the name of the file: `/repository/flake.nix:12:3`.
  const path = file.slice(root.length + 1).replace(/:\d+(?::\d+)?$/, '')
  return path.startsWith(GENERATED) ? undefined : `${path}:${line}`
}
