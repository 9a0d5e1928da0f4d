import type { ExecutorContext } from '@nx/devkit'
import type { DependencyCheckKind } from '@nx-crane/cargo'
import { checkDependencies } from '@nx-crane/cargo/cli'
import { messageOf } from '@nx-crane/files'
import { insideOf } from '../cargo/crate-task-options'
import { say } from '../say'

export interface CargoDependenciesOptions {
  readonly kind: DependencyCheckKind
  /** Relative to the Nx workspace. */
  readonly manifest: string
  readonly allMembers?: boolean
  readonly args?: readonly string[]
}

/** Looks at what crates depend on: known vulnerabilities (`audit`), licences, bans and sources (`deny`). */
export default async function cargoDependenciesExecutor(
  { kind, manifest, allMembers = false, args = [] }: CargoDependenciesOptions,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  try {
    const check = { kind, manifest: insideOf(context.root, manifest), allMembers, args }
    return { success: await checkDependencies(check) }
  } catch (error) {
    say(messageOf(error))
    return { success: false }
  }
}
