import { createHash } from 'node:crypto'
import { existsSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { foreignWriter, makeDirectories, messageOf, readRegularText } from '@nx-crane/files'
import {
  cacheDirectory,
  firstOnPath,
  machineEnvironment,
  PATIENCE_MILLISECONDS,
  toolchainOfRepository,
} from '@nx-crane/keys/cli'
import { outputOf } from '../wasm/output-of'
import { type Compiler, compileObserver, KEPT } from './compile-observer'
import { isNameable } from './observed-environment'
import { readObserverSource } from './read-observer-source'

/** The library to preload, or why there is none: then nothing is observed. */
export type Observer =
  | {
      readonly library: string
      /** What loads the programs that it can be preloaded into. */
      readonly loader: string
      readonly reason: null
    }
  | { readonly library: null; readonly reason: string }

export interface ObserverRequest {
  /** The directory that Cargo runs in: it decides which compiler is asked. */
  readonly workspaceDirectory: string
  /** The repository, absolute. */
  readonly root: string
  readonly environment?: NodeJS.ProcessEnv
  readonly signal?: AbortSignal | undefined
  /** Whether nothing may be written: then one that was not compiled yet has an empty reason. */
  readonly isReadOnly?: boolean
}

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

async function findOrCompile(
  { root, isReadOnly = false }: ObserverRequest,
  compiler: Compiler,
): Promise<Observer> {
  const version = await outputOf({ ...compiler, args: ['-vV'], milliseconds: PATIENCE_MILLISECONDS })
  if (!version.success) return none(`\`rustc -vV\` fails: ${lastLine(version.all)}`)
  const source = readObserverSource()
  const digest = createHash('sha256')
    .update(JSON.stringify([[...source], version.stdout, firstOnPath('cargo', compiler.cwd, compiler.env)]))
    .digest('hex')
    .slice(0, 32)
  const directory = join(cacheDirectory(compiler.env), 'observer', digest)
  const library = join(directory, KEPT.library)
  if (!isNameable(library)) return none(`its path may not have spaces, colons or dollar signs: ${library}`)
  if (isReadOnly && !existsSync(library)) return none(rememberedFailure(directory) ?? '')
  makeDirectories(directory, 0o700)
  const writer = foreignWriter(existsSync(library) ? library : directory, { repository: root })
  if (writer !== null) return none(`${writer.path} is not used: ${writer.message}`)
  if (existsSync(library)) return found(directory)
  const failure = rememberedFailure(directory)
  if (failure !== null) return none(failure)
  const reason = await compileObserver({ directory, source, version: version.stdout, compiler })
  return reason === null ? found(directory) : none(reason)
}

function found(directory: string): Observer {
  return {
    library: join(directory, KEPT.library),
    loader: readRegularText(join(directory, KEPT.loader)),
    reason: null,
  }
}

function rememberedFailure(directory: string): string | null {
  const file = join(directory, KEPT.failure)
  const stats = statSync(file, { throwIfNoEntry: false })
  const isRecent = stats !== undefined && Date.now() - stats.mtimeMs < TRY_AGAIN_MILLISECONDS
  return isRecent ? readRegularText(file) : null
}

function lastLine(output: string): string {
  return output.trim().split('\n').at(-1) ?? ''
}
