import type { CrateTarget } from '../crate'
import type { Faults } from '../faults'
import { normalizePath } from '../repository-path'
import type { SourceTree } from '../source-tree'
import { buildScripts } from './build-script'
import { CrateSources, type DiscoveredSource } from './discovered-source'
import type { Manifest } from './manifest'
import { booleanOf, entryOf, stringOf, stringsOf, type TomlTable, tableOf, tablesOf } from './toml-table'

/** What the rules for the targets of one crate need to know of it. */
export interface TargetContext {
  readonly manifest: Manifest
  readonly package: TomlTable
  readonly name: string
  readonly edition: string
  readonly sources: CrateSources
  readonly faults: Faults
}

/** Everything Cargo can compile of a crate: what its manifest lists and what Cargo finds by itself. */
export function crateTargets(tree: SourceTree, crate: Omit<TargetContext, 'sources'>): CrateTarget[] {
  const context = { ...crate, sources: new CrateSources(tree, crate.manifest.dir) }
  const library = libraryTarget(context)
  const targets = [
    ...(library ? [library] : []),
    ...SECTIONS.flatMap((section) => sectionTargets(context, section, library !== undefined)),
  ]
  if (targets.length === 0) reportNoTargets(context)
  return [...targets, ...buildScripts(context)]
}

function libraryTarget(context: TargetContext): CrateTarget | undefined {
  const table = tableOf(context.manifest.toml, 'lib')
  const discovered = context.sources.has('src/lib.rs') ? 'src/lib.rs' : undefined
  if (!table && (discovered === undefined || booleanOf(context.package, 'autolib') === false))
    return undefined
  const lib = table ?? {}
  const name = stringOf(lib, 'name') ?? context.name.replaceAll('-', '_')
  const path = stringOf(lib, 'path') ?? discovered ?? legacyLibrary(context, name)
  if (path === undefined) {
    context.faults.add(context.manifest, ['lib'], {
      code: 'MISSING_CRATE_TARGET',
      message: `crate "${context.name}" has a [lib] section but no src/lib.rs`,
      hint: 'create src/lib.rs or set lib.path',
    })
    return undefined
  }
  const types = libraryTypes(lib)
  return toTarget(context, {
    table: lib,
    name,
    path,
    kind: types,
    crateTypes: types,
    test: true,
    doc: true,
    requiredFeatures: NONE,
    doctest: (booleanOf(lib, 'doctest') ?? true) && types.some((type) => DOCTESTABLE.has(type)),
  })
}

const NONE: readonly string[] = []
const DOCTESTABLE = new Set(['lib', 'rlib', 'proc-macro'])

function libraryTypes(lib: TomlTable): readonly string[] {
  const types = crateTypes(lib)
  if (types?.includes('proc-macro')) return ['proc-macro']
  if (types) return types
  return (booleanOf(lib, 'proc-macro') ?? booleanOf(lib, 'proc_macro')) ? ['proc-macro'] : ['lib']
}

/** Edition 2015 took `src/<name>.rs` for the library of a crate with a `[lib]` section. */
function legacyLibrary({ edition, sources }: TargetContext, name: string): string | undefined {
  const path = `src/${name}.rs`
  return edition === '2015' && sources.has(path) ? path : undefined
}

interface Section {
  readonly kind: 'bin' | 'example' | 'test' | 'bench'
  readonly switch: string
  readonly test: boolean
  readonly doc: boolean
  discover(context: TargetContext): DiscoveredSource[]
  /** Where edition 2015 looked when a listed target had no path. */
  legacy(context: TargetContext, name: string, hasLibrary: boolean): string | undefined
}

const SECTIONS: readonly Section[] = [
  {
    kind: 'bin',
    switch: 'autobins',
    test: true,
    doc: true,
    discover: ({ sources, name }) => sources.binaries(name),
    legacy: ({ sources }, name, hasLibrary) => {
      const candidates = [...(hasLibrary ? [] : [`src/${name}.rs`]), 'src/main.rs', 'src/bin/main.rs']
      return candidates.find((path) => sources.has(path))
    },
  },
  {
    kind: 'example',
    switch: 'autoexamples',
    test: false,
    doc: false,
    discover: ({ sources }) => sources.inDirectory('examples'),
    legacy: () => undefined,
  },
  {
    kind: 'test',
    switch: 'autotests',
    test: true,
    doc: false,
    discover: ({ sources }) => sources.inDirectory('tests'),
    legacy: () => undefined,
  },
  {
    kind: 'bench',
    switch: 'autobenches',
    test: false,
    doc: false,
    discover: ({ sources }) => sources.inDirectory('benches'),
    legacy: ({ sources }, name) =>
      name === 'bench' && sources.has('src/bench.rs') ? 'src/bench.rs' : undefined,
  },
]

function sectionTargets(context: TargetContext, section: Section, hasLibrary: boolean): CrateTarget[] {
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
    if (path === undefined) reportMissing(context, section, { name, index })
    else targets.set(name, sectionTarget(context, section, { table, name, path }))
  }
  // Edition 2015 looked for no further targets of a kind once one was listed.
  if (automatic ?? context.edition !== '2015') {
    const paths = new Set(listed.map((table) => stringOf(table, 'path')))
    const names = new Set(listed.map((table) => stringOf(table, 'name')))
    for (const found of discovered) {
      if (!names.has(found.name) && !paths.has(found.path))
        addDiscovered(context, section, { found, targets })
    }
  }
  return sortedByName(targets)
}

interface Addition {
  readonly found: DiscoveredSource
  readonly targets: Map<string, CrateTarget>
}

const NOTHING_LISTED: TomlTable = {}

function addDiscovered(context: TargetContext, section: Section, { found, targets }: Addition): void {
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
  section: Section,
  { table, index, taken }: Listed,
): string | undefined {
  const name = stringOf(table, 'name')
  if (name === undefined || name.trim() === '') {
    context.faults.add(context.manifest, [section.kind, index], {
      code: 'NAMELESS_CRATE_TARGET',
      message: `a [[${section.kind}]] of crate "${context.name}" has no name`,
      hint: 'give it a name',
    })
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

function inferredPath(context: TargetContext, section: Section, inference: Inference): string | undefined {
  const matching = inference.discovered.filter(({ name }) => name === inference.name)
  if (matching.length === 1) return matching[0]?.path
  return context.edition === '2015'
    ? section.legacy(context, inference.name, inference.hasLibrary)
    : undefined
}

interface Located {
  readonly table: TomlTable
  readonly name: string
  readonly path: string
}

function sectionTarget(context: TargetContext, section: Section, located: Located): CrateTarget {
  const types = section.kind === 'example' ? crateTypes(located.table) : undefined
  return toTarget(context, {
    table: located.table,
    name: located.name,
    path: located.path,
    kind: [section.kind],
    crateTypes: types && types.length > 0 ? types : ['bin'],
    test: section.test,
    doc: section.doc,
    requiredFeatures: stringsOf(located.table, 'required-features') ?? NONE,
    doctest: false,
  })
}

type Draft = Located &
  Pick<CrateTarget, 'kind' | 'crateTypes' | 'test' | 'doc' | 'doctest' | 'requiredFeatures'>

function toTarget(context: TargetContext, draft: Draft): CrateTarget {
  const { table } = draft
  return {
    name: draft.name,
    kind: draft.kind,
    crateTypes: draft.crateTypes,
    path: normalizePath(context.manifest.dir, draft.path),
    requiredFeatures: draft.requiredFeatures,
    edition: stringOf(table, 'edition') ?? context.edition,
    test: booleanOf(table, 'test') ?? draft.test,
    doctest: draft.doctest,
    doc: booleanOf(table, 'doc') ?? draft.doc,
    harness: booleanOf(table, 'harness') ?? true,
  }
}

function crateTypes(table: TomlTable): readonly string[] | undefined {
  for (const key of ['crate-type', 'crate_type']) {
    const value = entryOf(table, key)
    if (typeof value === 'string') return [value]
    const list = stringsOf(table, key)
    if (list) return list
  }
  return undefined
}

interface Place {
  readonly name: string
  readonly index: number
}

function reportMissing(context: TargetContext, section: Section, { name, index }: Place): void {
  context.faults.add(context.manifest, [section.kind, index, 'name'], {
    code: 'MISSING_CRATE_TARGET',
    message: `the ${section.kind} "${name}" of crate "${context.name}" has no source file, or more than one`,
    hint: `create the file where Cargo looks for it, or set path in its [[${section.kind}]]`,
  })
}

function reportDuplicate(context: TargetContext, section: Section, { name, index }: Place): void {
  context.faults.add(context.manifest, [section.kind, index, 'name'], {
    code: 'DUPLICATE_CRATE_TARGET',
    message: `crate "${context.name}" has two targets of kind ${section.kind} named "${name}"`,
    hint: 'rename one of them',
  })
}

function reportNoTargets(context: TargetContext): void {
  context.faults.add(context.manifest, ['package', 'name'], {
    code: 'NO_CRATE_TARGETS',
    message: `crate "${context.name}" has nothing to compile`,
    hint: 'create src/lib.rs or src/main.rs, or add a [lib] or [[bin]] section with a path',
  })
}
