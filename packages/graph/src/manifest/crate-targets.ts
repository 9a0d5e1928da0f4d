import type { CrateTarget } from '../crate'
import type { SourceTree } from '../source-tree'
import { buildFaults } from './build-faults'
import { buildScripts } from './build-script'
import { crateTypes, type Located, NO_FEATURES, toTarget } from './declared-target'
import { CrateSources, type DiscoveredSource } from './discovered-source'
import { libraryTarget } from './library-target'
import type { TargetContext } from './target-context'
import { reportDuplicate, reportMissing, reportNameless, reportNoTargets } from './target-faults'
import { TARGET_SECTIONS, type TargetSection } from './target-section'
import { booleanOf, stringOf, stringsOf, type TomlTable, tablesOf } from './toml-table'

/** Everything Cargo can compile of a crate: what its manifest lists and what Cargo finds by itself. */
export function crateTargets(tree: SourceTree, crate: Omit<TargetContext, 'sources'>): CrateTarget[] {
  const context = { ...crate, sources: new CrateSources(tree, crate.manifest.dir) }
  const library = libraryTarget(context)
  const targets = [
    ...(library ? [library] : []),
    ...TARGET_SECTIONS.flatMap((section) => sectionTargets(context, section, library !== undefined)),
  ]
  if (targets.length === 0) reportNoTargets(context)
  const all = [...targets, ...buildScripts(context)]
  for (const { key, ...fault } of buildFaults(context, all)) context.faults.add(context.manifest, key, fault)
  return all
}

function sectionTargets(context: TargetContext, section: TargetSection, hasLibrary: boolean): CrateTarget[] {
  const listed = tablesOf(context.manifest.toml, section.kind)
  const automatic = booleanOf(context.package, section.switch)
  if (automatic === false && !listed) return []
  const discovered = section.discover(context)
  const targets = new Map<string, CrateTarget>()
  if (!listed) {
    for (const found of discovered) addDiscovered(context, section, { found, targets })
    return sortedByName(targets)
  }
  for (const [index, table] of listed.entries()) {
    const name = targetName(context, section, { table, index, taken: targets })
    if (name === undefined) continue
    const path = stringOf(table, 'path') ?? inferredPath(context, section, { name, discovered, hasLibrary })
    if (path === undefined) {
      const found = discovered.filter((source) => source.name === name).map((source) => source.path)
      reportMissing(context, section, { name, index, found })
    } else targets.set(name, sectionTarget(context, section, { table, name, path }))
  }
  // Edition 2015 looked for no further targets of a kind once one was listed.
  if (automatic ?? context.edition !== '2015') {
    const paths = new Set(listed.map((table) => componentsOf(stringOf(table, 'path') ?? '')))
    const names = new Set(listed.map((table) => stringOf(table, 'name')))
    for (const found of discovered) {
      if (!names.has(found.name) && !paths.has(found.path))
        addDiscovered(context, section, { found, targets })
    }
  }
  return sortedByName(targets)
}

/** As Rust compares paths: `./src//main.rs` is `src/main.rs`, but nothing is known of what `..` leads to. */
function componentsOf(path: string): string {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.')
  return (path.startsWith('/') ? '/' : '') + parts.join('/')
}

interface Addition {
  readonly found: DiscoveredSource
  readonly targets: Map<string, CrateTarget>
}

const NOTHING_LISTED: TomlTable = {}

function addDiscovered(context: TargetContext, section: TargetSection, { found, targets }: Addition): void {
  const { name, path } = found
  if (targets.has(name)) reportDuplicate(context, section, { name, index: 0 })
  else targets.set(name, sectionTarget(context, section, { table: NOTHING_LISTED, name, path }))
}

function sortedByName(targets: ReadonlyMap<string, CrateTarget>): CrateTarget[] {
  const list = [...targets.values()]
  return list.length < 2 ? list : list.sort((a, b) => (a.name < b.name ? -1 : 1))
}

interface Listed {
  readonly table: TomlTable
  readonly index: number
  readonly taken: ReadonlyMap<string, unknown>
}

function targetName(
  context: TargetContext,
  section: TargetSection,
  { table, index, taken }: Listed,
): string | undefined {
  const name = stringOf(table, 'name')
  if (name === undefined || name.trim() === '') {
    reportNameless(context, section, index)
    return undefined
  }
  if (taken.has(name)) {
    reportDuplicate(context, section, { name, index })
    return undefined
  }
  return name
}

interface Inference {
  readonly name: string
  readonly discovered: readonly DiscoveredSource[]
  readonly hasLibrary: boolean
}

function inferredPath(
  context: TargetContext,
  section: TargetSection,
  inference: Inference,
): string | undefined {
  const matching = inference.discovered.filter(({ name }) => name === inference.name)
  if (matching.length === 1) return matching[0]?.path
  return context.edition === '2015'
    ? section.legacy(context, inference.name, inference.hasLibrary)
    : undefined
}

function sectionTarget(context: TargetContext, section: TargetSection, located: Located): CrateTarget {
  const types = section.kind === 'example' ? crateTypes(located.table) : undefined
  return toTarget(context, {
    table: located.table,
    name: located.name,
    path: located.path,
    kind: [section.kind],
    crateTypes: types && types.length > 0 ? types : ['bin'],
    test: section.test,
    doc: section.doc,
    requiredFeatures: stringsOf(located.table, 'required-features') ?? NO_FEATURES,
    doctest: false,
  })
}
