import { buildCrateGraph, isWasmCrate, parseTypeScriptPackage, type SourceTree } from '@nx-crane/graph'
import { declaredReads } from '@nx-crane/keys'
import { projectManifests } from '../project-manifests'

/** What `init` needs to know of a repository. Directories are relative to the root, `''` for the root itself. */
export interface Survey {
  readonly crates: readonly SurveyedCrate[]
  readonly cargoWorkspaceDirs: readonly string[]
  /** There are npm packages beside the root and the crates. */
  readonly hasPackages: boolean
  /** Each: the tool is a dependency of some package, and has a configuration file beside some package.json. */
  readonly hasTypeScript: boolean
  readonly hasVite: boolean
  readonly hasVitest: boolean
}

export interface SurveyedCrate {
  readonly dir: string
  readonly isWasm: boolean
  /** Its manifest says what its tasks read beside its package. */
  readonly declaresReads: boolean
  /** The `package.json` beside the crate's manifest, or null. */
  readonly packageManifest: string | null
}

/** Reads the repository once; broken manifests are left out here, the plugin's diagnostics name them. */
export function surveyRepository(tree: SourceTree): Survey {
  const manifests = projectManifests(tree)
  const graph = buildCrateGraph(tree, manifests.cargo)
  const npmManifests = new Set(manifests.npm)
  const crates = graph.crates.map(({ dir, ...crate }): SurveyedCrate => {
    const beside = inside(dir, 'package.json')
    const packageManifest = npmManifests.has(beside) ? beside : null
    const parsed =
      packageManifest === null ? null : parseTypeScriptPackage(tree.read(beside) ?? '', beside).package
    const declaresReads = declaredReads(crate) !== null
    return { dir, isWasm: isWasmCrate({ ...crate, dir }, parsed), declaresReads, packageManifest }
  })
  const packageFiles = manifests.npm.flatMap((manifest) => [...(tree.list(parentOf(manifest))?.keys() ?? [])])
  const dependencies = new Set(manifests.npm.flatMap((manifest) => dependenciesOf(tree, manifest)))
  const uses = (name: string, config: RegExp) =>
    dependencies.has(name) && packageFiles.some((file) => config.test(file))
  return {
    crates,
    cargoWorkspaceDirs: [
      ...new Set(graph.workspaces.map((workspace) => parentOf(workspace.manifest))),
    ].sort(),
    hasPackages: manifests.npm.some(
      (manifest) =>
        manifest !== 'package.json' && crates.every((crate) => crate.packageManifest !== manifest),
    ),
    hasTypeScript: uses('typescript', /^tsconfig.*\.json$/),
    hasVite: uses('vite', /^vite\.config\.[cm]?[jt]s$/),
    hasVitest: uses('vitest', /^vitest\.config\.[cm]?[jt]s$/),
  }
}

function dependenciesOf(tree: SourceTree, manifest: string): string[] {
  const { package: found } = parseTypeScriptPackage(tree.read(manifest) ?? '', manifest)
  return Object.keys(found?.dependencies ?? {})
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}

/** The path of `name` in the directory `dir`. */
export function inside(dir: string, name: string): string {
  return dir === '' ? name : `${dir}/${name}`
}
