import type { CreateNodesResultArray, NxJsonConfiguration } from '@nx/devkit'
import type { Crate } from '@nx-crane/cargo'
import { consumedInputs } from './consumed-inputs'
import { crateProject } from './crate-project'
import type { CrateTargetsContext } from './crate-targets'
import type { Options } from './options'
import type { ReadBuilds } from './read-builds'
import { waitForReads } from './read-projects'
import { replacedParts } from './target-defaults'
import type { Workspace } from './workspace'

export interface CrateNodesContext {
  /** Nx project names by directory. */
  readonly names: ReadonlyMap<string, string>
  readonly options: Options
  readonly nxJson: NxJsonConfiguration
  /** Whose outputs crates are compiled with. */
  readonly builds: ReadBuilds
}

/** A project for each crate, in the form Nx takes them from a plugin. */
export function crateNodes(workspace: Workspace, context: CrateNodesContext): CreateNodesResultArray {
  const targetsContext = crateTargetsContext(workspace, context)
  const consumed = new Set(workspace.edges.filter(({ kind }) => kind === 'wasm').map(({ to }) => to))
  return workspace.graph.crates.map((crate) => {
    const name = context.names.get(crate.dir) ?? crate.name
    const project = {
      ...waitForReads(crateProject(crate, name, targetsContext), crate, { workspace, ...context }),
      ...(consumed.has(crate.id) ? { namedInputs: consumedInputs(crate, context.nxJson) } : {}),
    }
    return [crate.id, { projects: { [project.root]: project } }] as const
  })
}

/** The scripts that are Nx targets in the crate's directory because a package.json stands there too. */
export function scriptsBeside(crate: Crate, workspace: Workspace): Readonly<Record<string, string>> {
  const npmPackage = workspace.projectPackageAt(crate.dir)
  return npmPackage ? workspace.scriptsOf(npmPackage) : {}
}

function crateTargetsContext(workspace: Workspace, context: CrateNodesContext): CrateTargetsContext {
  const isWasm = (crate: Crate) => workspace.wasmCrates.has(crate.id)
  return {
    options: context.options,
    isWasm,
    scripts: (crate) => scriptsBeside(crate, workspace),
    losesKey: (targetName, executor) => replacedParts(context.nxJson, targetName, executor).dependsOn,
  }
}
