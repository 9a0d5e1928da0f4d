import { packageEntries } from '../npm/package-entries'
import type { PackageManifest } from '../npm/package-manifest'
import { baseName, isWithin, parentDir, resolvePath } from '../repository-path'
import type { SourceTree } from '../source-tree'
import { type BindgenRun, bindgenRuns } from './bindgen-runs'
import { glueOfDirectory } from './package-layout'
import { relativePath } from './relative-path'
import { RepositoryFiles } from './repository-files'
import { shellCommands } from './shell-commands'
import { moduleNamedBy } from './wasm-crate'
import type { WasmGlue } from './wasm-glue'
import { NO_WASM_SETTINGS, type WasmSettings } from './wasm-settings'

/** What of a crate its package is planned from. */
export interface WasmCrateIdentity {
  /** Path of the manifest relative to the root. */
  readonly id: string
  readonly dir: string
  /** As in file names: `my_crate`. */
  readonly library: string
}

/**
 * What a repository says of where a crate's package lies and what it holds, as plain data. Directories are relative to
 * the crate's and may begin with `..`.
 */
export interface WasmEvidence {
  readonly settings: WasmSettings
  /** A `package.json` is committed beside the crate's manifest. */
  readonly hasPackage: boolean
  /** Of scripts, the best first. */
  readonly runs: readonly { readonly dir: string; readonly outName: string | null; readonly glue: WasmGlue }[]
  /** The modules that packages name as theirs and that are no files of the repository. */
  readonly entries: readonly WasmEntry[]
  /** Directories that `files` names. */
  readonly folders: readonly string[]
  /** Directories below the crate that packages are linked to. */
  readonly links: readonly string[]
  /** Which of these directories hold files that no build of the crate writes. */
  readonly shared: readonly string[]
  /** Which of these directories have a `package.json` that is the repository's. */
  readonly manifests: readonly string[]
  /** Scripts of the package run tools that may write files, whichever. */
  readonly hasOtherTools: boolean
}

export interface WasmEntry {
  readonly dir: string
  /** What stands before `.js`, `.d.ts` and `_bg.wasm`. */
  readonly stem: string
  /** What stands after it. */
  readonly ending: string
  /** As its place in the manifest says. */
  readonly glue: WasmGlue | null
  /** Where it stands, as written. */
  readonly manifest: string
  readonly line: number
  readonly field: string
  readonly path: string
}

export interface EvidenceContext {
  readonly tree: SourceTree
  readonly packages: readonly PackageManifest[]
  readonly settings: WasmSettings
  /** Directories that packages are linked to, relative to the root. */
  readonly links: readonly string[]
}

export const NO_EVIDENCE: WasmEvidence = {
  settings: NO_WASM_SETTINGS,
  hasPackage: false,
  runs: [],
  entries: [],
  folders: [],
  links: [],
  shared: [],
  manifests: [],
  hasOtherTools: false,
}

/** Collects it from the packages of the repository. */
export function wasmEvidence(crate: WasmCrateIdentity, context: EvidenceContext): WasmEvidence {
  const { tree, packages, settings } = context
  const files = new RepositoryFiles(tree)
  const beside = packages.find(({ dir }) => dir === crate.dir)
  const inCrate = (path: string) => relativePath(crate.dir, path)
  const runs = runsOf(crate, packages).map(({ dir, outName, glue }) => ({ dir: inCrate(dir), outName, glue }))
  const entries = packages
    .filter(({ dir }) => isWithin(crate.dir, dir))
    .flatMap((each) => entriesOf(each, { crate, files, isBeside: each === beside }))
  const folders = beside ? foldersOf(beside, { crate, tree }) : []
  const links = context.links.map(inCrate)
  const named = [
    ...(settings.outDir === null ? [] : [settings.outDir]),
    ...(settings.targets ?? []).flatMap(({ dir }) => dir ?? []),
    ...[...runs, ...entries].map(({ dir }) => dir),
    ...folders,
    ...links,
  ]
  const dirs = [...new Set(named)].sort()
  const hasOtherTools = beside !== undefined && runsOtherTools(beside, tree)
  const inRepository = (dir: string) => resolvePath(crate.dir, dir) ?? ''
  return {
    settings,
    hasPackage: beside !== undefined,
    runs,
    entries,
    folders,
    links,
    shared: dirs.filter(
      (dir) =>
        isWithin(inRepository(dir), crate.dir) ||
        (hasOtherTools && WRITTEN_BY_MANY.test(dir)) ||
        files.holdsOwn(inRepository(dir)),
    ),
    manifests: dirs.filter((dir) => files.ownsManifest(inRepository(dir))),
    hasOtherTools,
  }
}

/** Where compilers and bundlers put what they make. */
const WRITTEN_BY_MANY = /^(?:dist|build|out|lib)$/

function runsOf(crate: WasmCrateIdentity, packages: readonly PackageManifest[]): BindgenRun[] {
  const isOwn = (run: BindgenRun) =>
    run.crate.by === 'directory' ? run.crate.dir === crate.dir : run.crate.library === crate.library
  const runs = [...packages]
    .sort((a, b) => Number(b.dir === crate.dir) - Number(a.dir === crate.dir))
    .flatMap(({ scripts, dir }) => bindgenRuns(scripts, dir).filter(isOwn))
  // One directory holds one glue: that of the script that counts most.
  return runs.filter(({ dir }, index) => runs.findIndex((other) => other.dir === dir) === index)
}

interface EntryContext {
  readonly crate: WasmCrateIdentity
  readonly files: RepositoryFiles
  readonly isBeside: boolean
}

/** Those of a package below the crate count where it names what wasm-bindgen writes: others have nothing to do with it. */
function entriesOf(npmPackage: PackageManifest, { crate, files, isBeside }: EntryContext): WasmEntry[] {
  const entries = packageEntries(files.read(npmPackage.manifest)).flatMap((entry): WasmEntry[] => {
    const path = /[*?{]/.test(entry.path) ? null : resolvePath(npmPackage.dir, entry.path)
    const stem = path === null ? null : moduleNamedBy(path)
    if (path === null || stem === null || files.isOwn(path, stem)) return []
    const ending = baseName(path).slice(stem.length)
    const dir = relativePath(crate.dir, parentDir(path))
    const place = { manifest: npmPackage.manifest, line: entry.line, field: entry.field, path: entry.path }
    return [{ dir, stem, ending, glue: glueOfKeys(entry.keys), ...place }]
  })
  if (isBeside) return entries
  const bound = entries.filter(({ ending }) => ending.startsWith('_bg.')).map(({ stem }) => stem)
  return entries.filter(({ stem }) => bound.includes(stem) || stem === crate.library)
}

function glueOfKeys(keys: readonly string[]): WasmGlue | null {
  if (keys.includes('deno')) return 'deno'
  return keys.includes('node') || keys.includes('require') ? 'nodejs' : null
}

function foldersOf(
  npmPackage: PackageManifest,
  { crate, tree }: { crate: WasmCrateIdentity; tree: SourceTree },
): string[] {
  return packageEntries(tree.read(npmPackage.manifest) ?? '')
    .filter(({ field }) => field === 'files')
    .flatMap(({ path }) => {
      const dir = resolvePath(npmPackage.dir, path.replace(/\/\*\*?(?:\/\*)?$/, ''))
      if (dir === null || dir === crate.dir || /[*?{]|\.\w+$/.test(dir)) return []
      const folder = relativePath(crate.dir, dir)
      return glueOfDirectory(folder) === null ? [] : [folder]
    })
}

/** Whether a script may write what an entry point names: it starts a compiler, a bundler or a script of its own. */
function runsOtherTools(npmPackage: PackageManifest, tree: SourceTree): boolean {
  if (tree.list(npmPackage.dir)?.has('project.json')) return true
  return Object.entries(npmPackage.scripts).some(
    ([name, script]) => !CHECKING.test(name) && shellCommands(script).some(({ words }) => isWriting(words)),
  )
}

/** What wasm-pack and wasm-bindgen write is known; the words after them are no programs. */
function isWriting(words: readonly string[]): boolean {
  const ofRust = words.findIndex((word) => /^(?:.*\/)?(?:wasm-(?:pack|bindgen|opt)|cargo)$/.test(word))
  return ofRust === -1 && WRITING.test(words.join(' '))
}

const CHECKING =
  /^(?:pre|post)?(?:test|lint|format|fmt|check|type-?check|clean|publish|version|bench|start|serve)(?:$|:)/
const WRITING =
  /(?:^|[\s&;|/(])(?:tsc|vite|rollup|rolldown|esbuild|webpack|rspack|rslib|tsup|tsdown|ncc|swc|babel|unbuild|parcel|microbundle|bun|deno|node|tsx|ts-node|zx|make|just|bash|sh|run-[sp]|npm|npm-run-all|pnpm|yarn|turbo|nx|gulp|grunt|wireit|cp|mv|cat|sed)(?=$|\s)|\.(?:sh|py|ps1)(?=$|\s)/
