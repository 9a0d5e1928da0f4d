import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { foreignWriter, makeDirectories, makeStaging, messageOf, readRegularText } from '@nx-crane/files'
import {
  cacheDirectory,
  machineEnvironment,
  PATIENCE_MILLISECONDS,
  toolchainOfRepository,
} from '@nx-crane/keys/cli'
import { outputOf } from '../wasm/output-of'
import { isNameable, observedEnvironment } from './observed-environment'
import { parseObserverLog } from './parse-observer-log'
import { readObserverSource } from './read-observer-source'

/** The library to preload, or why there is none: then nothing is observed. */
export type Observer =
  | { readonly library: string; readonly reason: null }
  | { readonly library: null; readonly reason: string }

export interface ObserverRequest {
  /** The directory that Cargo runs in: it decides which compiler is asked. */
  readonly workspaceDirectory: string
  /** The repository, absolute. */
  readonly root: string
  readonly environment?: NodeJS.ProcessEnv
  readonly signal?: AbortSignal | undefined
}

const NAME = 'libnx_crane_observer.so'
/** What kept it from being compiled may have been installed meanwhile. */
const TRY_AGAIN_MILLISECONDS = 60 * 60 * 1000

/**
 * The observer, compiled once for each compiler into nx-crane's cache and tried there. It never throws: where it cannot
 * be had, builds run without it.
 */
export async function findObserver(request: ObserverRequest): Promise<Observer> {
  const { environment = process.env } = request
  if (environment.NX_CRANE_OBSERVER === 'off') return none('NX_CRANE_OBSERVER is off')
  if (process.platform !== 'linux' || !['x64', 'arm64'].includes(process.arch))
    return none(`programs are not observed on ${process.platform} (${process.arch})`)
  try {
    return await findOrCompile(request, compilerOf(request, environment))
  } catch (error) {
    return none(messageOf(error))
  }
}

function none(reason: string): Observer {
  return { library: null, reason }
}

interface Compiler {
  readonly command: string
  readonly cwd: string
  readonly env: NodeJS.ProcessEnv
  readonly signal: AbortSignal | undefined
}

/**
 * The machine's compiler, never one that lies in the repository: what it makes is preloaded into the builds of other
 * repositories too.
 */
function compilerOf(
  { workspaceDirectory, root, signal }: ObserverRequest,
  environment: NodeJS.ProcessEnv,
): Compiler {
  const env = machineEnvironment(root, environment)
  const isOfRepository = toolchainOfRepository(workspaceDirectory, { root, environment }) !== null
  return { command: env.RUSTC || 'rustc', cwd: isOfRepository ? tmpdir() : workspaceDirectory, env, signal }
}

async function findOrCompile({ root }: ObserverRequest, compiler: Compiler): Promise<Observer> {
  const version = await outputOf({ ...compiler, args: ['-vV'], milliseconds: PATIENCE_MILLISECONDS })
  if (!version.success) return none(`\`rustc -vV\` fails: ${lastLine(version.all)}`)
  const source = readObserverSource()
  const digest = createHash('sha256')
    .update(JSON.stringify([...source, version.stdout]))
    .digest('hex')
    .slice(0, 32)
  const directory = join(cacheDirectory(compiler.env), 'observer', digest)
  const library = join(directory, NAME)
  if (!isNameable(library)) return none(`its path may not have spaces, colons or dollar signs: ${library}`)
  makeDirectories(directory, 0o700)
  const writer = foreignWriter(existsSync(library) ? library : directory, { repository: root })
  if (writer !== null) return none(`${writer.path} is not used: ${writer.message}`)
  if (existsSync(library)) return { library, reason: null }
  const failure = rememberedFailure(directory)
  if (failure !== null) return none(failure)
  const reason = await compile({ directory, source, version: version.stdout, compiler })
  return reason === null ? { library, reason: null } : none(reason)
}

function rememberedFailure(directory: string): string | null {
  const file = join(directory, 'failure')
  const stats = statSync(file, { throwIfNoEntry: false })
  const isRecent = stats !== undefined && Date.now() - stats.mtimeMs < TRY_AGAIN_MILLISECONDS
  return isRecent ? readRegularText(file) : null
}

interface Compilation {
  readonly directory: string
  readonly source: ReadonlyMap<string, string>
  readonly version: string
  readonly compiler: Compiler
}

/** Null if it worked, else why not. Two processes may do this at once: both make the same, and the last rename stays. */
async function compile({ directory, source, version, compiler }: Compilation): Promise<string | null> {
  using staging = makeStaging({ root: directory, path: '' })
  for (const [name, text] of source) writeFileSync(join(staging.path, name), text)
  const made = join(staging.path, NAME)
  const args = [
    ...[
      '--edition',
      '2021',
      '--crate-type',
      'cdylib',
      '--crate-name',
      'nx_crane_observer',
      '--cap-lints',
      'allow',
    ],
    ...[
      '-C',
      'panic=abort',
      '-C',
      'opt-level=3',
      '-C',
      'lto=fat',
      '-C',
      'codegen-units=1',
      '-C',
      'strip=symbols',
    ],
    // There it is the default, and no library can be made.
    ...(/^host: .*musl/m.test(version) ? ['-C', 'target-feature=-crt-static'] : []),
    ...['-o', made, join(staging.path, 'lib.rs')],
  ]
  const { success, all } = await outputOf({ ...compiler, args, milliseconds: 10 * PATIENCE_MILLISECONDS })
  const failure = success
    ? await trial({ library: made, logs: join(staging.path, 'logs'), version, compiler })
    : `the observer does not compile: ${firstError(all)}`
  if (failure === null) renameSync(made, join(directory, NAME))
  else if (!compiler.signal?.aborted) writeFileSync(join(directory, 'failure'), failure)
  return failure
}

interface Trial {
  readonly library: string
  readonly logs: string
  readonly version: string
  readonly compiler: Compiler
}

/** Whether the compiler itself runs with the library as without, and writes a log: null, else what is wrong. */
async function trial({ library, logs, version, compiler }: Trial): Promise<string | null> {
  mkdirSync(logs)
  const added = observedEnvironment({ environment: compiler.env, library, directory: logs })
  const { success, stdout, all } = await outputOf({
    ...compiler,
    args: ['-vV'],
    env: { ...compiler.env, ...added },
    milliseconds: PATIENCE_MILLISECONDS,
  })
  if (!success || stdout !== version || all !== version)
    return `rustc does not run with it: ${lastLine(all) || 'it ended without a word'}`
  const isObserved = readdirSync(logs).some((name) => {
    const log = parseObserverLog(name, Buffer.from(readRegularText(join(logs, name))))
    return log?.program.endsWith('/rustc') && log.gaps.length === 0
  })
  return isObserved ? null : 'rustc does not load it: programs of this system may be static'
}

function firstError(output: string): string {
  return output.split('\n').find((line) => line.startsWith('error')) ?? lastLine(output)
}

function lastLine(output: string): string {
  return output.trim().split('\n').at(-1) ?? ''
}
