import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildWasmPackage, type WasmBuildRequest, type WasmBuildResult } from '../src/wasm/build-wasm-package'
import { listFiles } from '../src/wasm/write-package'

/** A copy of the fixture workspace `wasm-packages` in a temporary directory, for tests that really build. */
export class WasmFixture implements Disposable {
  readonly root: string

  constructor(name = 'nx-crane wasm-') {
    this.root = realpathSync(mkdtempSync(join(tmpdir(), name)))
    cpSync(join(__dirname, '../../graph/fixtures/wasm-packages'), this.root, { recursive: true })
  }

  build(crate: string, request: Partial<WasmBuildRequest> = {}): Promise<WasmBuildResult> {
    return buildWasmPackage({
      root: this.root,
      manifest: `crates/${crate}/Cargo.toml`,
      profile: 'release',
      outDir: 'pkg',
      glues: null,
      cargoArgs: [],
      ...request,
    })
  }

  path(...segments: string[]): string {
    return join(this.root, ...segments)
  }

  read(...segments: string[]): string {
    return readFileSync(this.path(...segments), 'utf8')
  }

  edit(path: string, change: (text: string) => string): void {
    writeFileSync(this.path(path), change(this.read(path)))
  }

  /** The time of each file of a package, to see which were written. */
  times(...segments: string[]): Record<string, number> {
    const dir = this.path(...segments)
    return Object.fromEntries(listFiles(dir).map((file) => [file, statSync(join(dir, file)).mtimeMs]))
  }

  [Symbol.dispose](): void {
    rmSync(this.root, { recursive: true, force: true })
  }
}
