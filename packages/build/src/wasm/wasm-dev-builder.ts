import { existsSync, statSync } from 'node:fs'
import { join, sep } from 'node:path'
import { MOST_BUILT_BYTES, makeStaging, readRegularFile } from '@nx-crane/files'
import type { WasmGlue } from '@nx-crane/graph'
import { wasmProfile } from '@nx-crane/graph'
import { withoutColour } from '@nx-crane/keys/cli'
import { parseDepInfo } from '../dep-info'
import { compileWasm } from './compile-wasm'
import type { CompilerDiagnostic } from './compiler-diagnostic'
import { type DebugModule, type MadePackage, makeDebugModule, moduleStamp } from './debug-module'
import { keepLonger, keepPackage } from './keep-package'
import { readLastPackage, writeLastPackage } from './last-package'
import { writeGlues } from './make-wasm-products'
import { lockedBindgen, prepareWasmBuild, readText, type WasmBuildSetup } from './prepare-wasm-build'

export interface WasmDevBuildRequest {
  readonly glues: readonly WasmGlue[]
  readonly signal: AbortSignal
  /** For what takes long and is not the crate itself: installing wasm-bindgen. */
  readonly onNotice: (line: string) => void
}

export type WasmDevBuild = BuiltPackages | FailedBuild | { readonly status: 'cancelled' }

export interface BuiltPackages {
  readonly status: 'built'
  /**
   * The directory of each glue that was asked for, the module in it. It is named by its content and never written
   * again: glue and module in it belong together for good.
   */
  readonly dirs: ReadonlyMap<WasmGlue, string>
  readonly warnings: readonly CompilerDiagnostic[]
  /** What the compiler read, absolute: files, and directories that a build script watches; not what builds wrote. */
  readonly inputs: readonly string[]
}

export interface FailedBuild {
  readonly status: 'failed'
  readonly errors: readonly CompilerDiagnostic[]
  /** What cargo or wasm-bindgen said where no error of the compiler tells it. */
  readonly log: string
}

export interface WasmDevCrate {
  readonly root: string
  readonly manifest: string
  readonly outName?: string
}

/**
 * Builds a crate again and again while it is edited: incrementally, in the dev profile, and without asking twice what
 * only manifests and installed tools decide. Its target directory is its own: no other build waits for it, or is waited for.
 */
export class WasmDevBuilder {
  readonly #root: string
  readonly #manifest: string
  readonly #outName: string | null
  #setup: Promise<WasmBuildSetup> | null = null
  #bindgen: { readonly lock: string | null; readonly tool: { program: string; version: string } } | null =
    null
  #last: { readonly stamp: string; readonly dirs: Map<WasmGlue, string> } | null = null
  /** By directory. Where several builds made the same package, what the last of them says of its lines is true. */
  readonly #made = new Map<string, MadePackage>()

  /** @param crate the repository, absolute, the crate's manifest relative to it, and what files are called, if not as the library */
  constructor({ root, manifest, outName }: WasmDevCrate) {
    this.#root = root
    this.#manifest = manifest
    this.#outName = outName ?? null
  }

  /** To be called when a manifest, the configuration or the toolchain file has changed. */
  forgetSetup(): void {
    this.#setup = null
    this.#bindgen = null
  }

  /** Where the packages go. Throws a `CargoError` like {@link build}. */
  async packagesDir(): Promise<string> {
    const { crate } = await this.#prepare(() => {})
    return join(this.#targetDir(crate.targetDir), 'nx-crane', 'packages', this.#outName ?? crate.library)
  }

  /** Throws a `CargoError` for what is missing on this machine or wrong with the manifest; what does not compile is a result. */
  async build({ glues, signal, onNotice }: WasmDevBuildRequest): Promise<WasmDevBuild> {
    const setup = await this.#prepare(onNotice)
    const { crate } = setup
    const targetDir = this.#targetDir(crate.targetDir)
    const diagnostics: CompilerDiagnostic[] = []
    const lines: string[] = []
    const onOutput = (line: string) => void lines.push(withoutColour(line))
    const module = await compileWasm({
      ...{ setup, targetDir, profile: 'dev', args: [], signal, onOutput },
      onDiagnostic: (diagnostic) => void diagnostics.push(diagnostic),
    })
    if (signal.aborted) return { status: 'cancelled' }
    const errors = diagnostics.filter(({ level }) => level === 'error')
    if (module === null) return { status: 'failed', errors, log: lines.join('\n') }

    const bindgen = await this.#bindgenOf(setup, onNotice)
    const settings = wasmProfile(crate.metadata, 'dev')
    const outName = this.#outName ?? crate.library
    const stamp = moduleStamp(
      readRegularFile(module, { maxBytes: MOST_BUILT_BYTES }),
      settings,
      bindgen.version,
    )
    if (this.#last?.stamp !== stamp) this.#last = { stamp, dirs: new Map() }
    const { dirs } = this.#last
    const packages = await this.packagesDir()
    const scratch = { root: targetDir, path: 'nx-crane' }
    lines.length = 0
    const write = async (glue: WasmGlue): Promise<boolean> => {
      if (existsSync(dirs.get(glue) ?? '')) return true
      const last = readLastPackage({ packages, glue }, stamp)
      if (last !== null) {
        dirs.set(glue, last)
        keepLonger(last)
        return true
      }
      using home = makeStaging(scratch)
      const staging = home.path
      const places = [{ glue, dir: '' }]
      const isWritten = await writeGlues({
        ...{ module, staging, crate, outName, places, settings, bindgen, signal, onOutput },
      })
      if (!isWritten) return false
      const dir = keepPackage(staging, { root: targetDir, path: packages })
      dirs.set(glue, dir)
      writeLastPackage({ packages, glue }, stamp, dir)
      return true
    }
    const written = await Promise.all(glues.map(write))
    if (signal.aborted) return { status: 'cancelled' }
    const compiledAt = statSync(module).mtimeMs
    for (const [glue, dir] of dirs) {
      this.#made.set(dir, {
        ...{ glue, outName, compiled: module, compiledAt, stamp, setup, settings, bindgen, scratch },
      })
    }
    if (written.includes(false)) return { status: 'failed', errors, log: lines.join('\n') }
    const read = parseDepInfo(readText(module.replace(/\.wasm$/, '.d')) ?? '')
    const inputs = read.filter((path) => !path.startsWith(join(crate.targetDir, sep)))
    const warnings = diagnostics.filter(({ level }) => level === 'warning')
    return { status: 'built', dirs: new Map(dirs), warnings, inputs }
  }

  /** All packages that {@link build} has returned, by directory. */
  get made(): ReadonlyMap<string, Pick<MadePackage, 'stamp' | 'compiledAt'>> {
    return this.#made
  }

  /** The module of such a package with its debug information. */
  async debugModule(dir: string): Promise<DebugModule> {
    const made = this.#made.get(dir)
    return made ? makeDebugModule(made) : { status: 'replaced' }
  }

  #targetDir(target: string): string {
    return join(target, 'wasm-dev')
  }

  /** Not cancelled with the build that asks first: the next one needs it as well. */
  async #prepare(onNotice: (line: string) => void): Promise<WasmBuildSetup> {
    this.#setup ??= prepareWasmBuild({ root: this.#root, manifest: this.#manifest, onOutput: onNotice })
    try {
      return await this.#setup
    } catch (error) {
      this.#setup = null
      throw error
    }
  }

  async #bindgenOf(setup: WasmBuildSetup, onNotice: (line: string) => void) {
    const lock = readText(join(setup.crate.workspaceDir, 'Cargo.lock'))
    if (this.#bindgen === null || this.#bindgen.lock !== lock) {
      this.#bindgen = { lock, tool: await lockedBindgen(setup, { onOutput: onNotice }) }
    }
    return this.#bindgen.tool
  }
}
