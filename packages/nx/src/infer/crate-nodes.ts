import type { CreateNodesResultArray, NxJsonConfiguration } from '@nx/devkit'
import { type Crate, leadsToCrate } from '@nx-crane/graph'
import { consumedInputs } from './consumed-inputs'
import { crateFiles } from './crate-files'
import { crateProject } from './crate-project'
import type { CrateTargetsContext } from './crate-targets'
import { dependencyChecks } from './dependency-checks'
import { isCachedAnyway } from './kept-answers'
import type { Options } from './options'
import type { ReadBuilds } from './read-builds'
import { waitForReads } from './read-projects'
import type { TakenTargets } from './taken-targets'
import { replacedParts } from './target-defaults'
import { packageOfCrate } from './wasm-package'
import type { Workspace } from './workspace'
import { workspaceProjects } from './workspace-projects'

export interface CrateNodesContext {
  /** Absolute path of the Nx workspace; null for a tree that is on no disk. */
  readonly root: string | null
  readonly options: Options
  readonly nxJson: NxJsonConfiguration
  readonly taken: TakenTargets
  /** Whose outputs crates are compiled with. */
  readonly builds: ReadBuilds
  /** Those that Nx knows, relative to the root. */
  readonly manifests: ReadonlySet<string>
}

/** A project for each crate and each Cargo workspace, in the form Nx takes them from a plugin. */
export function crateNodes(workspace: Workspace, context: CrateNodesContext): CreateNodesResultArray {
  const targetsContext = crateTargetsContext(workspace, context)
  const consumed = new Set(workspace.edges.filter(leadsToCrate).map(({ to }) => to))
  // Of a crate behind a link, or in a directory that Git ignores, Nx knows no file: with such a project it hashes no task at all.
  const known = workspace.crates.filter(({ id }) => context.manifests.has(id))
  const ofCrates = known.map((crate) => {
    const name = workspace.names.get(crate.dir) ?? crate.name
    const project = {
      ...waitForReads(crateProject(crate, name, targetsContext), crate, { workspace, ...context }),
      ...(consumed.has(crate.id)
        ? {
            namedInputs: consumedInputs(crate, {
              nxJson: context.nxJson,
              files: targetsContext.filesOf(crate),
            }),
          }
        : {}),
    }
    return [crate.id, { projects: { [project.root]: project } }] as const
  })
  return [...ofCrates, ...workspaceProjects(workspace, targetsContext)]
}

/** What the targets of each crate need to know. */
export function crateTargetsContext(
  workspace: Workspace,
  context: Omit<CrateNodesContext, 'builds' | 'manifests'>,
): CrateTargetsContext {
  const isWasm = (crate: Crate) => workspace.wasmCrates.has(crate.id)
  return {
    options: context.options,
    stateDirectory: workspace.stateDirectory,
    isWasm,
    wasmPackage: (crate) => packageOfCrate(crate, workspace, context.options),
    filesOf: crateFiles(context.root, workspace, context.options),
    checksAt: (dir) => dependencyChecks(workspace, dir).filter(({ kind }) => !isCachedAnyway(kind, context)),
    takenAt: (dir) => context.taken.at(dir),
    losesKey: (targetName, executor) => replacedParts(context.nxJson, targetName, executor).dependsOn,
  }
}
