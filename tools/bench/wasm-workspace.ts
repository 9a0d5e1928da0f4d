import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const REPOSITORY = resolve(__dirname, '../..')

/** The source of the wasm crate. */
const SOURCE = 'crates/counter/src/lib.rs'

/** The app's page shows what the wasm crate returns in the element of this id. */
export const REVISION_ID = 'revision'

/** A copy of a small workspace in `root`: a page that shows what a wasm crate returns. Returns `root`. */
export function copyWasmWorkspace(root: string): string {
  cpSync(join(REPOSITORY, 'tools/check-vite/fixtures/counter'), root, { recursive: true })
  return root
}

/** Saves a source of the wasm crate in which `revision()` returns another number. */
export function saveRevision(root: string, revision: number): void {
  const file = join(root, SOURCE)
  const text = readFileSync(file, 'utf8')
  const edited = text.replace(/(fn revision\(\) -> u32 \{\s+)\d+/, `$1${revision}`)
  if (edited === text) throw new Error(`${file} returns ${revision} already`)
  writeFileSync(file, edited)
}
