import { existsSync } from 'node:fs'
import { isAbsolute, join, relative, resolve, sep } from 'node:path'
import {
  type BuiltPackages,
  type CompilerDiagnostic,
  WasmDevBuilder,
  writeDeclarations,
} from '@nx-crane/build'
import { messageOf, visible } from '@nx-crane/files'
import type { CrateId } from '@nx-crane/graph'
import type { ViteDevServer } from 'vite'
import { type BuildFault, faultOfBuild, faultOfError } from './build-fault'
import { DevPackage, type FailureReason } from './dev-package'
import type { BrowserGlue, PackageFile } from './locate-import'
import type { PackageUpdates } from './package-updates'
import type { Workspace } from './read-workspace'
import { ServedModules } from './traps/served-modules'
import { WatchedSources } from './watched-sources'

export interface ServedPackageRequest {
  readonly crate: CrateId
  readonly workspace: Workspace
  readonly server: ViteDevServer
  readonly watcher: ViteDevServer['watcher']
  readonly updates: PackageUpdates
  /** The modules that stand for its files with one of these glues. */
  facadesOf(glues: readonly BrowserGlue[]): readonly string[]
}

/** One package in a dev server: its builds, what is watched for it, and what is said about it. */
export class ServedPackage {
  readonly name: string
  /** All that it was built to. */
  readonly modules: ServedModules
  readonly #request: ServedPackageRequest
  readonly #builder: WasmDevBuilder
  readonly #package: DevPackage
  #workspace: Workspace
  #sources: WatchedSources
  #inputs: ReadonlySet<string> = new Set()
  /** Warnings of the last build, which cargo repeats for crates that did not change. */
  #warnings: ReadonlySet<string> = new Set()

  constructor(request: ServedPackageRequest) {
    const { crate, workspace } = request
    this.#request = request
    this.name = visible(workspace.graph.crate(crate)?.name ?? crate)
    this.#builder = new WasmDevBuilder({
      root: workspace.root,
      manifest: crate,
      ...outNameOf(crate, workspace),
    })
    this.modules = new ServedModules(this.#builder)
    this.#package = new DevPackage(this.#builder, {
      built: (build, glues) => this.#built(build, glues),
      failed: (reason) => this.#failed(reason),
      warned: (warnings) => this.#warned(warnings),
      begun: () => this.#logger.info(`${this.name}: building`, { timestamp: true }),
      noticed: (line) => this.#logger.info(line),
      finished: (milliseconds) =>
        this.#logger.info(`${this.name}: built in ${Math.round(milliseconds)} ms`, { timestamp: true }),
    })
    this.#workspace = workspace
    this.#sources = sourcesOf(request)
    this.#watch([...this.#sources.dirs, ...this.#sources.setupFiles])
  }

  /** Below it lie the packages of all builds. Null when that cannot be known; the build says why. */
  packagesDir(): Promise<string | null> {
    return this.#builder.packagesDir().catch(() => null)
  }

  /** The path of a file in the last good build, which is awaited where there is none. Throws what Vite shows. */
  async fileOf({ glue, name }: PackageFile): Promise<string> {
    await this.#package.ensure(glue)
    const dir = this.#package.good?.dirs.get(glue)
    const path = dir === undefined ? null : join(dir, name)
    const { failure } = this.#package
    const isUsable = failure === null || this.#request.updates.keepsGood
    if (isUsable && path !== null && existsSync(path)) return path.split(sep).join('/')
    const { payload } = failure
      ? this.#fault(failure)
      : { payload: { message: `${this.name}: wasm-bindgen did not write ${name}`, stack: '' } }
    throw Object.assign(new Error(payload.message), payload)
  }

  /** What the change of a file means; `readWorkspace` is called when the crates may be others now. */
  changed(path: string, readWorkspace: () => Workspace): void {
    const concern = this.#sources.concern(this.#inRepository(path), this.#inputs)
    if (concern === null) return
    if (concern === 'setup') {
      this.#workspace = readWorkspace()
      this.#sources = sourcesOf({ ...this.#request, workspace: this.#workspace })
      this.#watch([...this.#sources.dirs, ...this.#sources.setupFiles])
    }
    this.#package.changed({ setup: concern === 'setup' })
  }

  close(): void {
    this.#package.close()
  }

  #built(build: BuiltPackages, glues: readonly BrowserGlue[]): void {
    const { inputs } = build
    const paths = inputs.map((path) => this.#inRepository(path))
    this.#watch(paths.filter((path) => !this.#inputs.has(path) && !this.#sources.covers(path)))
    this.#inputs = new Set(paths)
    const { updates, crate, facadesOf } = this.#request
    updates.built(crate, facadesOf(glues)).catch((error: unknown) => this.#logger.error(messageOf(error)))
    this.#declare(build).catch((error: unknown) =>
      this.#logger.warn(`${this.name}: its types could not be written: ${messageOf(error)}`),
    )
  }

  /** Editors read the types where the package for production lies. */
  async #declare({ dirs }: BuiltPackages): Promise<void> {
    const { root, wasmPackages } = this.#workspace
    for (const { crate, dir, outDir, outName, places } of wasmPackages) {
      if (crate !== this.#request.crate) continue
      const target = { root, path: join(dir, outDir) }
      writeDeclarations({ dirs, library: outName, places, target })
    }
  }

  #failed(reason: FailureReason): void {
    const { text, payload } = this.#fault(reason)
    const { updates, crate, facadesOf } = this.#request
    // Else whoever loads the package says it.
    if (updates.keepsGood) this.#logger.error(`\n${text}\n`, { timestamp: true })
    const hasGood = this.#package.good !== null
    updates.failed(crate, facadesOf(['bundler', 'web']), { error: payload, hasGood })
  }

  #fault(reason: FailureReason): BuildFault {
    return reason.status === 'failed'
      ? faultOfBuild(this.name, reason)
      : faultOfError(this.name, reason.error)
  }

  #warned(warnings: readonly CompilerDiagnostic[]): void {
    const texts = new Set(warnings.map(({ rendered }) => rendered))
    for (const text of texts) if (!this.#warnings.has(text)) this.#logger.warn(`\n${text}\n`)
    this.#warnings = texts
  }

  #watch(paths: readonly string[]): void {
    const { watcher, workspace } = this.#request
    watcher.add(paths.map((path) => resolve(workspace.root, path)))
  }

  /** Relative to the repository; what lies outside stays absolute. */
  #inRepository(path: string): string {
    const inside = relative(this.#request.workspace.root, path)
    const leaves = inside.startsWith('..') || isAbsolute(inside)
    return (leaves ? path : inside).split(sep).join('/')
  }

  get #logger() {
    return this.#request.server.config.logger
  }
}

/** What the files of a crate's package are called, where that is known. */
function outNameOf(crate: CrateId, { wasmPackages }: Workspace): { outName?: string } {
  const found = wasmPackages.find((each) => each.crate === crate)
  return found ? { outName: found.outName } : {}
}

function sourcesOf({ crate, workspace }: ServedPackageRequest): WatchedSources {
  return new WatchedSources({ ...workspace, crate })
}
