import { realpathSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { cargoHome, readConfigs, readLockedManifests, readSourceTree } from '@nx-crane/graph'
import { workspaceOf } from '../infer/workspace'
import { registeredOptions } from '../init/nx-json'
import { projectManifests } from '../project-manifests'
import { leftOutLinks } from './left-out-links'
import { type PrunePlan, planPrune } from './plan-prune'
import { vendoredDirectories } from './vendored-crates'
import { outputPlace, writePruned } from './write-pruned'

export interface PruneRepository {
  readonly root: string
  /** Relative to the working directory, or absolute. */
  readonly out: string
  /** Of projects or crates. */
  readonly names: readonly string[]
  /** Writes `json` and `full`. */
  readonly docker: boolean
  /** Cargo's home, where it is not the usual one. */
  readonly cargoHome?: string
}

/** Reads a repository and writes the part of it that builds some projects. What it says is not written anywhere. */
export function pruneRepository({ out, names, docker, ...request }: PruneRepository): PrunePlan {
  const root = realpathSync(request.root)
  const place = outputPlace(root, out)
  const tree = readSourceTree(root)
  const { cargo, npm, nx } = projectManifests(tree)
  const workspace = workspaceOf(tree, [...cargo, ...npm, ...nx], registeredOptions(tree.read('nx.json')))
  const environment = { ...process.env, ...(request.cargoHome ? { CARGO_HOME: request.cargoHome } : {}) }
  const dirs = ['', ...workspace.graph.workspaces.map(({ dir }) => dir)]
  const configs = dirs.flatMap((dir) => readConfigs(join(root, dir), root, environment).files)
  const manifests = readLockedManifests({
    cargoHome: cargoHome(environment, root),
    vendored: [...new Set(vendoredDirectories(configs).map((dir) => resolve(root, dir)))],
  })
  const plan = planPrune(workspace, { names, manifests })
  const contents: Parameters<typeof writePruned>[0]['contents'] = docker
    ? { json: plan.dependencies, full: plan.files }
    : { '': plan.files }
  writePruned({ root, place, contents })
  const links = leftOutLinks(root, tree, plan.files.keys())
  const notes = links.map((path) => `${path} is left out: it is a link out of the repository, or to nothing`)
  return { ...plan, notes: [...plan.notes, ...notes] }
}
