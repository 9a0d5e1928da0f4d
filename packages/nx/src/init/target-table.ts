import { readSourceTree } from '@nx-crane/cargo'
import { crateTargetsContext } from '../infer/crate-nodes'
import { crateTargets } from '../infer/crate-targets'
import type { Options } from '../infer/options'
import { targetsOfOtherPlugins } from '../infer/other-plugins'
import { takenTargets } from '../infer/taken-targets'
import { readWorkspace } from '../infer/workspace'
import { projectManifests } from '../project-manifests'
import { visible } from '../visible'
import { parseJson } from './edit-json'
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
 * @param nxJson the text of its nx.json
 */
export async function newTargetsTable(root: string, nxJson: string | undefined): Promise<string[]> {
  if (isRegistered(nxJson)) return []
  const settings = nxJson === undefined ? {} : parseJson(nxJson, 'nx.json')
  return printTargetRows(await readTargetRows(root, { options: registeredOptions(nxJson), nxJson: settings }))
}

/** The targets of the crates of a repository before and after the plugin is added, one row for each, sorted by project. */
export async function readTargetRows(
  root: string,
  { options, nxJson }: { readonly options: Options; readonly nxJson: Readonly<Record<string, unknown>> },
): Promise<TargetRow[]> {
  const manifests = projectManifests(readSourceTree(root))
  const workspace = readWorkspace(root, [...manifests.cargo, ...manifests.npm, ...manifests.nx], options)
  const nx = { workspaceRoot: root, nxJsonConfiguration: nxJson }
  const crateDirs = workspace.crates.map(({ dir }) => dir)
  const others = await targetsOfOtherPlugins({ nx, tree: workspace.tree, crateDirs, packageDirs: [] })
  const taken = takenTargets(workspace, { others, composed: [] })
  const context = crateTargetsContext(workspace, { options, nxJson, taken })
  return workspace.crates
    .map((crate) => ({
      project: workspace.names.get(crate.dir) ?? crate.name,
      before: Object.keys(taken.at(crate.dir)).sort(),
      added: Object.keys(crateTargets(crate, context)),
    }))
    .sort((a, b) => (a.project < b.project ? -1 : 1))
}

/** A table of them as lines; crates that had no target and get the same ones share a row. */
export function printTargetRows(rows: readonly TargetRow[]): string[] {
  if (rows.length === 0) return []
  const groups = new Map<string, TargetRow[]>()
  for (const row of rows) {
    const key = row.before.length > 0 ? row.project : row.added.join(' ')
    groups.set(key, [...(groups.get(key) ?? []), row])
  }
  const cells = [...groups.values()].map((group) => {
    const [{ project, before, added }] = group as [TargetRow, ...TargetRow[]]
    const names = group.length === 1 ? project : `${project} and ${group.length - 1} more`
    return [names, before.length === 0 ? '–' : before.join(' '), added.join(' ')].map(visible)
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
