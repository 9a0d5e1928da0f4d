import {
  childPath,
  isFile,
  parentDir,
  prunePackageLock,
  prunePnpmLock,
  pruneYarnLock,
  resolvePath,
  type SourceTree,
} from '@nx-crane/graph'
import { parseJsonc } from '../jsonc'
import { removeJson } from '../migrate/remove-json'
import type { KeptDirectories } from './kept-directories'

/** What of the root is there for npm, TypeScript and Nx. */
export interface NpmFiles {
  /** To be copied: those that decide what is installed. */
  readonly installed: readonly string[]
  /** To be copied: other configuration. */
  readonly others: readonly string[]
  /** What takes the place of the repository's texts. */
  readonly texts: ReadonlyMap<string, string>
  /** Lock files that are kept whole although not every installation takes them then. */
  readonly wholeLocks: readonly string[]
}

export interface NpmFilesOf {
  readonly tree: SourceTree
  readonly directories: KeptDirectories
  /** Directories of the packages that remain. */
  readonly packageDirs: readonly string[]
}

/** The files in the root that the packages that remain are installed and built with. */
export function npmFiles({ tree, directories, packageDirs }: NpmFilesOf): NpmFiles {
  const texts = new Map<string, string>()
  const kept = new Set(packageDirs)
  const manifest = withoutAbsent('package.json', ['workspaces'], { tree, kept })
  if (manifest !== null) texts.set('package.json', manifest)
  for (const file of ['package-lock.json', 'npm-shrinkwrap.json']) {
    const lock = isFile(tree, file) ? tree.read(file) : undefined
    const workspaces = parseJsonc(manifest ?? tree.read('package.json') ?? '').value as {
      workspaces?: unknown
    }
    const pruned = lock && prunePackageLock(lock, { dirs: kept, workspaces: workspaces?.workspaces })
    if (pruned) texts.set(file, pruned)
  }
  const importers = isFile(tree, PNPM_LOCK) ? prunePnpmLock(tree.read(PNPM_LOCK) ?? '', kept) : null
  if (importers !== null) texts.set(PNPM_LOCK, importers)
  const yarnLock = isFile(tree, YARN_LOCK) ? pruneYarnLock(tree.read(YARN_LOCK) ?? '', kept) : ''
  if (yarnLock) texts.set(YARN_LOCK, yarnLock)
  for (const file of directories.filesInRoot((name) => /^tsconfig.*\.json$/.test(name))) {
    const text = withoutAbsent(file, ['references'], { tree, kept })
    if (text !== null) texts.set(file, text)
  }
  const installed = [
    ...directories.filesInRoot((name) => INSTALLED.test(name)),
    ...['patches', '.yarn'].flatMap((dir) => directories.below(dir)),
    ...packageDirs.flatMap((dir) =>
      ['package.json', '.npmrc'].map((name) => childPath(dir, name)).filter((path) => isFile(tree, path)),
    ),
  ]
  return {
    installed,
    others: directories.filesInRoot((name) => !INSTALLED.test(name) && !OF_OTHERS.test(name)),
    texts,
    wholeLocks: [
      ...(yarnLock === null ? [YARN_LOCK] : []),
      ...['bun.lock', 'bun.lockb'].filter((name) => isFile(tree, name)),
    ],
  }
}

const PNPM_LOCK = 'pnpm-lock.yaml'
const YARN_LOCK = 'yarn.lock'

const INSTALLED =
  /^(?:package\.json|package-lock\.json|npm-shrinkwrap\.json|pnpm-(?:lock|workspace)\.yaml|yarn\.lock|bun\.lockb?|bunfig\.toml|\.npmrc|\.yarnrc(?:\.yml)?|\.pnpmfile\.cjs|\.nvmrc|\.node-version|\.tool-versions|lerna\.json)$/
/** Texts for people, what is Cargo's, Nix's and the lock of another tool, and settings of editors. */
const OF_OTHERS =
  /\.(?:md|markdown|txt|png|svg|gif|rs)$|^(?:licen[cs]e|copying|notice|authors|codeowners|makefile|justfile|dockerfile)|^(?:Cargo\.(?:toml|lock)|flake\.(?:nix|lock)|CACHEDIR\.TAG)$|^\.(?:git(?!ignore)|editorconfig|mailmap|dockerignore)/i

interface Place {
  readonly tree: SourceTree
  readonly kept: ReadonlySet<string>
}

/** The text of a JSON file without the entries of a list that name directories which are there and do not remain; null where nothing changes. */
function withoutAbsent(file: string, path: readonly string[], { tree, kept }: Place): string | null {
  const text = isFile(tree, file) ? tree.read(file) : undefined
  if (text === undefined) return null
  const { value } = parseJsonc(text)
  let list: unknown = value
  for (const key of path) list = (list as Record<string, unknown> | undefined)?.[key]
  if (!Array.isArray(list)) return null
  let result = text
  for (let index = list.length - 1; index >= 0; index -= 1) {
    const entry: unknown = list[index]
    const named = typeof entry === 'string' ? entry : (entry as { path?: unknown } | null)?.path
    if (typeof named !== 'string' || /[*?[{!]/.test(named)) continue
    const place = resolvePath('', named)
    const dir = place !== null && tree.list(place) === undefined ? parentDir(place) : place
    if (dir !== null && dir !== '' && !kept.has(dir)) result = removeJson(result, [...path, index])
  }
  return result === text ? null : result
}
