import { basename, dirname } from 'node:path'
import type { ObservedRole } from './observation'
import type { ObserverLog } from './parse-observer-log'

/** What a process that Cargo started is for. */
export interface ObservedProcess {
  readonly role: ObservedRole
  readonly manifestDirectory: string | null
  readonly crateName: string | null
  readonly crateType: string | null
  readonly isTest: boolean
  /** Something that was to run, and was not seen. */
  readonly gap: string | null
}

/** @param logs of the process itself, first, and of all that it started */
export function describeProcess(logs: readonly [ObserverLog, ...ObserverLog[]]): ObservedProcess {
  const [root] = logs
  const common = {
    manifestDirectory: root.variables.get('CARGO_MANIFEST_DIR') ?? null,
    crateName: null,
    crateType: null,
    isTest: false,
    gap: null,
  }
  if (isBuildScript(root)) return { ...common, role: 'script', crateName: crateNameOf(root) }
  if (root.variables.has('CARGO_CRATE_NAME')) return { ...common, ...describeCompilation(logs) }
  if (common.manifestDirectory === null || isCompiler(root.program)) return { ...common, role: 'other' }
  return { ...common, role: 'test', crateName: crateNameOf(root), isTest: true }
}

/** Cargo sets all of these for build scripts only. */
function isBuildScript({ variables }: ObserverLog): boolean {
  return (
    !variables.has('CARGO_CRATE_NAME') &&
    ['OUT_DIR', 'TARGET', 'HOST', 'NUM_JOBS'].every((name) => variables.has(name))
  )
}

function describeCompilation(
  logs: readonly [ObserverLog, ...ObserverLog[]],
): Omit<ObservedProcess, 'manifestDirectory'> {
  const crateName = logs[0].variables.get('CARGO_CRATE_NAME') ?? null
  const compiler = logs.find(
    (log) => isCompiler(log.program) && argumentAfter(log, '--crate-name') === crateName,
  )
  const from = compiler ?? logs[0]
  return {
    role: basename(from.program) === 'rustdoc' ? 'rustdoc' : 'rustc',
    crateName,
    crateType: argumentAfter(from, '--crate-type'),
    isTest: from.arguments.includes('--test'),
    gap: compiler ? null : `${logs[0].program} was to start a compiler, and none was seen`,
  }
}

/** Whether a program is rustc itself, or something that has it inside. */
export function isCompiler(program: string): boolean {
  return ['rustc', 'clippy-driver', 'rustdoc'].includes(basename(program))
}

/** The directory of the toolchain that a compiler belongs to. */
export function sysrootOf(compiler: string): string {
  return dirname(dirname(compiler))
}

function argumentAfter({ arguments: all }: ObserverLog, name: string): string | null {
  const at = all.indexOf(name)
  if (at !== -1) return all[at + 1] ?? null
  return all.find((argument) => argument.startsWith(`${name}=`))?.slice(name.length + 1) ?? null
}

/** As Cargo names executables: `target/debug/deps/name-0123456789abcdef`, which a runner may have been given. */
function crateNameOf({ program, arguments: all }: ObserverLog): string | null {
  return executableName([program, ...all].find((path) => HASHED.test(path)) ?? program)
}

/** The name of the target that Cargo made an executable of, as rustc spells it. */
export function executableName(path: string): string {
  return basename(path).replace(HASHED, '').replaceAll('-', '_')
}

const HASHED = /-[0-9a-f]{16}$/
