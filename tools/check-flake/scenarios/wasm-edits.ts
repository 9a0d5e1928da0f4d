import type { Checks } from '../../kit/checks'
import type { RepositoryCopy } from '../../sandboxed-nix/repository-copy'
import type { Surroundings } from '../scenario'

/** Each edit of the example, and what of its wasm crate it concerns: the build that goes into `pkg`, the npm package. */
const EDITS: readonly (readonly [string, string, (text: string) => string, readonly string[]])[] = [
  ['a crate that it uses', 'apps/atlas-noise/src/lib.rs', comment, ['wasm', 'npm']],
  ['a crate that it does not use', 'apps/atlas-cli/src/main.rs', comment, []],
  [
    'what the committed package.json says of the package',
    'apps/atlas-wasm/package.json',
    (text) => text.replace('"private": true', '"private": false'),
    ['npm'],
  ],
  [
    'which files the committed package.json names',
    'apps/atlas-wasm/package.json',
    (text) => text.replaceAll('./pkg/web/', './pkg/deno/'),
    ['wasm', 'npm'],
  ],
  [
    'the lock entry of others',
    'Cargo.lock',
    (text) => text.replace('name = "clap"\nversion = "', 'name = "clap"\nversion = "99.'),
    [],
  ],
]

export function checkWasmEdits(
  checks: Checks,
  {
    nix,
    system,
    repository,
    flake,
  }: Pick<Surroundings, 'nix' | 'system'> & {
    readonly repository: RepositoryCopy
    readonly flake: string
  },
): void {
  const paths = () => {
    // What the manifests say is written into crates.nix.
    repository.flake()
    return {
      wasm: nix.evaluate<string>(flake, `storePaths.${system}.atlas-wasm.wasm`),
      npm: nix.evaluate<string>(flake, `packages.${system}.atlas-wasm`, 'crate: crate.outPath'),
    }
  }
  const before: Record<string, string> = paths()
  for (const [title, file, edit, concerned] of EDITS) {
    const after: Record<string, string> = repository.edited(file, edit, paths)
    checks.equal(
      `an edit of ${title} moves ${concerned.join(' and ') || 'nothing'} of a wasm crate`,
      Object.keys(before)
        .filter((name) => before[name] !== after[name])
        .sort(),
      [...concerned].sort(),
    )
  }
  repository.flake()
}

function comment(text: string): string {
  return `${text}// edited\n`
}
