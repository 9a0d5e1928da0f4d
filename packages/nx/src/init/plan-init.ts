import { normalizePath, type SourceTree } from '@nx-crane/cargo'
import type { Options } from '../infer/options'
import { packageInputs } from '../infer/wasm-package'
import { planDevDependencies, type WantedPackage } from './dev-dependencies'
import { planGitIgnore, type WrittenDirectory } from './git-ignore'
import { type InitPlan, joinPlans } from './init-plan'
import { planNxJson, registeredOptions } from './nx-json'
import { planPackageScripts } from './package-scripts'
import { inside, type Survey } from './survey'
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
  const rootManifest = isStandalone
    ? []
    : [planRootManifest(tree, { survey, wanted, repositoryName }, options)]
  return joinPlans([
    planNxJson(nxJson, { hasWasmCrates, hasPackages: survey.hasPackages, wasmInputs: packageInputs(wasm) }),
    ...rootManifest,
    ...survey.crates.flatMap(({ packageManifest }) =>
      packageManifest === null || packageManifest === 'package.json'
        ? []
        : [planPackageScripts(packageManifest, tree.read(packageManifest) ?? '{}', options)],
    ),
    planGitIgnore((path) => tree.read(path), writtenDirectories(survey, wasm, options)),
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
