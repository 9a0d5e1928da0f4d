import { crateTargets } from './crate-targets'
import { dependencies } from './dependencies'
import { features } from './features'
import { lintsAndProfiles } from './lints-and-profiles'
import { manifestText } from './manifest-text'
import { names } from './names'
import { otherWorkspaces } from './other-workspaces'
import { packageTable } from './package-table'
import { pathDependencies } from './path-dependencies'
import type { RemedyCase } from './remedy-case'
import { workspaceInheritance } from './workspace-inheritance'
import { workspaceMembers } from './workspace-members'

/** Each is refused by cargo 1.95 before and accepted after: the test asks it. */
export const CARGO_REMEDIES: readonly RemedyCase[] = [
  ...crateTargets,
  ...dependencies,
  ...features,
  ...lintsAndProfiles,
  ...manifestText,
  ...names,
  ...otherWorkspaces,
  ...packageTable,
  ...pathDependencies,
  ...workspaceInheritance,
  ...workspaceMembers,
]
