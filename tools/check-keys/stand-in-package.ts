import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'

/**
 * Writes a WebAssembly package whose every byte follows from the crate's key, so that it changes exactly when the key
 * does. A compiler would write the same bytes more often: nothing is a hit here that would not be one with it.
 */
export function writeStandInPackage(crateDirectory: string, key: string): void {
  const directory = join(crateDirectory, 'pkg')
  mkdirSync(directory, { recursive: true })
  const name = basename(crateDirectory).replaceAll('-', '_')
  const digest = createHash('sha256').update(key).digest('hex')
  const files: Readonly<Record<string, string>> = {
    [`${name}_bg.wasm`]: `\0asm ${digest}`,
    [`${name}.js`]: `export const digest = '${digest}'\n`,
    [`${name}.d.ts`]: `export declare const digest: '${digest}'\n`,
  }
  for (const [file, text] of Object.entries(files)) writeFileSync(join(directory, file), text)
}
