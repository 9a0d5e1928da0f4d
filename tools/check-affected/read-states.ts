import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { runEnvironment } from '../check-keys/run-environment'
import { installCompiler } from '../check-keys/stand-in-compiler'
import { bundleNxProgram } from '../kit/bundled-program'
import { type NxVersion, nodeModulesOf } from '../kit/nx-template'
import { runProgram } from '../kit/run-program'
import type { SandboxedNix } from '../sandboxed-nix/sandboxed-nix'
import { nixEnvironment } from './nix-flake'
import { printedTasks } from './printed-tasks'
import type { RandomHistory } from './random-history'
import type { CommitState } from './selection'

export interface StatesOptions {
  readonly version: NxVersion
  /** Directory of the packed plugin. */
  readonly plugin: string
  /** From {@link bundleProgram}. */
  readonly program: string
  /** Whether `nx-crane affected` is asked too: it prints the same for each Nx. */
  readonly asksCommand: boolean
  /** That builds the crates; cargo does where it is null. */
  readonly nix: SandboxedNix | null
}

/** What Nx of one version makes of each commit of a history, all in one process. */
export async function readStates(
  { root, commits, environment }: RandomHistory,
  { version, plugin, program, asksCommand, nix }: StatesOptions,
): Promise<CommitState[]> {
  await linkModules(root, { version, plugin })
  const tools = `${root}.tools`
  installCompiler(tools)
  const output = join(tools, 'states.json')
  rmSync(output, { force: true })
  const own = { ...programEnvironment(tools, version), ...environment }
  const env = nix === null ? own : nixEnvironment(nix, own)
  await runProgram(process.execPath, [program, output, ...commits.map(({ revision }) => revision)], {
    cwd: root,
    env,
  })
  const states = JSON.parse(readFileSync(output, 'utf8')) as CommitState[]
  return asksCommand ? withPrinted(root, states, env) : states
}

async function withPrinted(
  root: string,
  states: readonly CommitState[],
  env: NodeJS.ProcessEnv,
): Promise<CommitState[]> {
  const asked: CommitState[] = []
  for (const [index, state] of states.entries()) {
    const base = states[index - 1]?.revision
    const printed = base === undefined ? null : await printedTasks(root, { base, head: state.revision, env })
    asked.push({ ...state, printed })
  }
  return asked
}

/** The program that runs in the repository, in one file. */
export function bundleProgram(scratch: string): string {
  return bundleNxProgram(join(__dirname, 'selection-program.ts'), scratch)
}

async function linkModules(
  root: string,
  { version, plugin }: Pick<StatesOptions, 'version' | 'plugin'>,
): Promise<void> {
  const installed = await nodeModulesOf(version)
  const modules = join(root, 'node_modules')
  rmSync(modules, { recursive: true, force: true })
  mkdirSync(modules)
  for (const name of readdirSync(installed)) {
    if (!name.startsWith('.')) symlinkSync(join(installed, name), join(modules, name))
  }
  cpSync(plugin, join(modules, 'nx-crane'), { recursive: true })
}

/** Each version has data of its own. */
function programEnvironment(tools: string, version: string): NodeJS.ProcessEnv {
  return {
    ...runEnvironment(tools),
    NX_LOAD_DOT_ENV_FILES: 'true',
    NX_CACHE_DIRECTORY: join(tools, `nx-cache-${version}`),
    NX_WORKSPACE_DATA_DIRECTORY: join(tools, `nx-workspace-data-${version}`),
  }
}
