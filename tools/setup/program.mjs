import { spawnSync } from 'node:child_process'
import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { SetupError } from './setup-error.mjs'

/**
 * The path of the first of `names` that is an executable file on PATH, or undefined.
 * @param {...string} names
 */
export function findProgram(...names) {
  const directories = (process.env.PATH ?? '').split(delimiter).filter((directory) => directory !== '')
  for (const name of names) {
    const found = directories.map((directory) => join(directory, name)).find(isExecutable)
    if (found !== undefined) return found
  }
  return undefined
}

/** @param {string} path */
export function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}

/**
 * What a program prints on standard output, or undefined when it fails or is missing.
 * @param {string} program @param {readonly string[]} args @param {import('node:child_process').SpawnSyncOptions} [options]
 */
export function outputOf(program, args, options = {}) {
  const run = spawnSync(program, args, {
    maxBuffer: 64 << 20,
    ...options,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  return run.status === 0 ? run.stdout : undefined
}

/**
 * Runs a program to its end and returns what it printed; a failure is a SetupError with the end of its output.
 * @param {string} program @param {readonly string[]} args
 * @param {import('node:child_process').SpawnSyncOptions & {hint: string}} options
 */
export function run(program, args, { hint, ...options }) {
  const result = spawnSync(program, args, {
    maxBuffer: 64 << 20,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options,
    encoding: 'utf8',
  })
  if (result.status === 0) return result.stdout ?? ''
  const said = `${result.stdout ?? ''}${result.stderr ?? ''}`.trim().split('\n').slice(-12).join('\n  ')
  const end =
    result.error?.message ?? (result.signal ? `killed by ${result.signal}` : `exit code ${result.status}`)
  throw new SetupError(`${[program, ...args].join(' ')}: ${end}${said === '' ? '' : `\n  ${said}`}`, {
    hint,
    cause: result.error,
  })
}
