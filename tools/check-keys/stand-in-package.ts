import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'

/**
 * Writes a WebAssembly package whose every byte follows from the crate's key, so that it changes exactly when the key
 * does. A compiler would write the same bytes more often: nothing is a hit here that would not be one with it.
 */
export function writeStandInPackage(crateDirectory: string, key: string): void {
  const name = basename(crateDirectory).replaceAll('-', '_')
  const digest = digestOf(key)
  writeFiles(join(crateDirectory, 'pkg'), {
    [`${name}_bg.wasm`]: `\0asm ${digest}`,
    [`${name}.js`]: `export const digest = '${digest}'\n`,
    [`${name}.d.ts`]: `export declare const digest: '${digest}'\n`,
  })
}

/** The same for what a build of a TypeScript package writes, by what went into it. */
export function writeStandInBuild(packageDirectory: string, inputs: Readonly<Record<string, string>>): void {
  const digest = digestOf(JSON.stringify(Object.entries(inputs).sort()))
  writeFiles(join(packageDirectory, 'dist'), {
    'index.js': `export const digest = '${digest}'\n`,
    'index.d.ts': `export declare const digest: '${digest}'\n`,
  })
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function writeFiles(directory: string, files: Readonly<Record<string, string>>): void {
  mkdirSync(directory, { recursive: true })
  for (const [name, text] of Object.entries(files)) {
    const file = join(directory, name)
    if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text)
  }
}
