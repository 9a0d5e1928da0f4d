import { type Contents, crateContents, isAboutCrate, namesTexts } from '../crate-contents'
import { filesBelow, type Listings } from '../files-below'
import { baseName, childPath, isWithin, parentDir } from '../repository-path'
import { ALL_FILES, type PackageRules } from './package-rules'
import type { SourceFiles } from './source-files'

export interface CrateListing {
  readonly files: SourceFiles
  /** Directory of the crate. */
  readonly dir: string
  /** Whether a crate of the repository has this directory. */
  readonly isCrateDir: (dir: string) => boolean
  readonly isIgnored: (path: string, isDirectory: boolean) => boolean
}

/** All files of a crate, sorted, or some of them; never what Git ignores. */
export function listCrate(listing: CrateListing, which: Contents): string[] {
  const lists = known.get(listing) ?? new Map<Contents, string[]>()
  known.set(listing, lists)
  let list = lists.get(which)
  if (list === undefined) {
    const { files, dir, isCrateDir, isIgnored } = listing
    list = crateContents(
      {
        dir,
        list: (path) => files.list(path),
        // A crate among the data of tests is data.
        isOther: (path, isDirectory) =>
          isIgnored(path, isDirectory) ||
          (isCrateDir(path) && !isWithin(childPath(dir, 'tests'), parentDir(path))),
      },
      which,
    )
    lists.set(which, list)
  }
  return list
}

/**
 * The files of a crate that its tests, or its build script and macros, may well read when they run, sorted: not hidden files, the
 * manifest, and what describes it to people. What of the sources is compiled is known; others are read only among the data of tests.
 */
export function listRead(listing: CrateListing, which: Exclude<Contents, 'all'>): string[] {
  const tests = childPath(listing.dir, 'tests')
  return listCrate(listing, which).filter(
    (path) => !CONFIGURATION.test(path) && (!path.endsWith('.rs') || isWithin(tests, path)),
  )
}

/** What these files say has a part of its own in keys. */
const CONFIGURATION = /(?:^|\/)(?:rust-toolchain(?:\.toml)?|\.?(?:clippy|rustfmt)\.toml)$/

/** Tests, benches and lints ask for the same lists. */
const known = new WeakMap<CrateListing, Map<Contents, string[]>>()

/**
 * All files of a package as Cargo lists them for a build script that does not say what it reads, sorted: what Git knows,
 * hidden files, the manifest and texts for people among it. What our own tasks leave there is not counted, nor is the lock: Cargo
 * may write it in the first build, and keys have their part of it.
 *
 * @param rules `include` and `exclude`, where Cargo's own list is meant
 */
export function listPackage(listing: CrateListing, rules: PackageRules = ALL_FILES): string[] {
  const { files, dir, isIgnored } = listing
  const start = dir === '' ? 0 : dir.length + 1
  return filesBelow(files, dir, (path, isDirectory) => {
    if (!rules.hasIgnored && isIgnored(path, isDirectory)) return false
    if (!rules.counts(path.slice(start), isDirectory)) return false
    if (!isDirectory && baseName(path) === 'Cargo.lock') return false
    return !isDirectory || !(isMade(path, files, dir) || files.list(path)?.has('Cargo.toml'))
  })
}

/**
 * The data of the repository, which a program may read from anywhere: all that Git knows, but sources of programs, texts for people,
 * manifests, locks, and settings of editors and CI, sorted. Which data belongs to whom nobody can tell; that a program reads one of the others, under a
 * name that is not in its text, is rare, and is seen when it does.
 */
export function listRepositoryData({
  files,
  isIgnored,
}: Pick<CrateListing, 'files' | 'isIgnored'>): string[] {
  return filesBelow(files, '', (path, isDirectory) => {
    const name = baseName(path)
    if (OF_TOOLS.test(name) || isAboutCrate(name, isDirectory)) return false
    if (!isDirectory && NO_DATA.test(name)) return false
    return !isIgnored(path, isDirectory) && !(isDirectory && isMade(path, files, null))
  })
}

const OF_TOOLS =
  /^\.(?:cargo|changeset|circleci|devcontainer|editorconfig|git\w*|husky|idea|nx|nxignore|npmrc|prettier\w*|vscode|yarn|zed)(?:$|\.)/
const NO_DATA =
  /\.(?:rs|[cm]?[jt]sx?|vue|svelte|astro|mdx?|markdown|lock|lockb)$|^(?:Cargo\.toml|package(?:-lock)?\.json|pnpm-(?:lock|workspace)\.yaml|nx\.json|project\.json|[jt]sconfig(?:\..+)?\.json|flake\.nix|(?:clippy|rustfmt|deny|rust-toolchain)\.toml)$/

/** Whether a path of the repository is none of {@link listRepositoryData} by its names. */
export function isNoData(path: string): boolean {
  const names = path.split('/')
  return (
    NO_DATA.test(names.at(-1) ?? '') ||
    names.some((name, index) => OF_TOOLS.test(name) || isAboutCrate(name, index < names.length - 1))
  )
}

/** Whether a text may hold the name of such a path; a quick look. */
export function namesNoData(text: string): boolean {
  return NO_DATA_NAMED.test(text) || namesTexts(text)
}

const NO_DATA_NAMED =
  /\.(?:rs|[cm]?[jt]sx?|vue|svelte|astro|mdx?|markdown|lockb?|toml|json|yaml|nix)"|["/](?:\.\w|docs?["/])/

/** All files of the repository that Git knows, sorted: what a program may read that looks into directories. */
export function listRepository({ files, isIgnored }: Pick<CrateListing, 'files' | 'isIgnored'>): string[] {
  return filesBelow(files, '', (path, isDirectory) => {
    // Cargo may write a lock in the first build, and keys have their part of it.
    if (!isDirectory && baseName(path) === 'Cargo.lock') return false
    return !isIgnored(path, isDirectory) && !(isDirectory && isMade(path, files, null))
  })
}

/** Whether a directory holds what tools and tasks make, or Git its own. */
function isMade(path: string, files: Listings, dir: string | null): boolean {
  if (/(?:^|\/)(?:node_modules|\.git|\.nx|dist\/(?:cargo|doc))$/.test(path)) return true
  return (dir !== null && path === childPath(dir, 'pkg')) || (files.list(path)?.has('CACHEDIR.TAG') ?? false)
}

/**
 * The files of a directory that something names: what is installed there, what Cargo and what our own tasks leave in it,
 * of this crate or another, is not among them.
 */
export function listNamed({ files, isCrateDir, dir: own }: CrateListing, dir: string): string[] {
  if (isMade(dir, files, null)) return []
  return filesBelow(files, dir, (path, isDirectory) => {
    if (!isDirectory) return true
    if (/\/(?:node_modules|\.git)$/.test(path) || files.list(path)?.has('CACHEDIR.TAG')) return false
    const place = /^(?:(.*)\/)?(?:dist\/(?:cargo|doc)|pkg)$/.exec(path)
    if (!place) return true
    const crateDir = place[1] ?? ''
    // `pkg` of another crate may be what is named.
    return !isCrateDir(crateDir) || (path.endsWith('pkg') && crateDir !== own)
  })
}
