import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { cacheDirectory } from '../setup/cache-directory.mjs'

export interface Command {
  readonly program: string
  readonly args: readonly string[]
  readonly cwd: string
  readonly env: NodeJS.ProcessEnv
}

/** What a command and everything it started has used. */
export interface Measurement {
  /** Seconds until the command itself ended. */
  readonly wall: number
  /** Seconds, user and system, of all processes, also those that ended after it. */
  readonly cpu: number
  /** Bytes: the highest sum of the resident sizes of all processes at one moment. */
  readonly memory: number
}

/**
 * Runs `command` with its output going to `log`.
 * @throws when it fails, with the last lines of its output
 */
export function measure(command: Command, log: string): Measurement {
  const result = `${log}.json`
  const output = openSync(log, 'w')
  try {
    const { status, error } = spawnSync(measuringProgram(), [result, command.program, ...command.args], {
      cwd: command.cwd,
      env: command.env,
      stdio: ['ignore', output, output],
    })
    if (error) throw error
    if (status !== 0) throw failure(command, log)
  } finally {
    closeSync(output)
  }
  const { exitCode, wall, cpu, memory } = JSON.parse(readFileSync(result, 'utf8')) as Measurement & {
    exitCode: number
  }
  if (exitCode !== 0) throw failure(command, log)
  return { wall, cpu, memory }
}

/** Runs the commands one after the other: times are sums, memory is the highest. */
export function measureAll(commands: readonly Command[], log: string): Measurement {
  const measured = commands.map((command) => measure(command, log))
  return {
    wall: measured.reduce((sum, { wall }) => sum + wall, 0),
    cpu: measured.reduce((sum, { cpu }) => sum + cpu, 0),
    memory: Math.max(...measured.map(({ memory }) => memory)),
  }
}

/** Standard output of a command that is not measured. */
export function outputOf(command: Command): string {
  const { status, stdout, stderr, error } = spawnSync(command.program, command.args, {
    cwd: command.cwd,
    env: command.env,
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  })
  if (error) throw error
  if (status !== 0) throw new Error(`${shown(command)} failed:\n${lastLines(`${stdout}${stderr}`)}`)
  return stdout
}

function failure(command: Command, log: string): Error {
  return new Error(`${shown(command)} failed:\n${lastLines(readFileSync(log, 'utf8'))}`)
}

function shown({ program, args, cwd }: Command): string {
  return `${[program, ...args].join(' ')} (in ${cwd})`
}

function lastLines(text: string): string {
  return text.trimEnd().split('\n').slice(-20).join('\n')
}

let built: string | undefined

/** Compiled once for each version of its source, and kept. */
function measuringProgram(): string {
  built ??= buildMeasuringProgram()
  return built
}

function buildMeasuringProgram(): string {
  if (process.platform !== 'linux') throw new Error('the benchmarks read /proc and run on Linux only')
  const source = join(__dirname, 'measured-command.rs')
  const version = createHash('sha256').update(readFileSync(source)).digest('hex').slice(0, 12)
  const directory = join(cacheDirectory(), 'bench')
  const program = join(directory, `measured-command-${version}`)
  if (existsSync(program)) return program
  mkdirSync(directory, { recursive: true })
  const unfinished = `${program}.${process.pid}`
  const { status, stderr, error } = spawnSync(
    'rustc',
    ['--edition', '2021', '-O', '-o', unfinished, source],
    {
      cwd: directory,
      encoding: 'utf8',
    },
  )
  if (error) throw error
  if (status !== 0) {
    rmSync(unfinished, { force: true })
    throw new Error(`rustc cannot build ${source}:\n${stderr}`)
  }
  renameSync(unfinished, program)
  return program
}
