import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { CargoError } from '../../cargo-error'
import { moduleFiles, WASM_GLUES } from '../../wasm/package-layout'
import { listFiles } from './write-package'

export interface SharedDirectory {
  /** What was built, in a tree of its own. It is gone afterwards. */
  readonly staged: string
  readonly target: string
  readonly outName: string
  /** Directories of the target that have glue. */
  readonly dirs: readonly string[]
}

/**
 * Puts built files among others in a directory, each by rename, and removes those of an earlier build that are none any more.
 * Files that have their bytes already stay as they are. Returns whether anything changed.
 */
export function mergePackage({ staged, target, outName, dirs }: SharedDirectory): boolean {
  const built = listFiles(staged)
  const stale = dirs.flatMap((dir) => builtBefore(join(target, dir), outName).map((file) => join(dir, file)))
  const gone = stale.filter((file) => !built.includes(file.replaceAll('\\', '/')))
  for (const file of gone) rmSync(join(target, file))
  const changed = built.filter((file) => !hasBytesOf(join(target, file), join(staged, file)))
  for (const file of changed) {
    mkdirSync(dirname(join(target, file)), { recursive: true })
    renameSync(join(staged, file), join(target, file))
  }
  rmSync(staged, { recursive: true, force: true })
  return gone.length + changed.length > 0
}

/** Refuses to put a module's files in the place of others that have their names, but no module beside them. */
export function checkMergeable(
  { target, outName, dirs }: Omit<SharedDirectory, 'staged'>,
  manifest: string,
): void {
  for (const dir of dirs) {
    const there = builtBefore(join(target, dir), outName)
    const [other] = there
    if (
      other === undefined ||
      there.includes(`${outName}_bg.wasm`) ||
      there.every((file) => file.endsWith('.d.ts'))
    )
      continue
    throw new CargoError('NOT_A_WASM_PACKAGE', {
      file: manifest,
      message: `${join(target, dir, other)} is to be written by the build of the crate, but is a file that no build wrote`,
      hint: 'move it away, or choose other names by out-name or out-dir in [package.metadata.nx-crane.wasm]',
    })
  }
}

function builtBefore(dir: string, outName: string): string[] {
  const names = new Set(WASM_GLUES.flatMap((glue) => moduleFiles(glue, outName)))
  if (!existsSync(dir)) return []
  const files = readdirSync(dir).filter((name) => names.has(name))
  const snippets = join(dir, 'snippets')
  const isModule = files.includes(`${outName}_bg.wasm`) && existsSync(snippets)
  return [...files, ...(isModule ? listFiles(snippets).map((file) => `snippets/${file}`) : [])]
}

function hasBytesOf(file: string, other: string): boolean {
  return existsSync(file) && readFileSync(file).equals(readFileSync(other))
}
