import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type LeavingKind, leavesFiles, parseManifest } from '@nx-crane/cargo'
import { placePackage, replacePackage, writeArtifacts, writeDocumentation } from '@nx-crane/cargo/cli'
import { makeStagingFor, type Place, readRegularText } from '@nx-crane/files'
import { copyOut, type StoreFiles } from '@nx-crane/nix/cli'
import type { NixTask } from './nix-task'

export interface PlaceOutputsOptions {
  /** The Nx workspace, absolute. */
  readonly root: string
  readonly files: StoreFiles
  readonly signal?: AbortSignal | undefined
}

/**
 * Copies what Nix has built to where cargo would have left it, as files of one's own: programs and C libraries flat into one
 * directory, the pages of the documentation, the npm package. Files that have the right bytes already stay as they are.
 */
export async function placeOutputs(
  task: NixTask,
  { root, files, signal }: PlaceOutputsOptions,
): Promise<void> {
  const { kind } = task
  if (!leavesFiles(kind)) return
  const output = { root, path: task.outputDir }
  using staging = makeStagingFor(output)
  const copy = join(staging.path, 'files')
  const scratch = join(staging.path, 'linked')
  mkdirSync(scratch)
  await copyOut(files, { storePath: task.storePath, directory: copy, scratch })
  signal?.throwIfAborted()
  place({ ...task, kind }, copy, output)
}

function place(task: NixTask & { readonly kind: LeavingKind }, copy: string, output: Place): void {
  const { root } = output
  switch (task.kind) {
    case 'build':
      writeArtifacts(output, artifactsIn(copy))
      return
    case 'doc': {
      const pages = join(copy, 'share/doc')
      writeDocumentation(output, pages, mainPage(pages, join(root, task.manifest)))
      return
    }
    case 'wasm':
      if (task.wasm) placePackage(copy, { package: task.wasm.package, root, manifest: task.manifest })
      else replacePackage(copy, output)
  }
}

/** As cargo's builder has them: without what only Rust itself can use. */
function artifactsIn(copy: string): string[] {
  return ['bin', 'lib']
    .map((name) => join(copy, name))
    .filter((directory) => existsSync(directory))
    .flatMap((directory) =>
      readdirSync(directory, { withFileTypes: true })
        .filter((entry) => entry.isFile() && !/\.(rlib|rmeta|d)$/.test(entry.name))
        .map((entry) => join(directory, entry.name)),
    )
    .sort()
}

/** The documented crate to begin with: the library, or else the first program. */
function mainPage(pages: string, manifest: string): string | null {
  if (!existsSync(pages)) return null
  const documented = readdirSync(pages)
    .filter((name) => existsSync(join(pages, name, 'index.html')) && name !== 'src')
    .sort()
  return documented.find((name) => name === libraryOf(manifest)) ?? documented[0] ?? null
}

function libraryOf(path: string): string | null {
  const manifest = parseManifest(readRegularText(path))
  const { lib, package: own } = 'toml' in manifest ? manifest.toml : {}
  const name = nameIn(lib) ?? nameIn(own)
  return name === null ? null : name.replaceAll('-', '_')
}

function nameIn(table: unknown): string | null {
  const name = (table as { readonly name?: unknown } | null | undefined)?.name
  return typeof name === 'string' ? name : null
}
