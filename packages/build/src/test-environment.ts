import { delimiter, dirname, join } from 'node:path'
import { firstOnPath } from '@nx-crane/keys/cli'
import type { CargoPackage } from './cargo-metadata'
import type { PackageLog } from './compile-log'
import { runProcess } from './run-process'

/** Where the dynamic libraries of Rust itself are; macros and their tests are linked against them. */
export interface RustLibraries {
  readonly directories: readonly string[]
}

export async function readRustLibraries(cwd: string, targetTriple: string | null): Promise<RustLibraries> {
  const lines: string[] = []
  await runProcess({
    command: 'rustc',
    args: [
      '--print',
      'sysroot',
      '--print',
      'target-libdir',
      ...(targetTriple === null ? [] : ['--target', targetTriple]),
    ],
    cwd,
    onStdoutLine: (line) => lines.push(line),
  })
  const [sysroot, targetLibraries] = lines
  return {
    directories: [...(targetLibraries ? [targetLibraries] : []), ...(sysroot ? [join(sysroot, 'lib')] : [])],
  }
}

export interface TestExecutable {
  readonly executable: string
  readonly package: CargoPackage
  readonly log: PackageLog
  readonly linkedPaths: readonly string[]
  readonly libraries: RustLibraries
  /** That in which it is started. */
  readonly environment: NodeJS.ProcessEnv
}

/**
 * The environment variables that cargo sets for an executable it runs, added to our own: those of the package, of its
 * build script, and the search path of dynamic libraries.
 */
export function testEnvironment(test: TestExecutable): NodeJS.ProcessEnv {
  const script = test.log.buildScript
  const name = librarySearchPath()
  const deps = dirname(test.executable)
  // cargo searches where build scripts told the linker to look, its own output and then Rust's
  const directories = [
    ...test.linkedPaths,
    deps,
    dirname(deps),
    ...test.libraries.directories,
    ...(test.environment[name] ? [test.environment[name]] : []),
  ]
  return {
    CARGO: cargoPath(),
    ...packageVariables(test.package),
    ...binaryVariables(test.log),
    ...Object.fromEntries(script?.env ?? []),
    ...(script ? { OUT_DIR: script.out_dir } : {}),
    [name]: directories.join(delimiter),
  }
}

function packageVariables(from: CargoPackage): NodeJS.ProcessEnv {
  const [, major, minor, patch, pre] = /^(\d+)\.(\d+)\.(\d+)(?:-([^+]*))?/.exec(from.version) ?? []
  return {
    CARGO_MANIFEST_DIR: dirname(from.manifest_path),
    CARGO_MANIFEST_PATH: from.manifest_path,
    CARGO_PKG_NAME: from.name,
    CARGO_PKG_VERSION: from.version,
    CARGO_PKG_VERSION_MAJOR: major ?? '',
    CARGO_PKG_VERSION_MINOR: minor ?? '',
    CARGO_PKG_VERSION_PATCH: patch ?? '',
    CARGO_PKG_VERSION_PRE: pre ?? '',
    CARGO_PKG_AUTHORS: from.authors.join(':'),
    CARGO_PKG_DESCRIPTION: from.description ?? '',
    CARGO_PKG_HOMEPAGE: from.homepage ?? '',
    CARGO_PKG_REPOSITORY: from.repository ?? '',
    CARGO_PKG_LICENSE: from.license ?? '',
    CARGO_PKG_LICENSE_FILE: from.license_file ?? '',
    CARGO_PKG_README: from.readme ?? '',
    CARGO_PKG_RUST_VERSION: from.rust_version ?? '',
  }
}

/** Since cargo 1.94 the binaries are named to integration tests at run time too. */
function binaryVariables(log: PackageLog): NodeJS.ProcessEnv {
  const binaries = log.artifacts.filter(({ target, profile }) => target.kind.includes('bin') && !profile.test)
  return Object.fromEntries(
    binaries.flatMap(({ target, executable }) =>
      executable === null ? [] : [[`CARGO_BIN_EXE_${target.name}`, executable]],
    ),
  )
}

/** Tests start cargo by this; it is absolute, since they may change directory. */
function cargoPath(): string {
  return process.env.CARGO || (firstOnPath('cargo', process.cwd(), process.env) ?? 'cargo')
}

function librarySearchPath(): string {
  if (process.platform === 'win32') return 'PATH'
  return process.platform === 'darwin' ? 'DYLD_FALLBACK_LIBRARY_PATH' : 'LD_LIBRARY_PATH'
}
