import type { Crate, CrateId, CrateTarget } from '../crate'
import type { CrateGraph } from '../crate-graph'
import { type CargoLock, type LockedPackage, lockedPackageId } from '../lock/cargo-lock'
import { printLock } from '../lock/print-lock'
import type { SourceTree } from '../source-tree'
import { MASKED_VERSION, recipeManifest, stubSources } from './dependency-recipe'
import type { PrunedWorkspace } from './prune-workspace'

/** The least that Cargo compiles the dependencies of some crates with: it is the same after edits of their sources. */
export interface DependencyLayer {
  /** Manifests, locks and stubs in place of sources, by path. */
  readonly files: ReadonlyMap<string, string>
  /** Crates of the repository that crates from elsewhere are compiled with: no stub can stand for them. */
  readonly whole: readonly CrateId[]
}

/** @example dependencyLayer(pruned, { graph, tree }).files.get('crates/app/src/main.rs') // → 'fn main() {}\n' */
export function dependencyLayer(
  pruned: PrunedWorkspace,
  { graph, tree }: { readonly graph: CrateGraph; readonly tree: SourceTree },
): DependencyLayer {
  const all = cratesOf([...pruned.crates, ...pruned.manifestsOnly], graph)
  const whole = new Set(
    beneathPackages(pruned.locks, all).flatMap((id) => graph.closureOf(id, ['normal', 'build'])),
  )
  // The manifest of such a crate is as it is, and so is what it inherits from.
  const inherited = new Set([...whole].flatMap((id) => graph.crate(id)?.workspace ?? []))
  const masked = whole.size > 0 ? new Set<string>() : maskable(all, pruned.locks)
  const isMaskedDependency = (name: string) => masked.has(name)
  const textOf = (path: string) => pruned.files.get(path) ?? tree.read(path) ?? ''
  const isWithoutStd = ({ path }: CrateTarget) => saysNoStd(tree.read(path))
  const files = new Map<string, string>()
  const built = new Map(all.map((crate) => [crate.id, crate]))
  for (const path of new Set([...built.keys(), ...pruned.files.keys()])) {
    if (!path.endsWith('Cargo.toml') || (whole.has(path) && !pruned.files.has(path))) continue
    if (inherited.has(path)) {
      files.set(path, textOf(path))
      continue
    }
    const crate = built.get(path) ?? null
    const isMasked = crate !== null && masked.has(crate.name)
    files.set(path, recipeManifest({ text: textOf(path), crate, isMasked, isMaskedDependency }))
  }
  for (const crate of all) {
    if (whole.has(crate.id)) continue
    for (const [path, text] of stubSources(crate, { isWithoutStd, isRecipe: !inherited.has(crate.id) }))
      files.set(path, text)
  }
  for (const lock of pruned.locks) files.set(lock.file, printLock(maskedLock(lock, masked)))
  return { files, whole: [...whole].sort() }
}

/** What stands for a crate of which only the manifest is needed: that, and stubs. */
export function manifestOnly(
  crate: Crate,
  { pruned, tree }: { readonly pruned: PrunedWorkspace; readonly tree: SourceTree },
): ReadonlyMap<string, string> {
  const isWithoutStd = ({ path }: CrateTarget) => saysNoStd(tree.read(path))
  // Others inherit from the manifest of a workspace.
  const root = pruned.files.get(crate.id)
  if (root !== undefined)
    return new Map([[crate.id, root], ...stubSources(crate, { isWithoutStd, isRecipe: false })])
  const text = tree.read(crate.id) ?? ''
  const recipe = recipeManifest({ text, crate, isMasked: false, isMaskedDependency: () => false })
  return new Map([[crate.id, recipe], ...stubSources(crate, { isWithoutStd })])
}

function saysNoStd(text: string | undefined): boolean {
  return /^\s*#!\[no_std\]/m.test(text ?? '')
}

function cratesOf(ids: readonly CrateId[], graph: CrateGraph): Crate[] {
  return ids.flatMap((id) => graph.crate(id) ?? [])
}

/** Those that a patch puts beneath packages from elsewhere. */
function beneathPackages(locks: readonly CargoLock[], crates: readonly Crate[]): CrateId[] {
  const byLocked = new Map(crates.map((crate) => [lockedPackageId({ ...crate, source: null }), crate.id]))
  return locks
    .flatMap(({ packages }) => packages)
    .filter(({ source, replace }) => source !== null || replace !== null)
    .flatMap(({ dependencies, replace }) => [...dependencies, ...(replace === null ? [] : [replace])])
    .flatMap((id) => byLocked.get(id) ?? [])
}

/** The names of crates whose version nobody but crates of the repository asks for, and these by path. */
function maskable(crates: readonly Crate[], locks: readonly CargoLock[]): Set<string> {
  const patched = new Set(
    crates.flatMap(({ dependencies }) =>
      dependencies.flatMap(({ crate, source }) => (crate !== null && source.from !== 'path' ? [crate] : [])),
    ),
  )
  const count = (name: string) =>
    Math.max(
      crates.filter((crate) => crate.name === name).length,
      ...locks.map(({ packages }) => packages.filter((locked) => locked.name === name).length),
    )
  const fits = ({ id, name }: Crate) => !patched.has(id) && count(name) === 1
  return new Set(crates.filter(fits).map(({ name }) => name))
}

function maskedLock(lock: CargoLock, masked: ReadonlySet<string>): CargoLock {
  const isMasked = ({ name, source }: LockedPackage) => source === null && masked.has(name)
  const newIds = new Map(
    lock.packages.map((locked) => [
      locked.id,
      isMasked(locked) ? lockedPackageId({ ...locked, version: MASKED_VERSION }) : locked.id,
    ]),
  )
  const newId = (id: string) => newIds.get(id) ?? id
  return {
    ...lock,
    packages: lock.packages.map((locked) => ({
      ...locked,
      id: newId(locked.id),
      version: isMasked(locked) ? MASKED_VERSION : locked.version,
      dependencies: locked.dependencies.map(newId).sort(),
    })),
  }
}
