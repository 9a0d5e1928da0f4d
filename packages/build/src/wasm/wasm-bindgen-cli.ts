import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { foreignWriter, makeDirectories } from '@nx-crane/files'
import { CargoError } from '@nx-crane/graph'
import {
  cacheDirectory,
  isExecutable,
  isOfRepository,
  PATIENCE_MILLISECONDS,
  packagedVersion,
  programCandidates,
  withoutColour,
} from '@nx-crane/keys/cli'
import { runProcess } from '../run-process'
import { InstallProgress } from './install-progress'
import { outputOf } from './output-of'
import type { ToolchainOptions } from './wasm-toolchain'

/**
 * The path of a wasm-bindgen CLI of exactly `version`, the lock's: module and glue agree on a format that changes with
 * every release. One that is found is taken; else it is installed into nx-crane's cache, once for all repositories.
 */
export async function findWasmBindgen(
  version: string,
  from: string,
  options: ToolchainOptions = {},
): Promise<string> {
  const root = ownRoot(version)
  const own = ownWasmBindgen(version)
  const isOwnSafe = foreignWriter(own, { repository: from }) === null
  const found: string[] = []
  for (const program of [
    ...programCandidates('wasm-bindgen', from),
    ...(isOwnSafe && isExecutable(own) ? [own] : []),
  ]) {
    const { stdout } = await outputOf({
      command: program,
      args: ['--version'],
      cwd: from,
      signal: options.signal,
      milliseconds: PATIENCE_MILLISECONDS,
    })
    const other = /^wasm-bindgen (\S+)/.exec(stdout)?.[1]
    if (other === version) return program
    if (other !== undefined) found.push(`${other} (${program})`)
  }
  checkCache(root, from)
  await install(version, root, { found, ...options })
  return own
}

/** Makes the directory that the CLI is installed into, for this user alone. Throws where another may write to it: what lies there is run. */
function checkCache(root: string, from: string): void {
  makeDirectories(root, 0o700)
  const writer = foreignWriter(root, { repository: from })
  if (writer === null) return
  throw new CargoError('UNSAFE_CACHE', {
    file: writer.path,
    message: `nothing is installed into this directory or run from it: ${writer.message}`,
    hint: `${writer.hint}, or set NX_CRANE_CACHE_DIR to another directory`,
  })
}

/** Where nx-crane installs the CLI of a version, whether it is there or not. */
export function ownWasmBindgen(version: string): string {
  return join(ownRoot(version), 'bin', process.platform === 'win32' ? 'wasm-bindgen.exe' : 'wasm-bindgen')
}

/**
 * Whether the CLI of a version is on this machine: nothing has to be installed then. One that a package of the
 * repository brings is known by the package's version.
 */
export async function hasWasmBindgen(version: string, from: string, root: string): Promise<boolean> {
  const own = ownWasmBindgen(version)
  if (isExecutable(own) && foreignWriter(own, { repository: root }) === null) return true
  for (const program of programCandidates('wasm-bindgen', from)) {
    if (isOfRepository(program, { root, environment: process.env })) {
      if (packagedVersion(program) === version) return true
      continue
    }
    const { stdout } = await outputOf({
      command: program,
      args: ['--version'],
      cwd: from,
      milliseconds: PATIENCE_MILLISECONDS,
    })
    if (stdout.trim() === `wasm-bindgen ${version}`) return true
  }
  return false
}

function ownRoot(version: string): string {
  return join(cacheDirectory(), 'wasm-bindgen', version)
}

/** In milliseconds: often enough to see that it moves, seldom enough for a log. */
const REPORT_EVERY = 5000

async function install(
  version: string,
  root: string,
  { found, onOutput, signal }: ToolchainOptions & { readonly found: readonly string[] },
): Promise<void> {
  onOutput?.(
    `installing wasm-bindgen-cli ${version}, the version in Cargo.lock, into ${root}: this takes one to five minutes, once for all repositories`,
  )
  const lines: string[] = []
  const begun = Date.now()
  const progress = new InstallProgress(begun)
  const keep = (line: string) => {
    lines.push(line)
    progress.follow(line)
  }
  const reports = setInterval(() => onOutput?.(progress.report(Date.now())), REPORT_EVERY)
  const args = ['install', 'wasm-bindgen-cli', '--version', `=${version}`, '--locked', '--root', root]
  // From a neutral directory: a repository's own cargo configuration (a target, a source) is not for its tools.
  const exit = await runProcess({
    command: 'cargo',
    args,
    cwd: tmpdir(),
    signal,
    onStdoutLine: keep,
    onStderrLine: keep,
  }).finally(() => clearInterval(reports))
  if (exit.code === 0) {
    onOutput?.(`installed wasm-bindgen-cli ${version} in ${Math.round((Date.now() - begun) / 1000)} s`)
    return
  }
  const others = found.length === 0 ? 'none is installed' : `found ${found.join(', ')}`
  throw new CargoError('MISSING_WASM_BINDGEN', {
    message: `Cargo.lock has wasm-bindgen ${version}, which needs the wasm-bindgen CLI of the same version; ${others}, and installing it failed:\n${withoutColour(lines.slice(-8).join('\n'))}`,
    hint: `run \`cargo ${args.slice(0, 5).join(' ')}\` where crates.io can be reached${pinHint(found)}`,
  })
}

function pinHint(found: readonly string[]): string {
  const version = found[0]?.split(' ')[0]
  return version === undefined
    ? ''
    : `, or use the one you have: \`cargo update -p wasm-bindgen --precise ${version}\``
}
