import { parse, stringify } from 'smol-toml'
import type { Crate, CrateTarget } from '../crate'
import { asTable, entryOf, stringOf, type TomlTable, tableOf, tablesOf } from '../manifest/toml-table'
import { relativePath } from '../repository-path'

export interface RecipeOf {
  /** The manifest, as it is or as it was pruned. */
  readonly text: string
  /** Null for a root manifest without a package. */
  readonly crate: Crate | null
  /** Whether the version of a local crate may be written as {@link MASKED_VERSION}. */
  readonly isMasked: boolean
  /** Whether the crate under this name in a dependency table is one whose version is masked. */
  readonly isMaskedDependency: (name: string) => boolean
}

export interface StubsOf {
  /** Whether the source of a crate target says `#![no_std]`. */
  readonly isWithoutStd: (target: CrateTarget) => boolean
  /** Whether the manifest is a recipe, or may list examples, tests and benches too. */
  readonly isRecipe?: boolean
}

/** The version of crates of the repository in a recipe: a release of them changes no dependency. */
export const MASKED_VERSION = '0.0.0'

/**
 * What of a manifest decides how dependencies are compiled, in an order of its own: the text is the same after an edit of anything
 * else. Examples, tests and benches are no targets of it.
 */
export function recipeManifest({ text, crate, isMasked, isMaskedDependency }: RecipeOf): string {
  const document = parse(text) as TomlTable
  const kept = pick(document, DOCUMENT_KEYS)
  const own = tableOf(document, 'package')
  if (own && crate) {
    kept.package = {
      ...pick(own, PACKAGE_KEYS),
      // Not inherited: then a release of others would change the root.
      version: isMasked ? MASKED_VERSION : crate.version,
      autoexamples: false,
      autotests: false,
      autobenches: false,
    }
  }
  const workspace = tableOf(document, 'workspace')
  if (workspace) {
    const inherited = tableOf(workspace, 'package')
    kept.workspace = {
      ...pick(workspace, WORKSPACE_KEYS),
      ...(inherited ? { package: pick(inherited, INHERITED_KEYS) } : {}),
      ...dependencyTables(workspace, isMaskedDependency),
    }
  }
  const targets = Object.entries(tableOf(document, 'target') ?? {}).map(
    ([platform, table]) => [platform, dependencyTables(asTable(table) ?? {}, isMaskedDependency)] as const,
  )
  if (targets.length > 0) kept.target = Object.fromEntries(targets)
  const stand = crate && standIn(crate)
  if (stand)
    kept[stand.kind] = [{ name: stand.target.name, path: relativePath(crate.dir, stand.target.path) }]
  const bins = tablesOf(document, 'bin')
  if (bins)
    kept.bin = [...bins].sort((a, b) => ((stringOf(a, 'name') ?? '') < (stringOf(b, 'name') ?? '') ? -1 : 1))
  return stringify(
    sorted({ ...kept, ...dependencyTables(document, isMaskedDependency) }) as Record<string, unknown>,
  )
}

/** Sources with which the crate compiles while its own are not there, by path. */
export function stubSources(
  crate: Crate,
  { isWithoutStd, isRecipe = true }: StubsOf,
): ReadonlyMap<string, string> {
  const stand = standIn(crate)?.target
  return new Map(
    crate.crateTargets.flatMap((target): [string, string][] => {
      if (isRecipe && isOptional(target) && target !== stand) return []
      return [[target.path, stubOf(target, isWithoutStd(target))]]
    }),
  )
}

/** Cargo takes no package without any target: of one that has neither a library nor a program, a test or an example remains. */
function standIn({
  crateTargets,
}: Crate): { readonly kind: string; readonly target: CrateTarget } | undefined {
  const built = crateTargets.filter(({ kind }) => !kind.includes('custom-build'))
  const [target] = built.every(isOptional) ? built : []
  return target && { kind: target.kind[0] ?? 'test', target }
}

function isOptional({ kind }: CrateTarget): boolean {
  return ['example', 'test', 'bench'].includes(kind[0] ?? '')
}

function stubOf({ crateTypes }: CrateTarget, isWithoutStd: boolean): string {
  const isProgram = !crateTypes.some((type) => type.endsWith('lib') || type === 'proc-macro')
  if (!isWithoutStd) return isProgram ? 'fn main() {}\n' : ''
  // What is linked needs somebody to panic.
  const isLinked = isProgram || crateTypes.some((type) => !['lib', 'rlib'].includes(type))
  return isLinked ? `${isProgram ? '#![no_main]\n' : ''}${WITHOUT_STD}${PANIC}` : WITHOUT_STD
}

const WITHOUT_STD = '#![no_std]\n'
const PANIC = '#[panic_handler]\nfn panic(_: &core::panic::PanicInfo) -> ! {\n    loop {}\n}\n'

const DOCUMENT_KEYS = ['cargo-features', 'features', 'lib', 'patch', 'profile', 'replace']
const WORKSPACE_KEYS = ['members', 'exclude', 'default-members', 'resolver']
const PACKAGE_KEYS = [
  ...['name', 'version', 'edition', 'rust-version', 'links', 'build', 'workspace', 'resolver', 'default-run'],
  ...['autobins', 'autolib', 'default-target', 'forced-target'],
]
const INHERITED_KEYS = ['edition', 'rust-version']
const DEPENDENCY_KEYS = [
  ...['dependencies', 'dev-dependencies', 'dev_dependencies', 'build-dependencies', 'build_dependencies'],
]

function pick(table: TomlTable, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    keys.flatMap((key) => {
      const value = entryOf(table, key)
      return value === undefined ? [] : [[key, value]]
    }),
  )
}

function dependencyTables(
  table: TomlTable,
  isMaskedDependency: RecipeOf['isMaskedDependency'],
): Record<string, unknown> {
  const withoutVersion = ([name, value]: readonly [string, unknown]) => {
    const declared = asTable(value)
    if (!declared || stringOf(declared, 'path') === undefined) return [name, value]
    if (!isMaskedDependency(stringOf(declared, 'package') ?? name)) return [name, value]
    const { version: _, ...rest } = declared
    return [name, rest]
  }
  return Object.fromEntries(
    DEPENDENCY_KEYS.flatMap((key) => {
      const dependencies = tableOf(table, key)
      return dependencies ? [[key, Object.fromEntries(Object.entries(dependencies).map(withoutVersion))]] : []
    }),
  )
}

function sorted(value: unknown): unknown {
  const table = asTable(value)
  if (table === undefined || value instanceof Date) return Array.isArray(value) ? value.map(sorted) : value
  return Object.fromEntries(
    Object.entries(table)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)]),
  )
}
