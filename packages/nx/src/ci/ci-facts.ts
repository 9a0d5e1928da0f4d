import { CRATES_FILE } from '@nx-crane/crane'
import { childPath, type PackageManager, packageManagerOf, type SourceTree } from '@nx-crane/graph'
import { nxSettings } from '../doctor/nx-settings'
import type { Options } from '../infer/options'
import { isObject } from '../init/edit-json'
import { surveyRepository } from '../init/survey'
import { NxCraneError } from '../nx-crane-error'
import { projectManifests } from '../project-manifests'
import { type CiCache, ciCache } from './ci-cache'
import type { CiBuilder, CiRequest, Provider } from './ci-options'
import { hostOf, remoteHead, remoteUrl } from './git-remote'
import { type NodeVersion, nodeVersion } from './node-version'

/** What a workflow depends on, with what was asked for in place of what the repository would have by itself. */
export interface CiFacts {
  readonly provider: Provider
  readonly builder: CiBuilder
  readonly manager: PackageManager
  readonly hasNpmLock: boolean
  readonly node: NodeVersion
  /** The branch that results are kept of, and that others are compared with. */
  readonly branch: string
  /** Directories of Cargo workspaces whose names need no care in any shell or glob; the root is `''`. */
  readonly cargoDirs: readonly string[]
  /** Those of them with a lock. */
  readonly lockedDirs: readonly string[]
  /** Those of them, and the root, whose `rust-toolchain.toml` says which compiler. */
  readonly toolchainDirs: readonly string[]
  /** The other ones. */
  readonly leftOutDirs: readonly string[]
  readonly hasWasm: boolean
  readonly hasFlake: boolean
  readonly hasSubmodules: boolean
  readonly hasLargeFiles: boolean
  /** Somebody declares what builds read, so that a lack of it is a mistake. */
  readonly declaresInputs: boolean
  /** Something says what `nx sync` has to keep up to date, or may. */
  readonly hasSync: boolean
  readonly cache: CiCache | null
  /** Names of targets. */
  readonly targets: readonly string[]
}

/** @throws NxCraneError `INVALID_OPTIONS`, `CI_BRANCH` */
export function ciFacts(tree: SourceTree, request: CiRequest & { readonly provider: Provider }): CiFacts {
  const { json, options, plugins } = nxSettings(tree)
  const survey = surveyRepository(tree)
  const manager = packageManagerOf(tree)
  const has = (path: string) => tree.read(path) !== undefined
  const hasFlake = has('flake.nix') && has(CRATES_FILE)
  const dirs = survey.crates.length === 0 ? [] : survey.cargoWorkspaceDirs
  const cargoDirs = dirs.filter(isPlainPath)
  return {
    provider: request.provider,
    builder: request.builder ?? (options.builder === 'auto' ? (hasFlake ? 'nix' : 'cargo') : options.builder),
    manager,
    hasNpmLock: NPM_LOCKS[manager.name].some(has),
    node: nodeVersion(tree),
    branch: branchOf(tree, json),
    cargoDirs,
    lockedDirs: cargoDirs.filter((dir) => has(childPath(dir, 'Cargo.lock'))),
    toolchainDirs: [...new Set(['', ...cargoDirs])].filter((dir) =>
      TOOLCHAIN_FILES.some((file) => has(childPath(dir, file))),
    ),
    leftOutDirs: dirs.filter((dir) => !isPlainPath(dir)),
    hasWasm: survey.crates.some(({ isWasm }) => isWasm),
    hasFlake,
    hasSubmodules: has('.gitmodules'),
    hasLargeFiles: /\bfilter=lfs\b/.test(tree.read('.gitattributes') ?? ''),
    declaresInputs: listsInputs(json) || survey.crates.some(({ declaresReads }) => declaresReads),
    hasSync: mayHaveSync(tree, json, plugins),
    cache: ciCache(request),
    targets: targetsOf(options, survey.hasTypeScript),
  }
}

const NPM_LOCKS: Readonly<Record<PackageManager['name'], readonly string[]>> = {
  npm: ['package-lock.json', 'npm-shrinkwrap.json'],
  pnpm: ['pnpm-lock.yaml'],
  yarn: ['yarn.lock'],
  bun: ['bun.lock', 'bun.lockb'],
}

const TOOLCHAIN_FILES = ['rust-toolchain.toml', 'rust-toolchain']

/** Whose CI a repository has, by its remote or else its files. */
export function providerOf(tree: SourceTree): Provider {
  const url = remoteUrl(tree)
  const host = url === null ? null : hostOf(url)
  if (host?.includes('github')) return 'github'
  if (host?.includes('gitlab')) return 'gitlab'
  return tree.read('.gitlab-ci.yml') !== undefined ? 'gitlab' : 'github'
}

/** GitHub takes the name for a pattern, and shells and YAML have their own ideas of other characters. */
function branchOf(tree: SourceTree, nxJson: object): string {
  const { defaultBase, affected } = nxJson as Readonly<Record<string, unknown>>
  const said = defaultBase ?? (isObject(affected) ? affected.defaultBase : undefined)
  const branch = typeof said === 'string' ? said.replace(/^origin\//, '') : (remoteHead(tree) ?? 'main')
  if (/^[\w][\w./-]*$/.test(branch)) return branch
  throw new NxCraneError('CI_BRANCH', {
    message: `the main branch is ${JSON.stringify(branch)}, which cannot be written into a workflow`,
    hint: 'set "defaultBase" in nx.json to a branch whose name has only letters, digits, "-", "_", "." and "/"',
  })
}

function isPlainPath(path: string): boolean {
  return path === '' || /^[\w@][\w@.-]*(?:\/[\w@][\w@.-]*)*$/.test(path)
}

function listsInputs({ sync }: { readonly sync?: { readonly globalGenerators?: unknown } }): boolean {
  return Array.isArray(sync?.globalGenerators) && sync.globalGenerators.includes('nx-crane:inputs')
}

/** Of this plugin only what nx.json lists; other plugins may bring generators of their own. */
function mayHaveSync(
  tree: SourceTree,
  { sync }: { readonly sync?: { readonly globalGenerators?: unknown } },
  plugins: ReadonlyMap<string, unknown>,
): boolean {
  if (Array.isArray(sync?.globalGenerators) && sync.globalGenerators.length > 0) return true
  if ([...plugins.keys()].some((name) => name !== 'nx-crane')) return true
  const { npm, nx } = projectManifests(tree)
  return ['nx.json', ...npm, ...nx].some((file) => /"syncGenerators"/.test(tree.read(file) ?? ''))
}

function targetsOf({ targets }: Options, hasTypeScript: boolean): string[] {
  const kinds = ['format', 'lint', 'test', 'build'] as const
  const names = kinds.flatMap((kind) => {
    const target = targets[kind]
    return target === false ? [kind] : [target.name, kind]
  })
  return [...new Set([...names, ...(hasTypeScript ? ['typecheck'] : [])])]
}
