import type { Faults } from '../faults'
import type { CrateSources } from './discovered-source'
import type { Manifest } from './manifest'
import type { TomlTable } from './toml-table'

/** What the rules for the targets of one crate need to know of it. */
export interface TargetContext {
  readonly manifest: Manifest
  readonly package: TomlTable
  readonly name: string
  readonly edition: string
  readonly sources: CrateSources
  readonly faults: Faults
}
