import { type ActivatedFeatures, agree, readActivatedFeatures } from './activated-features'
import { hasArtifacts } from './artifact-names'
import type { CargoPackage, CargoPackages } from './cargo-metadata'
import type { BatchContext, GroupMember } from './crate-group'

/**
 * Splits the crates to build so that each binary and C library has the bytes it would have if its crate were built alone.
 *
 * One cargo compiles each package once, with the features that all selected crates ask for together. So crates that
 * leave files share an invocation only when what they have in common has equal features. Crates that leave none may
 * join one that needs them as they are; the rest of those is built apart, together.
 */
export async function splitByFeatures(
  members: readonly GroupMember[],
  packages: CargoPackages,
  context: BatchContext,
): Promise<GroupMember[][]> {
  const withFiles = members.filter((member) => hasArtifacts(member.package))
  if (withFiles.length === 0 || members.length === 1) return [[...members]]
  const parts = await splitCompletely(withFiles, packages, context)
  const rest: GroupMember[] = []
  const needed = parts.map((part) => neededAsTheyAre(part, packages))
  for (const member of members) {
    if (hasArtifacts(member.package)) continue
    const index = needed.findIndex((ids) => ids.has(member.package.id))
    const part = parts[index] ?? rest
    part.push(member)
  }
  return rest.length > 0 ? [rest, ...parts] : parts
}

/**
 * Splits crates so that what becomes of each, tests, warnings and pages, is what it would be if the crate stood alone in its
 * invocation: of crates that are compiled together each sees the features that the others turn on in what they share.
 */
export async function splitCompletely(
  members: readonly GroupMember[],
  packages: CargoPackages,
  context: BatchContext,
): Promise<GroupMember[][]> {
  if (members.length === 1 || asksUniformly(members, packages)) return [[...members]]
  const features = await readAll(members, context)
  const parts: { members: GroupMember[]; features: Map<string, ReadonlySet<string>> }[] = []
  for (const member of members) {
    const own: ActivatedFeatures = features.get(member) ?? new Map()
    const part = parts.find((each) => agree(each.features, own))
    if (part) {
      part.members.push(member)
      for (const [name, activated] of own) part.features.set(name, activated)
    } else parts.push({ members: [member], features: new Map(own) })
  }
  return parts.map((part) => part.members)
}

/** Asks cargo about a few crates at a time; each question takes it some 50 ms. */
async function readAll(
  members: readonly GroupMember[],
  context: BatchContext,
): Promise<Map<GroupMember, ActivatedFeatures | null>> {
  const found = new Map<GroupMember, ActivatedFeatures | null>()
  const queue = [...members]
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      found.set(next, await readActivatedFeatures(next, context))
    }
  }
  await Promise.all(Array.from({ length: context.concurrency }, worker))
  return found
}

/**
 * Whether no two crates can disagree, seen without asking cargo: nothing from elsewhere is used, and all local
 * crates take each other with default features and no others.
 */
function asksUniformly(members: readonly GroupMember[], packages: CargoPackages): boolean {
  const [first] = members
  const settings = first?.task.settings
  if (!settings || settings.noDefaultFeatures || settings.allFeatures || settings.features.length > 0)
    return false
  const queue = members.map((member) => member.package)
  const found = new Set<CargoPackage>()
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (found.has(next)) continue
    found.add(next)
    for (const dependency of next.dependencies) {
      // the features of dev-dependencies count where a workspace has the old resolver
      const isPlain =
        dependency.path !== undefined && dependency.uses_default_features && dependency.features.length === 0
      if (!isPlain || dependency.optional) return false
    }
    queue.push(...packages.dependenciesOf(next, [null, 'build', 'dev']))
  }
  return true
}

/**
 * The ids of the crates that these depend on unconditionally and with default features, step by step: selecting
 * them too adds nothing to what is compiled anyway. Only so when the settings select the default features as well.
 */
function neededAsTheyAre(members: readonly GroupMember[], packages: CargoPackages): Set<string> {
  const [first] = members
  const settings = first?.task.settings
  const found = new Set<string>()
  if (!settings || settings.allFeatures || settings.features.length > 0) return found
  const queue = members.map((member) => member.package)
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    for (const dependency of next.dependencies) {
      const { kind, optional, target, uses_default_features: withDefaults, path } = dependency
      if (kind !== null || optional || target !== null || path === undefined) continue
      const crate = packages.byManifest(`${path}/Cargo.toml`)
      if (!crate || found.has(crate.id)) continue
      if (!withDefaults && !settings.noDefaultFeatures && 'default' in crate.features) continue
      found.add(crate.id)
      queue.push(crate)
    }
  }
  return found
}
