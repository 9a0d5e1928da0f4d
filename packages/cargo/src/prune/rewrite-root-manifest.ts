import { parse } from 'smol-toml'
import type { CargoWorkspace } from '../cargo-workspace'
import type { LockedPackage } from '../lock/cargo-lock'
import { asTable, sortedEntries, type TomlTable, tableOf } from '../manifest/toml-table'
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
  return (part) => edit({ dropped: droppedPaths(document, part), values: newValues(document, part) })
}

type Value = TomlEdits['values'] extends ReadonlyMap<string, infer Entry> ? Entry : never

function newValues(document: TomlTable, part: WorkspacePart): Map<string, Value> {
  const values = new Map<string, Value>()
  const set = (name: string, text: string) => {
    const path = ['workspace', name] as const
    values.set(pathKey(path), { path, text })
  }
  if (tableOf(document, 'workspace') === undefined) return values
  set('members', printDirs(part.dir, part.memberDirs))
  if (part.defaultMemberDirs.length > 0) set('default-members', printDirs(part.dir, part.defaultMemberDirs))
  // A virtual manifest has no edition for Cargo to take the resolver from.
  if (document.package !== undefined && !part.rootCrate) set('resolver', `"${part.resolver}"`)
  return values
}

function droppedPaths(document: TomlTable, part: WorkspacePart): Set<string> {
  const dropped = new Set<string>()
  const workspace = tableOf(document, 'workspace')
  const drop = (path: readonly string[]) => dropped.add(pathKey(path))
  if (workspace !== undefined && !part.rootCrate) {
    for (const key of Object.keys(document)) if (!STAYS.has(key)) drop([key])
  }
  if (part.defaultMemberDirs.length === 0) drop(['workspace', 'default-members'])
  dropEntries(['workspace', 'dependencies'], tableOf(workspace, 'dependencies'), {
    keep: (key) => part.inherited.has(key),
    drop,
  })
  for (const [registry, entries] of sortedEntries(tableOf(document, 'patch'))) {
    dropEntries(['patch', registry], asTable(entries), {
      keep: (key, value) => isPatchUsed(key, asTable(value) ?? {}, part),
      drop,
    })
  }
  dropEntries(['replace'], tableOf(document, 'replace'), {
    keep: (key) => isReplacementUsed(key, part.locked),
    drop,
  })
  for (const [profile, settings] of sortedEntries(tableOf(document, 'profile'))) {
    dropEntries(['profile', profile, 'package'], tableOf(asTable(settings), 'package'), {
      keep: (key) => key === '*' || part.locked.some((locked) => isNamedBy(key, locked)),
      drop,
    })
  }
  return dropped
}

/** What a root manifest says for the whole workspace rather than for its own package. */
const STAYS = new Set(['workspace', 'patch', 'replace', 'profile', 'cargo-features'])

interface EntryFilter {
  keep(key: string, value: unknown): boolean
  drop(path: readonly string[]): void
}

/** A table of which nothing remains goes with its header. */
function dropEntries(
  path: readonly string[],
  entries: TomlTable | undefined,
  { keep, drop }: EntryFilter,
): void {
  const all = sortedEntries(entries)
  const useless = all.filter(([key, value]) => !keep(key, value))
  if (useless.length === all.length && all.length > 0) drop(path)
  else for (const [key] of useless) drop([...path, key])
}

function printDirs(workspaceDir: string, dirs: readonly string[]): string {
  const entries = [...dirs].sort().map((dir) => JSON.stringify(memberEntry(workspaceDir, dir)))
  return entries.length === 0 ? '[]' : `[\n${entries.map((entry) => `  ${entry},\n`).join('')}]`
}

/** Members are globs to Cargo, so what has a meaning in a glob is put in brackets. */
function memberEntry(workspaceDir: string, dir: string): string {
  return relativeDir(workspaceDir, dir).replace(/[[\]*?]/g, '[$&]')
}

function relativeDir(from: string, to: string): string {
  const left = from === '' ? [] : from.split('/')
  const right = to === '' ? [] : to.split('/')
  let common = 0
  while (common < left.length && left[common] === right[common]) common++
  const parts = [...left.slice(common).map(() => '..'), ...right.slice(common)]
  return parts.length === 0 ? '.' : parts.join('/')
}
