import { parse } from 'smol-toml'
import type { CargoWorkspace } from '../cargo-workspace'
import type { LockedPackage } from '../lock/cargo-lock'
import { asTable, sortedEntries, type TomlTable, tableOf } from '../manifest/toml-table'
import { isWithin, relativePath } from '../repository-path'
import { pathKey, type TomlEdits, tomlEditor } from './edit-toml'
import { isNamedBy, isPatchUsed, isReplacementUsed } from './patch-declaration'

/** What remains of a workspace. */
export interface WorkspacePart {
  /** Directory of the workspace relative to the repository root. */
  readonly dir: string
  /** Directories of the members that remain, relative to the repository root. */
  readonly memberDirs: readonly string[]
  /** Which of them `default-members` may name; empty leaves the key out. */
  readonly defaultMemberDirs: readonly string[]
  /** Directories of all crates that remain: members and those that are reached by path only. */
  readonly crateDirs: ReadonlySet<string>
  /** Whether the package that the root manifest declares remains. */
  readonly rootCrate: boolean
  readonly resolver: CargoWorkspace['resolver']
  /** Names under which the crates that remain may inherit from `[workspace.dependencies]`. */
  readonly inherited: ReadonlySet<string>
  /** The pruned lock: decides which entries of `[patch]`, `[replace]` and `[profile.*.package]` remain. */
  readonly locked: readonly LockedPackage[]
}

/** @example rewriteRootManifest(text)(part) // the text for that part; prepare once, call for each part */
export type RootManifestRewriter = (part: WorkspacePart) => string

/**
 * Prepares a root manifest to be rewritten for parts of its workspace. Of a part's text Cargo reads the same
 * workspace, without what only other crates use: members are listed one by one, entries that nobody that remains
 * inherits, patches with or overrides the profile of are cut out, and so is the root package where it does not remain.
 * Everything else, comments too, stays as written.
 */
export function rewriteRootManifest(text: string): RootManifestRewriter {
  const document = parse(text) as TomlTable
  const edit = tomlEditor(text)
  const entries = optionalEntries(document)
  return (part) => edit({ dropped: droppedPaths(document, entries, part), values: newValues(document, part) })
}

type Value = TomlEdits['values'] extends ReadonlyMap<string, infer Entry> ? Entry : never

function newValues(document: TomlTable, part: WorkspacePart): Map<string, Value> {
  const values = new Map<string, Value>()
  const set = (name: string, text: string) => {
    const path = ['workspace', name] as const
    values.set(pathKey(path), { path, text })
  }
  if (tableOf(document, 'workspace') === undefined) return values
  set('members', printDirs(part.dir, membersOf(part)))
  if (part.defaultMemberDirs.length > 0)
    set(
      'default-members',
      printDirs(
        part.dir,
        part.defaultMemberDirs.map((dir) => ({ dir, isPattern: false })),
      ),
    )
  // A virtual manifest has no edition for Cargo to take the resolver from.
  if (document.package !== undefined && !part.rootCrate) set('resolver', `"${part.resolver}"`)
  return values
}

function droppedPaths(
  document: TomlTable,
  entries: readonly OptionalTable[],
  part: WorkspacePart,
): Set<string> {
  const dropped = new Set<string>()
  if (tableOf(document, 'workspace') !== undefined && !part.rootCrate) {
    for (const key of Object.keys(document)) if (!STAYS.has(key)) dropped.add(pathKey([key]))
  }
  if (part.defaultMemberDirs.length === 0) dropped.add(pathKey(['workspace', 'default-members']))
  for (const table of entries) {
    const useless = table.entries.filter((entry) => !table.keeps(entry, part))
    // A table of which nothing remains goes with its header.
    if (useless.length === table.entries.length) dropped.add(table.pathKey)
    else for (const entry of useless) dropped.add(entry.pathKey)
  }
  return dropped
}

/** What a root manifest says for the whole workspace rather than for its own package. */
const STAYS = new Set(['workspace', 'patch', 'replace', 'profile', 'cargo-features'])

/** A table whose entries may each concern some crates only. */
interface OptionalTable {
  readonly pathKey: string
  readonly entries: readonly OptionalEntry[]
  keeps(entry: OptionalEntry, part: WorkspacePart): boolean
}

interface OptionalEntry {
  readonly pathKey: string
  readonly key: string
  readonly value: unknown
}

function optionalEntries(document: TomlTable): OptionalTable[] {
  const workspace = tableOf(document, 'workspace')
  const patches = sortedEntries(tableOf(document, 'patch'))
  const profiles = sortedEntries(tableOf(document, 'profile'))
  return [
    optionalTable(['workspace', 'dependencies'], workspace?.dependencies, ({ key }, part) =>
      part.inherited.has(key),
    ),
    ...patches.map(([registry, entries]) =>
      optionalTable(['patch', registry], entries, ({ key, value }, part) =>
        isPatchUsed(key, asTable(value) ?? {}, part),
      ),
    ),
    optionalTable(['replace'], document.replace, ({ key }, part) => isReplacementUsed(key, part.locked)),
    ...profiles.map(([profile, settings]) =>
      optionalTable(
        ['profile', profile, 'package'],
        asTable(settings)?.package,
        ({ key }, part) => key === '*' || part.locked.some((locked) => isNamedBy(key, locked)),
      ),
    ),
  ].filter((table) => table.entries.length > 0)
}

function optionalTable(
  path: readonly string[],
  value: unknown,
  keeps: OptionalTable['keeps'],
): OptionalTable {
  const entries = sortedEntries(asTable(value)).map(([key, entry]) => ({
    pathKey: pathKey([...path, key]),
    key,
    value: entry,
  }))
  return { pathKey: pathKey(path), entries, keeps }
}

interface DirEntry {
  readonly dir: string
  /** Whether the entry has to be a pattern that matches nothing else. */
  readonly isPattern: boolean
}

/**
 * To Cargo, whatever lies below an entry of `members` that is no pattern is a member, `exclude` or not: so the root's own package,
 * which is one in any case, is not listed.
 */
function membersOf({ dir, memberDirs, crateDirs }: WorkspacePart): DirEntry[] {
  const others = [...crateDirs].filter((each) => !memberDirs.includes(each))
  return memberDirs
    .filter((member) => member !== dir)
    .map((member) => ({ dir: member, isPattern: others.some((other) => isWithin(member, other)) }))
}

function printDirs(workspaceDir: string, dirs: readonly DirEntry[]): string {
  const entries = [...dirs]
    .sort((a, b) => (a.dir < b.dir ? -1 : 1))
    .map(({ dir, isPattern }) => memberEntry(workspaceDir, dir).replace(isPattern ? /[^\]/]$/ : /$^/, '[$&]'))
    .map((entry) => JSON.stringify(entry))
  return entries.length === 0 ? '[]' : `[\n${entries.map((entry) => `  ${entry},\n`).join('')}]`
}

/** Members are globs to Cargo, so what has a meaning in a glob is put in brackets. */
function memberEntry(workspaceDir: string, dir: string): string {
  return relativePath(workspaceDir, dir).replace(/[[\]*?]/g, '[$&]')
}
