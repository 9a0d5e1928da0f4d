import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'

/** The bytes of a module as it lies on a server's disk, and as it travels. */
export interface ModuleSizes {
  readonly raw: number
  readonly gzip: number
  readonly brotli: number
}

/** A WebAssembly module of a build. */
export interface MeasuredModule {
  /** As it is imported, with the glue where one package has several modules. */
  readonly name: string
  readonly digest: string
  readonly sizes: ModuleSizes
}

export function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Compressed as Vite does it for its own report. */
export async function sizesOf(bytes: Uint8Array): Promise<ModuleSizes> {
  const [zipped, brotli] = await Promise.all([promisify(gzip)(bytes), promisify(brotliCompress)(bytes)])
  return { raw: bytes.length, gzip: zipped.length, brotli: brotli.length }
}
