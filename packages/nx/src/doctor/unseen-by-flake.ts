import { GENERATED_DIRECTORY } from '@nx-crane/crane'
import { parentDir, TOOLCHAIN_FILES } from '@nx-crane/graph'
import { HIDDEN_SETTINGS } from '../nix/hidden-settings'
import type { DoctorFacts } from './facts'

/** Of the files that Git does not track those that belong to the flake, to a Cargo workspace or to a crate. */
export function unseenByFlake({ git, workspace }: DoctorFacts): string[] {
  const crateDirs = new Set(workspace.crates.map(({ dir }) => dir))
  const workspaceDirs = new Set(workspace.workspaces.map(({ dir }) => dir))
  const counts = (path: string): boolean => {
    if (/^flake\.(nix|lock)$/.test(path) || path.startsWith(`${GENERATED_DIRECTORY}/`)) return true
    if (path === 'nix/overrides.nix') return true
    if (path.split('/').some((name) => name.startsWith('.') && !HIDDEN_SETTINGS.has(name))) return false
    const name = path.slice(path.lastIndexOf('/') + 1)
    if (workspaceDirs.has(parentDir(path)) && WORKSPACE_FILES.has(name)) return true
    return name !== 'Cargo.lock' && crateAround(path, crateDirs) !== null && !BESIDE.test(path)
  }
  return git.untracked.filter(counts).sort()
}

const WORKSPACE_FILES = new Set(['Cargo.toml', 'Cargo.lock', ...TOOLCHAIN_FILES])

/** What a crate is not built from, and what is not its own: see lib/crate-files.nix. */
const BESIDE = /(?:^|\/)(?:node_modules|target|pkg|dist|docs)\/|\.md$/

/** The directory of the crate in which the path lies; a crate in the root has only its conventional directories. */
function crateAround(path: string, crateDirs: ReadonlySet<string>): string | null {
  for (let dir = parentDir(path); ; dir = parentDir(dir)) {
    if (dir === '') return crateDirs.has('') && /^(?:src\/|build\.rs$)/.test(path) ? '' : null
    if (crateDirs.has(dir)) return dir
  }
}

const FEW = 3

/** The files where they are few, else the directories they lie in. */
export function abbreviated(paths: readonly string[]): string[] {
  if (paths.length <= FEW) return [...paths]
  return [...new Set(paths.map((path) => parentDir(path) || path))].sort()
}
