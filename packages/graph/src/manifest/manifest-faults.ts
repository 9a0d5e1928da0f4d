import { lintFaults } from './lint-faults'
import type { Manifest } from './manifest'
import type { PlacedFault } from './package-faults'
import { profileFaults } from './profile-faults'
import { workspaceFaults } from './workspace-faults'

/** What Cargo would refuse in a manifest whatever crate or workspace it is of. */
export function* manifestFaults(manifest: Manifest): Generator<PlacedFault> {
  yield* workspaceFaults(manifest)
  yield* lintFaults(manifest)
  yield* profileFaults(manifest)
}
