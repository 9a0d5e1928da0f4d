import type { TaskPaths } from '@nx-crane/nix/cli'
import type { Checks } from '../../kit/checks'
import type { RepositoryCopy } from '../../sandboxed-nix/repository-copy'
import type { SandboxedNix } from '../../sandboxed-nix/sandboxed-nix'
import type { StorePaths } from '../built-crates'

interface Repository {
  readonly nix: SandboxedNix
  readonly repository: RepositoryCopy
  readonly system: string
  /** Crates whose build is in the store. */
  readonly built: readonly string[]
}

/** The store paths that tasks are looked up by are those that Nix itself has for the flake. */
export function checkTaskPaths(checks: Checks, { nix, repository, system, built }: Repository): void {
  const flake = `path:${repository.directory}`
  const ours = pathsOf(nix.taskPaths(repository.directory))
  const evaluated = nix.evaluate<Readonly<Record<string, StorePaths>>>(flake, `storePaths.${system}`)
  const count = Object.values(ours).flatMap(Object.keys).length
  checks.equal(`the ${count} store paths of the tasks are those of nix eval`, ours, evaluated)
  checks.equal(
    'those of what is built are those of nix path-info',
    built.map((crate) => ours[crate]?.build).sort(),
    nix
      .builtPaths(
        flake,
        built.map((crate) => `legacyPackages.${system}.tasks.${JSON.stringify(crate)}.build`),
      )
      .sort(),
  )
}

function pathsOf(crates: TaskPaths): Record<string, StorePaths> {
  return Object.fromEntries(
    Object.values(crates).map(({ attribute, tasks }) => [
      attribute,
      Object.fromEntries(Object.entries(tasks).map(([kind, task]) => [kind, task?.storePath ?? ''])),
    ]),
  )
}
