import { resolvePath } from '../repository-path'
import { directoryOfGlue, type GluePlace, glueOfDirectory } from './package-layout'
import type { WasmCrateIdentity, WasmEntry, WasmEvidence } from './wasm-evidence'
import type { WasmGlue } from './wasm-glue'

/** Where the package of a crate lies and what it holds. Directories are relative to the crate's and may begin with `..`. */
export interface WasmPackage {
  /** What its files are called: `name.js`, `name_bg.wasm`. */
  readonly outName: string
  /** None lies in another; sorted. */
  readonly outDirs: readonly OutDirectory[]
  readonly places: readonly GluePlace[]
  /** What is run in the crate's directory once the package is written; null for nothing. */
  readonly post: readonly string[] | null
}

export interface OutDirectory {
  readonly dir: string
  /** It holds other files too: only what a build writes is replaced. */
  readonly isShared: boolean
  /** The `package.json` that a build leaves at its top: all of one, what says how its modules are loaded, or none. */
  readonly manifest: 'full' | 'kind' | 'none'
}

/**
 * What the repository says of a crate's package: first the crate's `[package.metadata.nx-crane.wasm]`, then the scripts that
 * build it, then the entry points and the links that lead to it. Where nothing is said it lies in `defaultDir`, with glue for
 * bundlers, Node and browsers in a directory each.
 */
export function wasmPackageOf(
  crate: WasmCrateIdentity,
  evidence: WasmEvidence,
  defaultDir: string,
): WasmPackage {
  const outName = outNameOf(crate, evidence)
  const rooted = uniqueDirectories(rootedPlaces(evidence, { outName, defaultDir }))
  const places = rooted
    .map(({ glue, dir }) => ({ glue, dir }))
    .sort((a, b) => (a.dir < b.dir ? -1 : a.dir > b.dir ? 1 : 0))
  const home = plain(evidence.settings.outDir ?? defaultDir)
  const roots = [...new Set(rooted.map(({ root }) => root))].sort()
  // One directory that is replaced as a whole, where what was asked for lies in it.
  const isHome =
    roots.every((root) => isBelow(home, root)) && !roots.some((root) => evidence.shared.includes(root))
  const outDirs = isHome
    ? [home]
    : roots.filter((root) => !roots.some((other) => other !== root && isBelow(other, root)))
  return {
    outName,
    outDirs: outDirs.map((dir) => outDirectory(dir, { crate, evidence })),
    places,
    post: evidence.settings.post,
  }
}

function outDirectory(
  dir: string,
  { crate, evidence }: { readonly crate: WasmCrateIdentity; readonly evidence: WasmEvidence },
): OutDirectory {
  // The crate's own directory, or one around it, is never replaced.
  const isShared = evidence.shared.includes(dir) || /^(?:\.|(?:\.\.\/?)+)$/.test(dir)
  const isLinked = evidence.links.includes(dir)
  const isInCrate = resolvePath(crate.dir, dir) !== null && !dir.startsWith('..')
  const isPackage = isLinked || (!evidence.hasPackage && isInCrate)
  if (evidence.manifests.includes(dir) || dir === '.') return { dir, isShared, manifest: 'none' }
  return { dir, isShared, manifest: isPackage ? 'full' : 'kind' }
}

/**
 * Of what was read from package.json files: that of a script, that of a `_bg.wasm`, the library's where it is named at all, or
 * the one name that all entry points have which nothing else is there to write.
 */
function outNameOf(
  { library }: WasmCrateIdentity,
  { settings, runs, entries, hasOtherTools }: WasmEvidence,
): string {
  if (settings.outName !== null) return settings.outName
  const ofRun = runs.find(({ outName }) => outName !== null)?.outName
  if (ofRun) return ofRun
  if (runs.length > 0) return library
  const bound = entries.find(({ ending }) => ending.startsWith('_bg.'))
  if (bound) return bound.stem
  const stems = new Set(
    entries
      .filter((entry) => !hasOtherTools || glueOfDirectory(entry.dir) !== null || isPkg(entry))
      .map(({ stem }) => stem),
  )
  const [only] = stems
  return stems.size === 1 && only !== undefined ? only : library
}

/** wasm-pack's directory, and those named after it. */
function isPkg({ dir }: WasmEntry): boolean {
  return /(?:^|\/)pkg(?:[-_/]|$)/.test(dir)
}

/** A place with the directory that is replaced together with it. */
interface RootedPlace extends GluePlace {
  readonly root: string
}

interface Wanted {
  readonly outName: string
  readonly defaultDir: string
}

function rootedPlaces(evidence: WasmEvidence, { outName, defaultDir }: Wanted): RootedPlace[] {
  const { settings } = evidence
  const home = plain(settings.outDir ?? defaultDir)
  if (settings.targets !== null)
    return settings.targets.map(({ glue, dir }) => {
      const own = settings.targets?.length === 1 ? home : inside(home, directoryOfGlue(glue))
      return dir === null ? { glue, dir: own, root: home } : flat(glue, plain(dir))
    })
  const found = [...evidence.runs.map(({ glue, dir }) => flat(glue, dir)), ...entryPlaces(evidence, outName)]
  if (settings.outDir !== null) {
    const below = found.filter(({ dir }) => isBelow(home, dir))
    const [first] = evidence.runs
    if (below.length > 0) return below.map((place) => ({ ...place, root: home }))
    return first ? [flat(first.glue, home)] : usualPlaces(home, evidence)
  }
  const named = [...found, ...(found.length > 0 ? [] : evidence.folders.map(byName))]
  const linked = evidence.links
    .filter((link) => !named.some(({ dir }) => isBelow(link, dir)))
    .flatMap((link) =>
      glueOfDirectory(link) === null ? usualPlaces(link, { hasPackage: false }) : [byName(link)],
    )
  return named.length + linked.length > 0 ? [...named, ...linked] : usualPlaces(home, evidence)
}

function entryPlaces({ entries, runs }: WasmEvidence, outName: string): RootedPlace[] {
  const own = entries.filter(({ stem }) => stem === outName)
  return [...new Set(own.map(({ dir }) => dir))].map((dir) => {
    const here = own.filter((entry) => entry.dir === dir)
    const said = here.find(({ ending }) => /^\.[cm]?js$/.test(ending))
    // Code that fetches the module by itself wants its address.
    const isFetched = here.some(({ field, ending }) => field === 'exports' && ending === '_bg.wasm')
    // Bundlers have an entry of their own, elsewhere: this is the one that Node requires.
    const isMainOfTwo =
      said?.field === 'main' && own.some((entry) => entry.dir !== dir && entry.field === 'module')
    const known = runs.find((run) => run.dir === dir)?.glue ?? glueOfDirectory(dir)
    const told = here.every(({ glue, ending }) => glue === said?.glue || !/^\.[cm]?js$/.test(ending))
      ? (said?.glue ?? null)
      : null
    return flat(known ?? told ?? (isMainOfTwo ? 'nodejs' : isFetched ? 'web' : 'bundler'), dir)
  })
}

/** What a package has of which nobody says what it should have; a hand-written entry point may import either layout. */
function usualPlaces(root: string, { hasPackage }: Pick<WasmEvidence, 'hasPackage'>): RootedPlace[] {
  const each = USUAL_GLUES.map((glue) => ({ glue, dir: inside(root, directoryOfGlue(glue)), root }))
  return hasPackage ? [flat('bundler', root), ...each] : each
}

const USUAL_GLUES: readonly WasmGlue[] = ['bundler', 'nodejs', 'web']

function byName(dir: string): RootedPlace {
  return flat(glueOfDirectory(dir) ?? 'bundler', dir)
}

function flat(glue: WasmGlue, dir: string): RootedPlace {
  return { glue, dir, root: dir }
}

function uniqueDirectories(places: readonly RootedPlace[]): RootedPlace[] {
  return places.filter(({ dir }, index) => places.findIndex((other) => other.dir === dir) === index)
}

function plain(dir: string): string {
  return dir.replace(/^(?:\.\/)+(?=.)|\/+$/g, '') || '.'
}

function inside(dir: string, name: string): string {
  return dir === '.' ? name : `${dir}/${name}`
}

function isBelow(dir: string, path: string): boolean {
  return dir === path || (dir === '.' ? !path.startsWith('..') : path.startsWith(`${dir}/`))
}
