import type { SourceTree } from '@nx-crane/cargo'
import type { Options } from '../infer/options'
import { planCachedBuilds } from './cached-builds'
import { planDevDependencies, type WantedPackage } from './dev-dependencies'
import { planGitIgnore, type WrittenDirectory } from './git-ignore'
import { type InitPlan, joinPlans } from './init-plan'
import { planNxJson, registeredOptions } from './nx-json'
import { planPackageScripts } from './package-scripts'
import { inside, type Survey } from './survey'

export interface InitRequest {
  readonly survey: Survey
  readonly wanted: readonly WantedPackage[]
  /** The name a package.json gets when there is none. */
  readonly repositoryName: string
}

/**
 * What makes a repository one that nx-crane works in: as few changes as possible, and none the second time.
 * An Nx workspace without a package.json (`nx.json` with `installation`) keeps Nx where it has it.
 */
export function planInit(tree: SourceTree, { survey, wanted, repositoryName }: InitRequest): InitPlan {
  const nxJson = tree.read('nx.json')
  const options = registeredOptions(nxJson)
  const hasWasmCrates = survey.crates.some((crate) => crate.isWasm)
  const packageJson = tree.read('package.json')
  const isStandalone = packageJson === undefined && nxJson !== undefined
  const rootManifest = isStandalone
    ? []
    : [planRootManifest(tree, { survey, wanted, repositoryName }, options)]
  const cachedBuilds = planCachedBuilds(tree, {
    crateDirs: new Set(survey.crates.map(({ dir }) => dir)),
    hasWasmCrates,
  })
  return joinPlans([
    planNxJson(nxJson, { hasWasmCrates, hasPackages: survey.hasPackages }),
    ...rootManifest,
    ...survey.crates.flatMap(({ packageManifest }) =>
      packageManifest === null || packageManifest === 'package.json'
        ? []
        : [planPackageScripts(packageManifest, tree.read(packageManifest) ?? '{}', options)],
    ),
    cachedBuilds,
    planGitIgnore(
      (path) => tree.read(path),
      [...writtenDirectories(survey, options), ...cachedBuilds.written],
    ),
  ])
}

/** The root's package.json may have both new dependencies and scripts that stand in a root crate's way: one file, one plan. */
function planRootManifest(tree: SourceTree, request: InitRequest, options: Options): InitPlan {
  const before = tree.read('package.json')
  const dependencies = planDevDependencies(before, request.wanted, request.repositoryName)
  const text = dependencies.files[0]?.text ?? before
  const hasRootCrate = request.survey.crates.some((crate) => crate.packageManifest === 'package.json')
  if (!hasRootCrate || text === undefined) return dependencies
  const scripts = planPackageScripts('package.json', text, options)
  const files = scripts.files.length > 0 ? scripts.files : dependencies.files
  return { files, notes: [...dependencies.notes, ...scripts.notes] }
}

function writtenDirectories(survey: Survey, options: Options): WrittenDirectory[] {
  return [
    { dir: '.nx/cache', line: '.nx/cache' },
    { dir: '.nx/workspace-data', line: '.nx/workspace-data' },
    { dir: 'node_modules', line: 'node_modules/' },
    ...survey.cargoWorkspaceDirs.map((dir) => ({ dir: inside(dir, 'target'), line: 'target/' })),
    ...survey.crates.map(({ dir }) => ({ dir: inside(dir, 'dist'), line: 'dist/' })),
    ...survey.crates
      .filter((crate) => crate.isWasm)
      .map(({ dir }) => ({ dir: inside(dir, options.wasmOutDir), line: `${options.wasmOutDir}/` })),
  ]
}
