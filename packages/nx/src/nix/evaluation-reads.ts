import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { GENERATED_DIRECTORY } from '@nx-crane/crane'
import { readTextIfAny } from '@nx-crane/files'
import { ancestorsOf, childPath, TOOLCHAIN_FILES } from '@nx-crane/graph'
import type { EvaluatedCrate } from '@nx-crane/nix/cli'
import type { DiskProber, IsLeftOut } from './disk-probes'
import { HIDDEN_SETTINGS } from './hidden-settings'
import { nixPathLiterals } from './nix-path-literals'

/** What of the disk an evaluation may have read. */
export interface EvaluationReads {
  readonly crates: readonly EvaluatedCrate[]
  /** Directories that take the place of inputs, absolute. */
  readonly overrides: readonly string[]
  /** Files of Nix's settings, absolute. */
  readonly settings: readonly string[]
}

/** Has everything looked at that an evaluation may have read: rather too much than too little. */
export function probeReads(prober: DiskProber, root: string, reads: EvaluationReads): void {
  const { crates, overrides, settings } = reads
  for (const { dir, extraFiles } of crates) {
    prober.add(dir)
    for (const file of extraFiles) prober.add(file)
  }
  const directories = crates.flatMap(({ dir, workspace }) => [dir, workspace])
  const above = new Set(['', ...directories, ...directories.flatMap(ancestorsOf)])
  // In a directory that was looked at as a whole they were seen, or seen not to be there.
  for (const dir of above)
    if (!prober.isListed(dir)) for (const name of SETTINGS) prober.add(childPath(dir, name))
  prober.add('.git/info/exclude')
  probeNixFiles(prober, root)
  // What is in the store does not change.
  const mutable = overrides.filter((directory) => !directory.startsWith('/nix/store/'))
  for (const path of [...mutable, ...settings]) prober.add(path)
}

/** Files that hold for crates below the directories they are in. */
const SETTINGS = [
  '.gitignore',
  'Cargo.toml',
  'Cargo.lock',
  ...TOOLCHAIN_FILES,
  // Its configuration may include other files.
  '.cargo',
  '.config/nextest.toml',
  'clippy.toml',
  '.clippy.toml',
  'rustfmt.toml',
  '.rustfmt.toml',
  'deny.toml',
  '.deny.toml',
]

/** The flake, all that lies in `nix`, and what those files say they read. */
function probeNixFiles(prober: DiskProber, root: string): void {
  const queue = ['flake.nix', 'flake.lock', 'nix']
  const seen = new Set(queue)
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    for (const file of prober.add(next)) {
      if (!file.endsWith('.nix') || file.startsWith(`${GENERATED_DIRECTORY}/`)) continue
      for (const path of nixPathLiterals(file, readTextIfAny(join(root, file)) ?? '')) {
        if (seen.has(path)) continue
        seen.add(path)
        queue.push(path)
      }
    }
  }
}

/** What the evaluation passes over (lib/crate-files.nix), and changes when nothing else does: what tools make. */
export function leftOut(root: string, crates: readonly EvaluatedCrate[]): IsLeftOut {
  const below = (name: string) => crates.map(({ dir }) => childPath(dir, name))
  const made = new Set(['pkg', 'dist/cargo', 'dist/doc'].flatMap(below))
  const mixed = new Set(below('dist'))
  const isMade = (path: string) =>
    made.has(path) ||
    (mixed.has(path) && namesIn(join(root, path)).every((name) => made.has(`${path}/${name}`)))
  return (path, name) => {
    if (path.startsWith('/')) return name === '.git'
    if (name.startsWith('.')) return !HIDDEN_SETTINGS.has(name)
    return name === 'node_modules' || name === 'target' || isMade(path)
  }
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory)
  } catch {
    return ['a file, which nobody makes']
  }
}
