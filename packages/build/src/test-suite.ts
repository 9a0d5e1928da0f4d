import { dirname } from 'node:path'
import { CargoError } from '@nx-crane/graph'
import { printsColour } from '@nx-crane/keys/cli'
import { packageSpecification } from './cargo-metadata'
import { ownArgs, settingsArgs, trailingArgs } from './cargo-settings'
import type { PackageLog } from './compile-log'
import { configuresRunner } from './configured-runner'
import type { BatchContext, CrateGroup, GroupMember } from './crate-group'
import { cargoEnvironment } from './run-cargo'
import { runProcess } from './run-process'
import { type RustLibraries, readRustLibraries, testEnvironment } from './test-environment'

export interface SuiteRun {
  readonly member: GroupMember
  readonly log: PackageLog
  /** Where the build scripts of all packages put libraries to link against. */
  readonly linkedPaths: readonly string[]
  readonly group: CrateGroup
  readonly context: BatchContext
}

export interface SuiteResult {
  readonly success: boolean
  readonly output: string
}

export type TestSuite = (run: SuiteRun) => Promise<SuiteResult>

/** How the tests of one crate of this group are run once they are compiled: by nextest, by ourselves or by cargo. */
export async function testSuiteOf(group: CrateGroup, context: BatchContext): Promise<TestSuite> {
  if (await usesNextest(group, context)) return inTurn(runNextest)
  // what cargo runs the executables with, or a choice of tests, is left to cargo
  if (ownArgs(group.settings).length > 0 || configuresRunner(dirname(group.workspace))) {
    return inTurn(runCargoTest)
  }
  const libraries = await readRustLibraries(dirname(group.workspace), group.settings.targetTriple)
  return (run) => runExecutables(run, libraries)
}

async function usesNextest(group: CrateGroup, { signal }: BatchContext): Promise<boolean> {
  if (group.testRunner === 'cargo') return false
  const { code } = await runProcess({
    command: 'cargo',
    args: ['nextest', '--version'],
    cwd: dirname(group.workspace),
    signal,
  })
  if (code !== 0 && group.testRunner === 'nextest') {
    throw new CargoError('MISSING_NEXTEST', {
      message: 'the option "testRunner" is "nextest", but cargo-nextest is not installed',
      hint: 'run `cargo install cargo-nextest --locked`, or set "testRunner" to "auto" or "cargo"',
    })
  }
  return code === 0
}

/** nextest and cargo use all cores for one crate, so one at a time. */
function inTurn(suite: TestSuite): TestSuite {
  let last: Promise<unknown> = Promise.resolve()
  return (run) => {
    const next = last.then(() => suite(run))
    last = next.catch(() => {})
    return next
  }
}

async function runNextest(run: SuiteRun): Promise<SuiteResult> {
  const output = new CapturedOutput()
  const trailing = trailingArgs(run.group.settings)
  const tests = await output.capture(run, 'cargo', [
    'nextest',
    'run',
    '--no-fail-fast',
    '--no-tests',
    'pass',
    ...crateArgs(run.member, run.group).map((arg) => (arg === '--profile' ? '--cargo-profile' : arg)),
    ...(trailing.length > 0 ? ['--', ...trailing] : []),
  ])
  const documentation = await runDocTests(run, output)
  return { success: tests && documentation, output: output.text }
}

async function runCargoTest(run: SuiteRun): Promise<SuiteResult> {
  const output = new CapturedOutput()
  const trailing = trailingArgs(run.group.settings)
  const success = await output.capture(run, 'cargo', [
    'test',
    '--no-fail-fast',
    ...crateArgs(run.member, run.group),
    ...(trailing.length > 0 ? ['--', ...trailing] : []),
  ])
  return { success, output: output.text }
}

async function runExecutables(run: SuiteRun, libraries: RustLibraries): Promise<SuiteResult> {
  const { member, log, group, linkedPaths } = run
  const output = new CapturedOutput()
  let success = true
  for (const { executable, target } of log.artifacts.filter(({ profile }) => profile.test)) {
    if (executable === null) continue
    output.add(`     Running ${target.kind.join()} ${target.name}`)
    const directory = dirname(member.package.manifest_path)
    const passed = await output.capture(run, executable, trailingArgs(group.settings), {
      cwd: directory,
      env: {
        ...testEnvironment({
          ...{ executable, package: member.package, log, libraries, linkedPaths },
          environment: { ...process.env, ...group.environment },
        }),
        ...run.context.observer?.environmentOf({ executable, directory }),
      },
    })
    success &&= passed
  }
  const documentation = await runDocTests(run, output)
  return { success: success && documentation, output: output.text }
}

async function runDocTests(run: SuiteRun, output: CapturedOutput): Promise<boolean> {
  if (!run.member.package.targets.some((each) => each.doctest === true)) return true
  const trailing = trailingArgs(run.group.settings)
  return output.capture(run, 'cargo', [
    'test',
    '--doc',
    '--no-fail-fast',
    ...crateArgs(run.member, run.group),
    ...(trailing.length > 0 ? ['--', ...trailing] : []),
  ])
}

/** The arguments that name one crate and its settings to `cargo test` and `cargo nextest run`. */
function crateArgs(member: GroupMember, group: CrateGroup): string[] {
  return [
    '--manifest-path',
    group.workspace,
    '--package',
    packageSpecification(member.package),
    ...settingsArgs(group.settings),
  ]
}

/** What the processes of one task print, in the order in which it comes. */
class CapturedOutput {
  #text = ''

  get text(): string {
    return this.#text
  }

  add(line: string): void {
    this.#text += `${line}\n`
  }

  async capture(
    { group, context }: SuiteRun,
    command: string,
    args: readonly string[],
    place?: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
  ): Promise<boolean> {
    const { code, signal } = await runProcess({
      command,
      args,
      cwd: place?.cwd ?? dirname(group.workspace),
      env: {
        ...cargoEnvironment(),
        ...(printsColour() ? { CLICOLOR_FORCE: '1' } : {}),
        ...group.environment,
        ...(place?.env ?? context.observer?.environment),
      },
      signal: context.signal,
      onStdoutLine: (line) => this.add(line),
      onStderrLine: (line) => this.add(line),
    })
    if (signal !== null) this.add(`error: ${command} was killed by ${signal}`)
    else if (code !== 0) this.add(`error: ${command} exited with code ${code}`)
    return code === 0
  }
}
