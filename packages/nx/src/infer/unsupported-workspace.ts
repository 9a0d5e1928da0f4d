import { packageManagerOf, readSourceTree } from '@nx-crane/graph'
import { unsupportedNx } from './supported-nx'

/** {@link unsupportedNx}, with the way out as the package manager of this workspace says it. */
export function unsupportedNxOf(workspaceRoot: string): string | null {
  return unsupportedNx(() => packageManagerOf(readSourceTree(workspaceRoot)))
}
