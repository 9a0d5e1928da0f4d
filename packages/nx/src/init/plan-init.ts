import { normalizePath, packageManagerOf, type SourceTree } from '@nx-crane/graph'
import { nxProjects } from '../infer/nx-projects'
import type { Options } from '../infer/options'
import { packageInputs } from '../infer/wasm-package'
import { projectManifests } from '../project-manifests'
import { planCachedBuilds } from './cached-builds'
import { planDevDependencies, type WantedPackage } from './dev-dependencies'
import { planEmptyScripts } from './empty-scripts'
import { planGitIgnore, type WrittenDirectory } from './git-ignore'
import { type InitPlan, joinPlans, NOTHING } from './init-plan'
import { planNxJson, registeredOptions } from './nx-json'
import { inside, type Survey } from './survey'
import { planViteAdvice } from './vite-advice'
import { type SurveyedWasmCrate, surveyWasmCrates } from './wasm-survey'

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
  const wasm = surveyWasmCrates(tree, options)
  const packageJson = tree.read('package.json')
  const isStandalone = packageJson === undefined && nxJson !== undefined
  const isNxProject = new Set(nxProjects(tree, projectManifests(tree)).map(({ dir }) => dir))
  const besideCrates = survey.crates.flatMap(({ dir, packageManifest }) =>
    packageManifest !== null && dir !== '' && isNxProject.has(dir) ? [packageManifest] : [],
  )
  const cachedBuilds = planCachedBuilds(tree, {
    crateDirs: new Set(survey.crates.map(({ dir }) => dir)),
    hasWasmCrates,
  })
  return joinPlans([
    planNxJson(nxJson, { hasWasmCrates, hasPackages: survey.hasPackages, wasmInputs: packageInputs(wasm) }),
    ...(isStandalone ? [] : [planDevDependencies(packageJson, wanted, repositoryName)]),
    ...besideCrates.map((manifest) => planEmptyScripts(manifest, tree.read(manifest) ?? '{}', options)),
    cachedBuilds,
    planGitIgnore(
      (path) => tree.read(path),
      [...writtenDirectories(survey, wasm, options), ...cachedBuilds.written],
    ),
    hasWasmCrates ? planViteAdvice(tree, packageManagerOf(tree)) : NOTHING,
  ])
}

function writtenDirectories(
  survey: Survey,
  wasm: readonly SurveyedWasmCrate[],
  options: Options,
): WrittenDirectory[] {
  return [
    { dir: '.nx/cache', line: '.nx/cache' },
    { dir: '.nx/workspace-data', line: '.nx/workspace-data' },
    { dir: 'node_modules', line: 'node_modules/' },
    ...survey.cargoWorkspaceDirs.map((dir) => ({ dir: inside(dir, 'target'), line: 'target/' })),
    ...survey.crates.map(({ dir }) => ({ dir: inside(dir, 'dist'), line: 'dist/' })),
    ...wasm.flatMap(({ dir, planned }) =>
      planned.outDirs.flatMap((outDir) => {
        if (outDir.isShared) return []
        const written = normalizePath(dir, outDir.dir)
        // Only the usual name is one that nobody else has for anything.
        const isUsual = outDir.dir === options.wasmOutDir
        return [{ dir: written, line: isUsual ? `${options.wasmOutDir}/` : `/${written}/` }]
      }),
    ),
  ]
}
