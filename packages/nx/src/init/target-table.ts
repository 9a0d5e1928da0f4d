import { visible } from '@nx-crane/files'
import { type SourceTree, TARGET_KINDS } from '@nx-crane/graph'
import { crateTargetsContext } from '../infer/crate-nodes'
import { inferTargets } from '../infer/crate-targets'
import type { Options } from '../infer/options'
import { targetsOfOtherPlugins } from '../infer/other-plugins'
import { takenTargets } from '../infer/taken-targets'
import { workspaceOf } from '../infer/workspace'
import { projectManifests } from '../project-manifests'
import { parseJson } from './edit-json'
import type { InitPlan } from './init-plan'
import { isRegistered, registeredOptions } from './nx-json'

/** The targets of one project: those it has, which stay, and those that the plugin adds. */
export interface TargetRow {
  readonly project: string
  readonly before: readonly string[]
  readonly added: readonly string[]
}

/**
 * The table for a repository that does not have the plugin yet: said once, since from then on Nx shows the targets.
 *
 * @param tree the repository as it is before
 */
export async function newTargetsTable(
  root: string,
  { tree, plan }: { readonly tree: SourceTree; readonly plan: InitPlan },
): Promise<string[]> {
  const nxJson = tree.read('nx.json')
  if (isRegistered(nxJson)) return []
  const planned = plannedTree(tree, plan)
  return [...printTargetRows(await targetRows(root, planned)), ...waitingPackages(planned)]
}

/** Which packages wait for crates from now on, and how to have one not wait. */
function waitingPackages(tree: SourceTree): string[] {
  const { cargo, npm, nx } = projectManifests(tree)
  const workspace = workspaceOf(tree, [...cargo, ...npm, ...nx], registeredOptions(tree.read('nx.json')))
  const users = new Set(
    workspace.edges.filter(({ kind }) => kind === 'wasm' || kind === 'addon').map(({ from }) => from),
  )
  const names = workspace.projectPackages
    .filter(({ manifest }) => users.has(manifest))
    .map(({ name }) => visible(name))
  if (names.length === 0) return []
  return [
    `builds, tests, type checks and servers of ${few(names)} now run after the builds of the crates they use; "nx": { "targets": { "TARGET": { "dependsOn": [] } } } in a package.json keeps one from waiting`,
  ]
}

/** The repository as it will be. */
function plannedTree(tree: SourceTree, { files }: InitPlan): SourceTree {
  const planned = new Map(files.map(({ path, text }) => [path, text]))
  return {
    read: (path) => planned.get(path) ?? tree.read(path),
    list: (path) => tree.list(path),
    isLink: (path) => tree.isLink?.(path) ?? false,
  }
}

/** The targets of the crates of a repository, one row for each, sorted by project. */
async function targetRows(root: string, tree: SourceTree): Promise<TargetRow[]> {
  const text = tree.read('nx.json')
  const options = registeredOptions(text)
  const nxJson = text === undefined ? {} : parseJson(text, 'nx.json')
  const manifests = projectManifests(tree)
  const workspace = workspaceOf(tree, [...manifests.cargo, ...manifests.npm, ...manifests.nx], options)
  const nx = { workspaceRoot: root, nxJsonConfiguration: nxJson }
  const crateDirs = workspace.crates.map(({ dir }) => dir)
  const others = await targetsOfOtherPlugins({ nx, tree, crateDirs, packageDirs: [] })
  const taken = takenTargets(workspace, { others, composed: [] })
  const context = crateTargetsContext(workspace, { root: null, options, nxJson, taken })
  return workspace.crates
    .map((crate) => ({
      project: workspace.names.get(crate.dir) ?? crate.name,
      before: clashesFirst(Object.keys(taken.at(crate.dir)), options),
      added: Object.keys(inferTargets(crate, context)),
    }))
    .sort((a, b) => (a.project < b.project ? -1 : 1))
}

/** The names that the crate's targets would have had, then the others. */
function clashesFirst(names: readonly string[], { targets }: Options): string[] {
  const wanted = new Set(TARGET_KINDS.flatMap((kind) => targets[kind] || []).map(({ name }) => name))
  return [...names].sort((a, b) => Number(wanted.has(b)) - Number(wanted.has(a)) || (a < b ? -1 : 1))
}

/** A table of them as lines; crates that had no target and get the same ones share a row. */
function printTargetRows(rows: readonly TargetRow[]): string[] {
  if (rows.length === 0) return []
  const groups = new Map<string, TargetRow[]>()
  for (const row of rows) {
    const key = row.before.length > 0 ? row.project : row.added.join(' ')
    groups.set(key, [...(groups.get(key) ?? []), row])
  }
  const cells = [...groups.values()].map((group) => {
    const [{ project, before, added }] = group as [TargetRow, ...TargetRow[]]
    const names = group.length === 1 ? project : `${project} and ${group.length - 1} more`
    return [names, few(before), added.join(' ')].map(visible)
  })
  const table = [['crate', 'has, and keeps', 'gets'], ...cells]
  const widths = [0, 1].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)))
  return table.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

function few(names: readonly string[]): string {
  if (names.length === 0) return '–'
  const further = names.length - SHOWN
  return `${names.slice(0, SHOWN).join(' ')}${further > 0 ? ` and ${further} more` : ''}`
}

const SHOWN = 6
