import { hash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { CrateTaskKind } from '@nx-crane/graph'
import { runProgram } from '../../kit/run-program'
import { type CargoMessage, parseMessages } from './cargo-messages'
import { comparableOutput } from './comparable-output'
import type { CaseTask } from './crate-keys-of'
import { rebuildReasons } from './rebuild-reasons'
import type { ScratchWorkspace } from './scratch-workspace'
import { treeDigest } from './tree-digest'

/** What one run of a task did for its crate. */
export interface CargoRun {
  /** Why cargo compiled something or ran a build script, by the name of the crate; those that were fresh are not there. */
  readonly rebuilt: ReadonlyMap<string, readonly string[]>
  /** What came out, comparable with another run in the same place: by what it is. */
  readonly result: Readonly<Record<string, string>>
  /** Of rustfmt, a digest of the files that it looked at; cargo says more of the others. */
  readonly read: string
}

/** Runs a task by plain cargo in the workspace's target directory. A failure is a result like any other. */
export async function runCargo(workspace: ScratchWorkspace, { crate, kind }: CaseTask): Promise<CargoRun> {
  if (kind === 'format') return formatted(workspace, crate)
  const [command, ...args] = ARGUMENTS[kind]
  const { code, stdout, stderr } = await runProgram(
    'cargo',
    [command, '--manifest-path', crate.manifest, ...args],
    {
      cwd: workspace.root,
      env: { ...workspace.environment },
      mayFail: true,
      timeout: 120_000,
    },
  )
  const { messages, rest } = parseMessages(stdout)
  const own = messages.filter((message) => isOf(message, dirname(workspace.path(crate.manifest))))
  return {
    read: '',
    rebuilt: rebuildReasons(stderr),
    result: {
      code: String(code),
      ...(kind === 'test' ? { tests: comparableOutput(rest, workspace.base) } : {}),
      ...(kind === 'build' ? bytes(own) : {}),
      ...(kind === 'doc' ? pages(own, workspace) : {}),
      // What is said of a crate that does not compile is its result, and what is said beside that.
      said: own
        .flatMap(({ message }) => message?.rendered ?? [])
        .sort()
        .join(''),
      ...(code === 0 ? {} : { errors: errorsIn(stderr) }),
    },
  }
}

const COMMON = ['--verbose', '--message-format=json']
const ARGUMENTS: Readonly<Record<Exclude<CrateTaskKind, 'format'>, readonly [string, ...string[]]>> = {
  build: ['build', ...COMMON],
  // What tests print says what they read, where they do not fail for it.
  test: ['test', '--no-fail-fast', ...COMMON, '--', '--nocapture', '--test-threads=1'],
  lint: ['clippy', '--all-targets', ...COMMON],
  doc: ['doc', '--no-deps', ...COMMON],
}

async function formatted(workspace: ScratchWorkspace, { manifest }: CaseTask['crate']): Promise<CargoRun> {
  const args = ['fmt', '--manifest-path', manifest, '--', '--check', '--verbose']
  const { code, stdout, stderr } = await runProgram('cargo', args, {
    cwd: workspace.root,
    env: { ...workspace.environment },
    mayFail: true,
    timeout: 60_000,
  })
  const lines = stdout.split('\n')
  const files = lines.flatMap((line) => LOOKED_AT.exec(line)?.[1] ?? [])
  return {
    read: hash('sha256', files.map((file) => readFileSync(file, 'utf8')).join('\0')),
    rebuilt: new Map(),
    result: {
      code: String(code),
      differences: lines.filter((line) => !/^(?:Formatting|Using|Spent) /.test(line)).join('\n'),
      said: stderr,
    },
  }
}

const LOOKED_AT = /^(?:Formatting|Using rustfmt config file (?:at )?)\s*(\/.*?)(?: for \/.*)?$/

function isOf({ manifest_path: manifest }: CargoMessage, directory: string): boolean {
  return manifest !== undefined && dirname(manifest) === directory
}

/** Of what the crate is built into; a build script shows in that. */
function bytes(messages: readonly CargoMessage[]): Record<string, string> {
  const files = messages
    .filter(({ target }) => target && !target.kind.includes('custom-build'))
    .flatMap(({ filenames }) => filenames ?? [])
  return Object.fromEntries(
    files
      .filter((file) => existsSync(file))
      .map((file) => [
        `bytes of ${file.slice(file.lastIndexOf('/') + 1)}`,
        hash('sha256', readFileSync(file)),
      ]),
  )
}

function pages(messages: readonly CargoMessage[], { root }: ScratchWorkspace): Record<string, string> {
  const directories = messages
    .flatMap(({ filenames }) => filenames ?? [])
    .filter((file) => file.endsWith('/index.html'))
    .map((file) => dirname(file))
  return Object.fromEntries(
    directories
      .filter((directory) => existsSync(directory))
      .map((directory) => [
        `pages in ${directory.slice(join(root, 'target').length + 1)}`,
        treeDigest(directory),
      ]),
  )
}

/** Without what cargo did. */
function errorsIn(stderr: string): string {
  return stderr
    .split('\n')
    .filter((line) => /^(?:error|Caused by| {2})\b/.test(line))
    .join('\n')
}
