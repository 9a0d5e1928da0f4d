import { NixFailure, type SandboxedNix } from '../sandboxed-nix/sandboxed-nix'

export type StorePaths = Readonly<Record<string, string>>

/** crate → the store path of its build */
export function buildPaths(
  nix: SandboxedNix,
  { flake, system }: { readonly flake: string; readonly system: string },
): StorePaths {
  return nix.evaluate(flake, `storePaths.${system}`, 'builtins.mapAttrs (_: paths: paths.build)')
}

/** The crates of the repository that Cargo says it compiled in the build of a store path, sorted; the library's own stubs are none. */
export function compiledCrates(nix: SandboxedNix, storePath: string): string[] {
  return [...nix.log(storePath).matchAll(/^\s*Compiling (\S+) v\S+ \(\/build\/source/gm)]
    .map(([, name = '']) => name)
    .filter((name) => !name.startsWith('nx-crane-'))
    .sort()
}

/** The packages, `name v1.2.3`, that Cargo says it compiled or checked in the build of a store path; the library's own stubs are none. */
export function compiledPackages(nix: SandboxedNix, storePath: string): string[] {
  return [...nix.log(storePath).matchAll(/^\s*(?:Compiling|Checking) (\S+ v\S+)/gm)]
    .map(([, name = '']) => name)
    .filter((name) => !name.startsWith('nx-crane-'))
}

/** The crates whose store paths differ, sorted. */
export function movedCrates(before: StorePaths, after: StorePaths): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((crate) => before[crate] !== after[crate])
    .sort()
}

/** Whether the build fails, and with what. */
export function failureOf(build: () => unknown): string {
  try {
    build()
    return ''
  } catch (error) {
    if (error instanceof NixFailure) return error.message
    throw error
  }
}
