import { existsSync } from 'node:fs'
import { MOST_BUILT_BYTES, readRegularFile } from '@nx-crane/files'
import type { PackageFile } from './locate-import'
import { digestOf, type MeasuredModule, type ModuleSizes, sizesOf } from './module-sizes'
import { nameOf } from './wasm-package'

/** The WebAssembly modules that pages of a build load. */
export class BundledModules {
  /** By path. */
  readonly #modules = new Map<string, { readonly file: PackageFile; readonly inWorker: boolean }>()
  /** By digest: compressing takes long, and glue of several kinds has the same module. */
  readonly #sizes = new Map<string, Promise<ModuleSizes>>()

  /** Called when one is loaded; in a watched build that is not again as long as it stays what it is. */
  add(path: string, module: { readonly file: PackageFile; readonly inWorker: boolean }): void {
    this.#modules.set(path, module)
  }

  /**
   * Those that are there, sorted by name.
   *
   * @param isBundled whether a module is in the build still; what workers load is in bundles of their own
   */
  async measure(isBundled: (path: string) => boolean): Promise<MeasuredModule[]> {
    const current = [...this.#modules].filter(
      ([path, { inWorker }]) => (inWorker || isBundled(path)) && existsSync(path),
    )
    const measured = await Promise.all(current.map(([path, { file }]) => this.#measure(path, file)))
    const byName = new Map<string, MeasuredModule>()
    for (const { file, ...each } of measured) {
      const plain = nameOf(file.package)
      const isOther = byName.has(plain) && byName.get(plain)?.digest !== each.digest
      const name = isOther ? `${plain} (${file.glue})` : plain
      byName.set(name, { name, ...each })
    }
    return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
  }

  async #measure(path: string, file: PackageFile) {
    const bytes = readRegularFile(path, { maxBytes: MOST_BUILT_BYTES })
    const digest = digestOf(bytes)
    const sizes = this.#sizes.get(digest) ?? sizesOf(bytes)
    this.#sizes.set(digest, sizes)
    return { file, digest, sizes: await sizes }
  }
}
