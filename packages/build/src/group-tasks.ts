import type { CrateTaskKind } from '@nx-crane/graph'
import { sharedNames } from './artifact-names'
import type { CargoPackages } from './cargo-metadata'
import type { BatchContext, CrateGroup, GroupMember } from './crate-group'
import type { CrateTask } from './crate-task'
import { splitByFeatures, splitCompletely } from './split-by-features'

/**
 * The invocations of cargo that serve these tasks of one Cargo workspace: as few as possible without one changing
 * what another produces. Tasks whose crate the workspace does not have come back as `strangers`.
 */
export async function groupTasks(
  tasks: readonly CrateTask[],
  packages: CargoPackages,
  context: BatchContext,
): Promise<{ groups: CrateGroup[]; strangers: CrateTask[] }> {
  const strangers: CrateTask[] = []
  const bySettings = new Map<string, GroupMember[]>()
  for (const task of tasks) {
    const found = packages.byManifest(task.manifest)
    if (!found || found.name !== task.crate) {
      strangers.push(task)
      continue
    }
    const key = JSON.stringify([
      task.kind,
      task.settings,
      task.testRunner,
      task.warnings ?? 'deny',
      task.environment ?? {},
    ])
    const members = bySettings.get(key)
    if (members) members.push({ task, package: found })
    else bySettings.set(key, [{ task, package: found }])
  }
  const groups: CrateGroup[] = []
  const packagesWithTask = packagesByKind([...bySettings.values()].flat())
  for (const members of bySettings.values()) {
    const parts = await splitOfKind(members[0]?.task.kind ?? 'format')(members, packages, context)
    for (const part of parts.flatMap(splitByNames)) groups.push(toGroup(part, { packages, packagesWithTask }))
  }
  return { groups, strangers }
}

function splitOfKind(kind: CrateTaskKind): typeof splitCompletely {
  switch (kind) {
    case 'build':
      return splitByFeatures
    case 'test':
    case 'lint':
    case 'doc':
      return splitCompletely
    case 'format':
      return async (members) => [[...members]]
  }
}

/** Puts each member into the first part that has no namesake of its files, and not the same crate already. */
function splitByNames(members: readonly GroupMember[]): GroupMember[][] {
  const parts: { readonly members: GroupMember[]; readonly names: Set<string> }[] = []
  for (const member of members) {
    const names = [member.package.id, ...sharedNames(member.package, member.task.kind)]
    let part = parts.find((each) => !names.some((name) => each.names.has(name)))
    if (!part) {
      part = { members: [], names: new Set() }
      parts.push(part)
    }
    part.members.push(member)
    for (const name of names) part.names.add(name)
  }
  return parts.map((part) => part.members)
}

function packagesByKind(members: readonly GroupMember[]): Map<CrateTaskKind, Set<string>> {
  const found = new Map<CrateTaskKind, Set<string>>()
  for (const { task, package: each } of members) {
    found.set(task.kind, (found.get(task.kind) ?? new Set()).add(each.id))
  }
  return found
}

function toGroup(
  members: readonly GroupMember[],
  batch: { packages: CargoPackages; packagesWithTask: ReadonlyMap<CrateTaskKind, ReadonlySet<string>> },
): CrateGroup {
  const [first] = members
  if (!first) throw new Error('a group of tasks without a task')
  const { kind, settings, testRunner, workspace, environment = {} } = first.task
  const packagesWithTask = batch.packagesWithTask.get(kind) ?? new Set()
  return {
    kind,
    settings,
    testRunner,
    workspace,
    environment,
    packages: batch.packages,
    members,
    packagesWithTask,
  }
}
