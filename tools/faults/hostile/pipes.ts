import { execFileSync } from 'node:child_process'
import { lstatSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { HostileWorld } from './hostile-repository'

/** Files that are read. A pipe that nobody writes to is never read to its end. */
const READ = [
  'nx.json', 'package.json', 'package-lock.json', 'Cargo.toml', 'Cargo.lock', '.gitignore', 'rust-toolchain.toml', 'rust-toolchain',
  '.cargo/config.toml', '.cargo/config', 'flake.nix', 'flake.lock', 'nix/overrides.nix', 'nix/nx-crane/crates.nix', 'turbo.json', 'pnpm-workspace.yaml',
  'crates/tool/Cargo.toml', 'crates/base/src/lib.rs', 'crates/base/build.rs', 'crates/tool/project.json', 'crates/shape/package.json', 'crates/shape/README.md',
  'packages/ui/package.json', 'packages/ui/tsconfig.json', 'packages/ui/src/index.ts', 'packages/ui/vite.config.ts', 'clippy.toml', 'rustfmt.toml', '.config/nextest.toml',
  'node_modules/.package-lock.json', 'node_modules/nx/package.json', 'node_modules/.cache/nx-crane/facts.json', 'crates/shape/.gitignore', '.nxignore', '.gitmodules',
  'crates/base/src/pipe', 'data/pipe', 'crates/base/Cargo.lock', 'tsconfig.json', 'tsconfig.base.json', '.npmrc', 'yarn.lock', 'pnpm-lock.yaml',
] as const // biome-ignore format: a table

export function pipes({ random, case: place, files, afterwards }: HostileWorld): string[] {
  return random.sample(READ, random.between(1, 2)).map((path) => {
    // Its directory has to be there.
    if (!files.has(path)) files.set(path, '')
    afterwards.push(() => {
      const pipe = join(place.root, path)
      if (!isPlainDirectory(place.root, dirname(path))) return
      rmSync(pipe, { recursive: true, force: true })
      execFileSync('mkfifo', [pipe])
    })
    return `mkfifo ${path}`
  })
}

/** No link on the way to it: an earlier one must not lead this program astray. */
function isPlainDirectory(root: string, path: string): boolean {
  const names = path.split('/')
  return names.every((_, depth) =>
    lstatSync(join(root, ...names.slice(0, depth + 1)), { throwIfNoEntry: false })?.isDirectory(),
  )
}
