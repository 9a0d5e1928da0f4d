import {
  type Crate,
  literalGlob,
  NO_EVIDENCE,
  normalizePath,
  type OutDirectory,
  type WasmPackage,
  wasmIdentity,
  wasmPackageOf,
} from '@nx-crane/graph'
import type { Options, TargetInputs } from './options'
import type { Workspace } from './workspace'

/** Where the package of a wasm crate lies and what it holds, by what the repository says and the options. */
export function packageOfCrate(
  crate: Crate,
  { wasmEvidence }: Pick<Workspace, 'wasmEvidence'>,
  { wasmOutDir }: Options,
): WasmPackage {
  return wasmPackageOf(wasmIdentity(crate), wasmEvidence[crate.id] ?? NO_EVIDENCE, wasmOutDir)
}

/** What a build of the package leaves, as the outputs of a target; among other files, by its files. */
export function packageOutputs(crate: Pick<Crate, 'dir'>, planned: WasmPackage): string[] {
  return writtenPaths(planned).map((path) =>
    path.startsWith('..')
      ? `{workspaceRoot}/${normalizePath(crate.dir, path)}`
      : path === '.'
        ? '{projectRoot}'
        : `{projectRoot}/${path}`,
  )
}

/** The content of the packages, as an input of what uses them: a glob for each directory. */
export function packageInputs(
  packages: readonly { readonly dir: string; readonly planned: WasmPackage }[],
): TargetInputs {
  const globs = packages.flatMap(({ dir, planned }) =>
    planned.outDirs.flatMap((outDir) => {
      const written = outDir.isShared ? filesIn(outDir, planned) : [`${literalGlob(outDir.dir)}/**/*`]
      return written.map((path) => normalizePath(literalGlob(dir), path))
    }),
  )
  return [...new Set(globs)].sort().map((glob) => ({ dependentTasksOutputFiles: glob, transitive: true }))
}

function writtenPaths(planned: WasmPackage): string[] {
  return planned.outDirs.flatMap((outDir) => (outDir.isShared ? filesIn(outDir, planned) : [outDir.dir]))
}

/** Of the module in each place below a directory, with the package.json that says how to take it, and nothing else that lies there. */
function filesIn({ dir: outDir, manifest }: OutDirectory, { places, outName }: WasmPackage): string[] {
  const isBelow = (dir: string) => outDir === '.' || dir === outDir || dir.startsWith(`${outDir}/`)
  const files = places
    .filter(({ dir }) => isBelow(dir))
    .flatMap(({ dir }) => {
      const at = dir === '.' ? '' : `${literalGlob(dir)}/`
      return [
        ...['.js', '.d.ts', '_bg.js', '_bg.wasm', '_bg.wasm.d.ts'].map(
          (ending) => `${at}${outName}${ending}`,
        ),
        `${at}snippets/**/*`,
        ...(dir === outDir && manifest === 'none' ? [] : [`${at}package.json`]),
      ]
    })
  const own = outDir === '.' ? 'package.json' : `${literalGlob(outDir)}/package.json`
  return manifest === 'full' && !files.includes(own) ? [...files, own] : files
}

/** Whether all that a build leaves can be named: what a person's own step adds among a person's files cannot. */
export function isWholeKnown({ outDirs, post }: WasmPackage): boolean {
  return post === null || outDirs.every(({ isShared }) => !isShared)
}
