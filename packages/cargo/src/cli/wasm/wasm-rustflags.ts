import { join } from 'node:path'
import { CargoError } from '../../cargo-error'
import { cargoHome, readConfigs } from '../../config/read-configs'
import { configuredRustflags } from '../../wasm/configured-rustflags'
import { PATIENCE_MILLISECONDS } from '../ask-program'
import { withoutColour } from '../terminal-colour'
import { outputOf } from './output-of'
import { WASM_TARGET, type WasmToolchain } from './wasm-toolchain'

export interface RustflagsRequest {
  readonly rustc: RustcDescription
  readonly crateDir: string
  /** Absolute: the repository, and within it or beside it the Cargo workspace and its target directory. */
  readonly root: string
  readonly workspaceDir: string
  readonly targetDir: string
}

/** What a rustc says of itself and of its wasm target. */
export interface RustcDescription {
  /** As in `cfg(…)`, a line each. */
  readonly cfg: readonly string[]
  readonly sysroot: string
  readonly commit: string
}

/**
 * The flags of the user's configuration, and those that keep this machine's directories out of the module: panic
 * messages name source files, and the same sources must give the same bytes in every clone.
 */
export function wasmRustflags(request: RustflagsRequest): string[] {
  const { cfg, sysroot, commit } = request.rustc
  // Cargo itself says what it refuses.
  const tables = readConfigs(request.crateDir, request.root, process.env).files.map(({ table }) => table)
  const configured = configuredRustflags({
    env: process.env,
    configs: tables.toReversed(),
    targetTriple: WASM_TARGET,
    cfg,
  })
  const prefixes = [
    ...remappedPrefixes(request),
    [join(sysroot, 'lib', 'rustlib', 'src', 'rust'), `/rustc/${commit}`],
  ]
  return [...configured, ...prefixes.map(([from, to]) => `--remap-path-prefix=${from}=${to}`)]
}

/** Directories and what stands for them. rustc takes the last that fits: the target directory lies within the workspace, and that within the repository. */
export function remappedPrefixes(
  request: Pick<RustflagsRequest, 'root' | 'workspaceDir' | 'targetDir'>,
): readonly (readonly [directory: string, written: string])[] {
  return [
    [request.root, '/repository'],
    [request.workspaceDir, '/workspace'],
    [cargoHome(process.env), '/cargo'],
    [request.targetDir, '/target'],
  ]
}

/** Where a file is that the compiler names with such a stand-in. */
export function unmappedPath(file: string, prefixes: ReturnType<typeof remappedPrefixes>): string {
  const found = prefixes.find(([, written]) => file.startsWith(`${written}/`))
  return found ? `${found[0]}${file.slice(found[1].length)}` : file
}

export async function describeRustc(
  toolchain: WasmToolchain,
  crateDir: string,
  signal?: AbortSignal,
): Promise<RustcDescription> {
  const run = (args: readonly string[]) =>
    outputOf({
      command: toolchain.rustc,
      args,
      cwd: crateDir,
      env: { ...process.env, ...toolchain.env },
      signal,
      milliseconds: PATIENCE_MILLISECONDS,
    })
  const [printed, version] = await Promise.all([
    run(['--print', 'sysroot', '--print', 'cfg', '--target', WASM_TARGET]),
    run(['-vV']),
  ])
  if (!printed.success || !version.success) {
    throw new CargoError('RUSTC_FAILED', {
      message: `${toolchain.rustc} cannot describe ${WASM_TARGET}:\n${withoutColour(`${printed.all}\n${version.all}`)}`,
      hint: 'check the installation with `rustc -vV`',
    })
  }
  const [sysroot = '', ...cfg] = printed.stdout.split('\n')
  return { sysroot, cfg, commit: /^commit-hash: (\S+)/m.exec(version.stdout)?.[1] ?? 'unknown' }
}
