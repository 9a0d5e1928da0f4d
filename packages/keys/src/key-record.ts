import { hash } from 'node:crypto'
import { digestText, type KeyInput } from './key-input'
import { type KeyNodes, REMARK } from './key-nodes'

/**
 * What is kept of the inputs of keys, so that a later run, or another machine, can say why a key moved: nodes by address, and which
 * key each task had in each run. A file of blocks, each sealed with its own digest: one that was cut or altered is left out.
 */
export interface KeyRecord {
  /** What each digest was made from, by its address. */
  readonly nodes: ReadonlyMap<string, readonly KeyInput[]>
  /** Oldest first. */
  readonly runs: readonly RecordedRun[]
  /** How many blocks are none that {@link printBlock} wrote. */
  readonly damaged: number
}

/** The keys that became others in one run, by task: see {@link recordedTask}. */
export interface RecordedRun {
  readonly run: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly keys: Readonly<Record<string, string>>
  /** What was made in it, and not found; ids of tasks, with their names in `keys`. */
  readonly made: readonly (readonly [id: string, task: string])[]
}

type Line =
  | readonly string[]
  | {
      readonly run: string
      readonly at: number
      readonly keys?: RecordedRun['keys']
      readonly made?: RecordedRun['made']
    }

export type RecordLine = Line

/** The name of a task in {@link RecordedRun.keys}. @param crate its manifest */
export function recordedTask(crate: string, kind: string): string {
  return `${crate} ${kind}`
}

/** Short: only by accident would two be alike, and nothing but words follows from it. */
export function addressOf(digest: string): string {
  return digest.slice(0, ADDRESS_LENGTH)
}

const ADDRESS_LENGTH = 24

export function nodeLine(digest: string, inputs: readonly KeyInput[]): RecordLine {
  return [addressOf(digest), ...inputs.flatMap((input) => [input.what, recordedValue(input)])]
}

/** What is made in this process, as it would be read from a record. */
export function recordedNodes(nodes: KeyNodes): KeyRecord['nodes'] {
  const inputsOf = (inputs: readonly KeyInput[]) =>
    inputs.map((input) => ({ what: input.what, value: recordedValue(input) }))
  return new Map(nodes.all.map(([digest, inputs]) => [addressOf(digest), inputsOf(inputs)]))
}

/** The value of an input as it is kept: what may be secret, as a digest. */
export function recordedValue({ what, value }: KeyInput): string {
  if (DIGEST.test(value)) return addressOf(value)
  if (what.startsWith('environment: '))
    return value === NOT_SET ? value : `set, digest ${digestText(value).slice(0, 8)}`
  return PLAIN.test(what) && value.length <= LONGEST ? value : `digest ${digestText(value).slice(0, 16)}`
}

export const NOT_SET = 'not set'
const DIGEST = /^[0-9a-f]{64}$/
/** What manifests and compilers say, which the repository and the machine show to everybody. */
const PLAIN = new RegExp(
  `^(?:${REMARK}|(?:manifest|profile|lints|toolchain|refused|file|content|kind|entries|tree|program|not locked): ?|` +
    '(?:version|source|kind|flake input: .*|builder|system|format of keys|features unified by resolver|library|derivation|store path|nix)$)',
)
const LONGEST = 4000

const MAGIC = 'nx-crane-inputs-1'
const HEADER = /^nx-crane-inputs-1 ([0-9a-f]{32}) (\d{1,10})$/

export function printBlock(lines: readonly RecordLine[]): Buffer {
  const body = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
  return Buffer.concat([Buffer.from(`${MAGIC} ${sealOf(body)} ${body.length}\n`), body])
}

export function parseKeyRecord(bytes: Buffer): KeyRecord {
  const nodes = new Map<string, readonly KeyInput[]>()
  const runs: RecordedRun[] = []
  let damaged = 0
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(NEWLINE, at)
    const [, seal, length] = HEADER.exec(bytes.subarray(at, Math.max(end, at)).toString('latin1')) ?? []
    const body = bytes.subarray(end + 1, end + 1 + Number(length))
    const lines = seal !== undefined && sealOf(body) === seal ? parseLines(body) : null
    if (lines === null) {
      damaged++
      // Behind what a killed process wrote the next block begins in the middle of a line.
      const next = bytes.indexOf(`${MAGIC} `, at + 1)
      at = next === -1 ? bytes.length : next
      continue
    }
    for (const line of lines) take(line, nodes, runs)
    at = end + 1 + Number(length)
  }
  return { nodes, runs, damaged }
}

/** The addresses of all nodes, without a look at what they hold. */
export function addressesIn(bytes: Buffer): Set<string> {
  const text = bytes.toString('latin1')
  return new Set(Array.from(text.matchAll(NODE), ([, address = '']) => address))
}

const NODE = /^\["([0-9a-f]{24})"/gm

/** Whoever can write the file can seal it as well: what is read is words to be shown, whatever they are. */
function parseLines(body: Buffer): Line[] | null {
  try {
    const lines = body.toString('utf8').split('\n').slice(0, -1)
    const parsed = lines.map((line) => JSON.parse(line) as Line)
    return parsed.every(isLine) ? parsed : null
  } catch {
    return null
  }
}

function isLine(value: unknown): value is Line {
  if (Array.isArray(value)) return value.length % 2 === 1 && value.every((each) => typeof each === 'string')
  if (typeof value !== 'object' || value === null) return false
  const { run, at, keys = {}, made = [] } = value as Record<string, unknown>
  const areKeys =
    typeof keys === 'object' && keys !== null && Object.values(keys).every((each) => typeof each === 'string')
  const areMade =
    Array.isArray(made) &&
    made.every(
      (each) => Array.isArray(each) && each.length === 2 && each.every((one) => typeof one === 'string'),
    )
  return typeof run === 'string' && Number.isFinite(at) && areKeys && areMade
}

function take(line: Line, nodes: Map<string, readonly KeyInput[]>, runs: RecordedRun[]): void {
  if (!('run' in line)) {
    const [address = '', ...rest] = line
    const inputs: KeyInput[] = []
    for (let i = 0; i < rest.length; i += 2) inputs.push({ what: rest[i] ?? '', value: rest[i + 1] ?? '' })
    nodes.set(address, inputs)
    return
  }
  const { run, at, keys = {}, made = [] } = line
  const index = runs.findLastIndex((each) => each.run === run)
  const before = runs[index]
  if (before === undefined || isAnother(before, { at, keys })) runs.push({ run, at, keys, made })
  else runs[index] = { ...before, keys: { ...before.keys, ...keys }, made: [...before.made, ...made] }
}

/** In one run no key moves twice. */
function isAnother({ at, keys }: RecordedRun, now: Pick<RecordedRun, 'at' | 'keys'>): boolean {
  return (
    now.at - at > MOST_MILLISECONDS ||
    Object.entries(now.keys).some(([task, key]) => Object.hasOwn(keys, task) && keys[task] !== key)
  )
}

/** The numbers of processes, by which runs are known, come again. */
const MOST_MILLISECONDS = 12 * 3_600_000

function sealOf(body: Uint8Array): string {
  return hash('sha256', body).slice(0, 32)
}

const NEWLINE = 10
