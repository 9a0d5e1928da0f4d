import { readRegularText } from '@nx-crane/files'
import {
  buildCrateGraph,
  buildWorkspaceGraph,
  type CrateGraph,
  findManifests,
  IgnoreRules,
  lacksDynamicLibrary,
  readSourceTree,
  treeConfigs,
} from '@nx-crane/graph'
import { builtDir, planWasmPackages, type WasmPackage } from './wasm-package'

export interface Workspace {
  /** The repository, absolute. */
  readonly root: string
  /** Where a package that is built for production lies in its crate. */
  readonly outDir: string
  readonly graph: CrateGraph
  readonly wasmPackages: readonly WasmPackage[]
  /** Names of packages beside crates that would be wasm crates if they were dynamic libraries, with those crates' manifests. */
  readonly libraries: ReadonlyMap<string, string>
  /** Directories of crates and npm packages, relative to the root. */
  readonly projectDirs: ReadonlySet<string>
  /** Those that builds of packages write and nobody else does. */
  readonly writtenDirs: ReadonlySet<string>
  /** See {@link import('./watched-sources').WatchedCrate}. */
  configFiles(dir: string): readonly string[]
}

export function readWorkspace(root: string, outDir: string): Workspace {
  const tree = readSourceTree(root)
  const manifests = findManifests(tree)
  // As Nx does: fixtures and templates are no projects.
  const ignored = new IgnoreRules(tree.read('.gitignore') ?? '', tree.read('.nxignore') ?? '')
  const kept = (paths: readonly string[]) => paths.filter((path) => !ignored.ignores(path))
  const graph = buildCrateGraph(tree, kept(manifests.cargo))
  const found = buildWorkspaceGraph(tree, graph, kept(manifests.npm))
  const { packages, edges, wasmCrates, wasmEvidence: evidence } = found
  const read = (path: string) => tree.read(path)
  const wasmPackages = planWasmPackages({ graph, wasmCrates, evidence, packages, edges, outDir, read })
  const shared = ({ outDir: dir, planned }: WasmPackage) =>
    planned.outDirs.some((each) => each.dir === dir && each.isShared)
  return {
    root,
    outDir,
    graph,
    wasmPackages,
    writtenDirs: new Set(wasmPackages.filter((each) => !shared(each)).map(builtDir)),
    libraries: new Map(
      packages.flatMap(({ dir, name, isNamed }) => {
        const crate = graph.crates.find((each) => each.dir === dir)
        return isNamed && crate && lacksDynamicLibrary(crate) ? [[name, crate.id]] : []
      }),
    ),
    projectDirs: new Set([...graph.crates, ...packages].map(({ dir }) => dir)),
    configFiles: (dir) => treeConfigs(tree, dir).files.map(({ path }) => path),
  }
}

export function readFileText(path: string): string {
  return readRegularText(path)
}
