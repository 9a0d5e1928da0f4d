import type { CargoPackages } from './cargo-metadata'
import type { CrateGroup, GroupMember } from './crate-group'
import type { CrateTask } from './crate-task'
import { sharesInvocation } from './shares-invocation'

/**
 * The invocations of cargo that serve these tasks of one Cargo workspace: as few as possible without one changing
 * what another produces. Tasks whose crate the workspace does not have come back as `strangers`.
 */
export function groupTasks(
  tasks: readonly CrateTask[],
  packages: CargoPackages,
): { groups: CrateGroup[]; strangers: CrateTask[] } {
  const strangers: CrateTask[] = []
  const bySettings = new Map<string, GroupMember[]>()
  for (const task of tasks) {
    const found = packages.byManifest(task.manifest)
    if (!found || found.name !== task.crate) {
      strangers.push(task)
      continue
    }
    const key = JSON.stringify([task.kind, task.settings, task.testRunner])
    const members = bySettings.get(key)
    if (members) members.push({ task, package: found })
    else bySettings.set(key, [{ task, package: found }])
  }
  const groups = [...bySettings.values()].flatMap((members) =>
    splitMembers(members, packages).map((part) => toGroup(part, packages)),
  )
  return { groups, strangers }
}

/** Puts each member into the first part where it disturbs nobody. */
function splitMembers(members: readonly GroupMember[], packages: CargoPackages): GroupMember[][] {
  const parts: GroupMember[][] = []
  for (const member of members) {
    const part = parts.find((each) => sharesInvocation(each, member, packages))
    if (part) part.push(member)
    else parts.push([member])
  }
  return parts
}

function toGroup(members: readonly GroupMember[], packages: CargoPackages): CrateGroup {
  const [first] = members
  if (!first) throw new Error('a group of tasks without a task')
  const { kind, settings, testRunner, workspace } = first.task
  return { kind, settings, testRunner, workspace, packages, members }
}
