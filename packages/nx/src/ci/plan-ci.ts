import type { SourceTree } from '@nx-crane/graph'
import { NxCraneError } from '../nx-crane-error'
import type { CiCache } from './ci-cache'
import { type CiFacts, ciFacts, providerOf } from './ci-facts'
import { type CiRequest, type CiSchema, PROVIDERS, type Provider, parseCiRequest } from './ci-options'
import { githubWorkflow } from './github-workflow'
import { GITLAB_SYSTEMS, gitlabPipeline } from './gitlab-pipeline'
import { hasOwnedParts, type NewFile, printNewFile, rewriteParts } from './owned-parts'
import { headerOf, recordedRequest } from './recorded-request'

export interface CiPlan {
  readonly files: readonly { readonly path: string; readonly text: string }[]
  /** A line each, for a person. */
  readonly notes: readonly string[]
}

const GITHUB_DIRECTORY = '.github/workflows'
const GITHUB_FILE = `${GITHUB_DIRECTORY}/ci.yml`
/** Beside somebody else's file of that name. */
const OTHER_GITHUB_FILE = `${GITHUB_DIRECTORY}/nx-crane.yml`
const GITLAB_FILE = '.gitlab/nx-crane.yml'
const GITLAB_ROOT = '.gitlab-ci.yml'
const INCLUDE = `include:\n  - local: /${GITLAB_FILE}\n`

/**
 * The workflow of a repository, written anew: what was asked for the last time holds until something else is asked for.
 *
 * @throws NxCraneError `INVALID_OPTIONS`, `CI_BRANCH`, `CI_EDITED`, `CI_MARKERS`, `CI_FOREIGN`
 */
export function planCi(tree: SourceTree, schema: CiSchema): CiPlan {
  const { force, ...asked } = schema
  const written = writtenFiles(tree)
  const said = parseCiRequest(asked)
  const provider =
    said.provider ?? (written.length === 1 ? written[0]?.provider : undefined) ?? providerOf(tree)
  const earlier = written.find((file) => file.provider === provider)
  const request = { ...recordedRequest(earlier?.text), ...said, provider }
  const path = earlier?.path ?? (provider === 'github' ? newGithubFile(tree) : GITLAB_FILE)
  return planFile(tree, { path, facts: ciFacts(tree, request), request, isForced: force === true })
}

/** Those that there is a workflow of ours for, which `nx sync` keeps up to date. */
export function writtenProviders(tree: SourceTree): Provider[] {
  return writtenFiles(tree).map(({ provider }) => provider)
}

interface WrittenFile {
  readonly provider: Provider
  readonly path: string
  readonly text: string
}

/** Whatever they are called by now. */
function writtenFiles(tree: SourceTree): WrittenFile[] {
  const workflows = [...(tree.list(GITHUB_DIRECTORY)?.keys() ?? [])]
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
  const places = [
    ...workflows.map((name) => ({ provider: 'github', path: `${GITHUB_DIRECTORY}/${name}` }) as const),
    { provider: 'gitlab', path: GITLAB_FILE } as const,
  ]
  const written = places.flatMap((place) => {
    const text = tree.read(place.path)
    return text !== undefined && hasOwnedParts(text) ? [{ ...place, text }] : []
  })
  return PROVIDERS.flatMap((provider) => written.find((file) => file.provider === provider) ?? [])
}

interface FileRequest {
  readonly path: string
  readonly facts: CiFacts
  readonly request: CiRequest
  readonly isForced: boolean
}

function planFile(tree: SourceTree, { path, facts, request, isForced }: FileRequest): CiPlan {
  refuseUnfit(facts, request)
  const isGithub = facts.provider === 'github'
  const file = (isGithub ? githubWorkflow : gitlabPipeline)(facts, request, headerOf(request))
  const { text, done, notes } = placedFile(tree.read(path), file, { path, isForced })
  const files = [...(text === null ? [] : [{ path, text }]), ...(isGithub ? [] : gitlabRoot(tree))]
  return { files, notes: [`${path}: ${done}`, ...notes, ...notesOf(facts), ...unincluded(tree, facts)] }
}

interface PlacedFile {
  /** Null where nothing changes. */
  readonly text: string | null
  readonly done: string
  readonly notes: readonly string[]
}

function placedFile(
  before: string | undefined,
  file: NewFile,
  { path, isForced }: { readonly path: string; readonly isForced: boolean },
): PlacedFile {
  if (before === undefined) return { text: printNewFile(file), done: 'created', notes: [] }
  if (hasOwnedParts(before)) {
    const { text, missing } = rewriteParts(before, file, { path, isForced })
    const notes = missing.map((name) => `${path}: the part "${name}" was taken out and stays out`)
    return text === before ? { text: null, done: 'up to date', notes } : { text, done: 'updated', notes }
  }
  if (isForced) return { text: printNewFile(file), done: 'overwritten', notes: [] }
  throw new NxCraneError('CI_FOREIGN', {
    message: `${path} was not written by nx-crane`,
    hint: 'rename it, or overwrite it with --force',
  })
}

function newGithubFile(tree: SourceTree): string {
  return tree.read(GITHUB_FILE) === undefined ? GITHUB_FILE : OTHER_GITHUB_FILE
}

function gitlabRoot(tree: SourceTree): { path: string; text: string }[] {
  return tree.read(GITLAB_ROOT) === undefined ? [{ path: GITLAB_ROOT, text: INCLUDE }] : []
}

function unincluded(tree: SourceTree, { provider }: CiFacts): string[] {
  const root = tree.read(GITLAB_ROOT)
  if (provider !== 'gitlab' || root === undefined || root.includes(GITLAB_FILE)) return []
  return [`${GITLAB_ROOT}: add it to what is included: - local: /${GITLAB_FILE}`]
}

function refuseUnfit(
  { builder, provider, hasFlake, cache }: CiFacts,
  { rust = [], systems = [] }: CiRequest,
): void {
  const refuse = (message: string, hint: string) => {
    throw new NxCraneError('INVALID_OPTIONS', { message, hint })
  }
  if (builder === 'nix' && rust.length > 0)
    refuse(
      '--rust is given, but Nix builds with the compiler of the flake',
      'add --builder cargo, or leave it out',
    )
  if (builder === 'cargo' && cache !== null)
    refuse('--cache is given, but cargo builds', 'add --builder nix, or leave the cache out (--cache=)')
  if (builder === 'nix' && !hasFlake)
    refuse('Nix is to build, but there is no flake with the crates', 'write one with `nx-crane flake`')
  const other = systems.find((system) => !GITLAB_SYSTEMS.includes(system))
  if (provider === 'gitlab' && other !== undefined)
    refuse(`--systems has ${other}`, `for GitLab there are ${GITLAB_SYSTEMS.join(', ')}`)
}

function notesOf({ hasNpmLock, manager, leftOutDirs, cache }: CiFacts): string[] {
  const unlocked = hasNpmLock
    ? []
    : [`there is no lock file of ${manager.name}: commit one, so that CI installs what you have`]
  const names = leftOutDirs.map((dir) => JSON.stringify(dir)).join(', ')
  const leftOut =
    names === ''
      ? []
      : [`what cargo compiles in ${names} is not cached: write that path into a step of your own`]
  return [...unlocked, ...leftOut, ...(cache === null ? [] : cacheNotes(cache))]
}

function cacheNotes({ address, secrets, settings }: CiCache): string[] {
  const names = secrets.join(', ')
  return [
    `jobs of the main branch push to ${address} once they have the ${secrets.length === 1 ? 'secret' : 'secrets'} ${names} (on GitLab: protected variables)`,
    ...(settings.length > 0
      ? []
      : [`no job takes anything from ${address}: add --publicKey NAME:…, the key that it is signed with`]),
  ]
}
