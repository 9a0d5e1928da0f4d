import type { NxWorkspace } from './nx-workspace'

/** The lock file with `pebble`, which the fixture `exact` has from a registry on its shelf, in the newer version. */
export function bumpPebble(lock: string, workspace: NxWorkspace): string {
  const [before, after] = ['1.0.0', '1.1.0'].map((version) => {
    const checksum = workspace.json(`.cargo/shelf/pebble-${version}/.cargo-checksum.json`).package as string
    return { version, checksum }
  }) as [Locked, Locked]
  return lock
    .replace(
      `name = "pebble"\nversion = "${before.version}"`,
      `name = "pebble"\nversion = "${after.version}"`,
    )
    .replace(before.checksum, after.checksum)
}

interface Locked {
  readonly version: string
  readonly checksum: string
}
