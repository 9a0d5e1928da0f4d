import { mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeStaging, readRegularFile } from '@nx-crane/files'
import { PATIENCE_MILLISECONDS } from '@nx-crane/keys/cli'
import { outputOf } from '../wasm/output-of'
import { observedEnvironment } from './observed-environment'
import { isCompiler } from './observed-process'
import { parseObserverLog } from './parse-observer-log'
import { readProgramLoader } from './program-loader'

/** The names of what is kept in a directory of the cache. */
export const KEPT = { library: 'libnx_crane_observer.so', loader: 'loader', failure: 'failure' } as const

/** How a Rust compiler is started. */
export interface Compiler {
  readonly command: string
  readonly cwd: string
  readonly env: NodeJS.ProcessEnv
  readonly signal: AbortSignal | undefined
}

export interface ObserverCompilation {
  readonly directory: string
  readonly source: ReadonlyMap<string, string>
  readonly version: string
  readonly compiler: Compiler
}

/** Null if it worked, else why not. Two processes may do this at once: both make the same, and the last rename stays. */
export async function compileObserver({
  directory,
  source,
  version,
  compiler,
}: ObserverCompilation): Promise<string | null> {
  using staging = makeStaging({ root: directory, path: '' })
  for (const [name, text] of source) writeFileSync(join(staging.path, name), text)
  const made = join(staging.path, KEPT.library)
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
  const tried = success
    ? await tryLibrary({ library: made, logs: join(staging.path, 'logs'), compiler })
    : { loader: null, failure: `the observer does not compile: ${firstError(all)}` }
  if (tried.loader === null) {
    if (!compiler.signal?.aborted) writeFileSync(join(directory, KEPT.failure), tried.failure)
    return tried.failure
  }
  // The library last: where it lies, it works.
  writeFileSync(join(staging.path, KEPT.loader), tried.loader)
  renameSync(join(staging.path, KEPT.loader), join(directory, KEPT.loader))
  renameSync(made, join(directory, KEPT.library))
  return null
}

interface Trial {
  readonly library: string
  readonly logs: string
  readonly compiler: Compiler
}

/** Whether Cargo and the compiler run with the library as without, and the compiler writes a log; by what it is loaded then. */
async function tryLibrary({
  library,
  logs,
  compiler,
}: Trial): Promise<{ loader: string } | { loader: null; failure: string }> {
  mkdirSync(logs)
  const added = observedEnvironment({ environment: compiler.env, library, directory: logs })
  for (const command of [compiler.command, 'cargo']) {
    const request = { ...compiler, command, args: ['-vV'], milliseconds: PATIENCE_MILLISECONDS }
    const without = await outputOf(request)
    const { all } = await outputOf({ ...request, env: { ...compiler.env, ...added } })
    if (all !== without.all)
      return failed(`${command} does not run with it: ${lastLine(all) || 'it ended without a word'}`)
  }
  const programs = readdirSync(logs).flatMap((name) => {
    const log = parseObserverLog(name, readRegularFile(join(logs, name)))
    return log !== null && log.gaps.length === 0 && isCompiler(log.program) ? [log.program] : []
  })
  const loader = programs.map(readProgramLoader).find((found) => found !== null)
  return loader ? { loader } : failed('the compiler does not load it: programs of this system may be static')
}

function failed(failure: string): { loader: null; failure: string } {
  return { loader: null, failure }
}

function firstError(output: string): string {
  return output.split('\n').find((line) => line.startsWith('error')) ?? lastLine(output)
}

function lastLine(output: string): string {
  return output.trim().split('\n').at(-1) ?? ''
}
