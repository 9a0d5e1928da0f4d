import { messageOf } from '@nx-crane/files'
import type { SourceTree } from '@nx-crane/graph'
import { isObject } from '../init/edit-json'
import { parseJsonc } from '../jsonc'
import { NxCraneError } from '../nx-crane-error'
import { type CiFacts, ciFacts } from './ci-facts'
import { type CiRequest, type CiSchema, parseCiRequest } from './ci-options'
import { githubWorkflow } from './github-workflow'
import { GITLAB_SYSTEMS, gitlabPipeline } from './gitlab-pipeline'
import { hasOwnedParts, ownedPart, printNewFile, rewriteParts } from './owned-parts'

export interface CiPlan {
  readonly files: readonly { readonly path: string; readonly text: string }[]
  /** A line each, for a person. */
  readonly notes: readonly string[]
}

const GITHUB_FILES = ['.github/workflows/ci.yml', '.github/workflows/nx-crane.yml'] as const
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
  const provider = parseCiRequest(asked).provider ?? soleProvider(written)
  const facts = ciFacts(tree, { ...(provider && { provider }) })
  const earlier = written.find((file) => file.provider === facts.provider)
  const request = { ...recordedRequest(earlier?.text), ...parseCiRequest(asked), provider: facts.provider }
  return planFile(tree, { facts: ciFacts(tree, request), request, isForced: force === true })
}

/** Whether there is a workflow of ours, which `nx sync` then keeps up to date. */
export function hasCi(tree: SourceTree): boolean {
  return writtenFiles(tree).length > 0
}

interface WrittenFile {
  readonly provider: CiFacts['provider']
  readonly path: string
  readonly text: string
}

function writtenFiles(tree: SourceTree): WrittenFile[] {
  const places = [
    ...GITHUB_FILES.map((path) => ({ provider: 'github', path }) as const),
    { provider: 'gitlab', path: GITLAB_FILE } as const,
  ]
  return places.flatMap((place) => {
    const text = tree.read(place.path)
    return text !== undefined && hasOwnedParts(text) ? [{ ...place, text }] : []
  })
}

function soleProvider(written: readonly WrittenFile[]): CiFacts['provider'] | undefined {
  return written.length === 1 ? written[0]?.provider : undefined
}

interface FileRequest {
  readonly facts: CiFacts
  readonly request: CiRequest
  readonly isForced: boolean
}

function planFile(tree: SourceTree, { facts, request, isForced }: FileRequest): CiPlan {
  refuseUnfit(facts, request)
  const isGithub = facts.provider === 'github'
  const path = isGithub ? githubFile(tree) : GITLAB_FILE
  const make = isGithub ? githubWorkflow : gitlabPipeline
  const file = make(facts, request, headerOf(request))
  const before = tree.read(path)
  const notes = notesOf(facts)
  if (before === undefined || (isForced && !hasOwnedParts(before))) {
    const files = [{ path, text: printNewFile(file) }, ...(isGithub ? [] : gitlabRoot(tree))]
    return {
      files,
      notes: [
        `${path}: ${before === undefined ? 'created' : 'overwritten'}`,
        ...notes,
        ...unincluded(tree, facts),
      ],
    }
  }
  if (!hasOwnedParts(before)) {
    throw new NxCraneError('CI_FOREIGN', {
      message: `${path} was not written by nx-crane`,
      hint: 'rename it, or overwrite it with --force',
    })
  }
  const { text, missing } = rewriteParts(before, file, { path, isForced })
  const removed = missing.map((name) => `${path}: the part "${name}" was taken out and stays out`)
  const changed = text === before ? [] : [{ path, text }]
  return {
    files: changed,
    notes: [
      `${path}: ${text === before ? 'up to date' : 'updated'}`,
      ...removed,
      ...notes,
      ...unincluded(tree, facts),
    ],
  }
}

/** The file that has parts of ours; a new one beside somebody else's. */
function githubFile(tree: SourceTree): string {
  const [usual, beside] = GITHUB_FILES
  const isOurs = (path: string) => hasOwnedParts(tree.read(path) ?? '')
  if (isOurs(usual)) return usual
  return isOurs(beside) || tree.read(usual) !== undefined ? beside : usual
}

function gitlabRoot(tree: SourceTree): { path: string; text: string }[] {
  return tree.read(GITLAB_ROOT) === undefined ? [{ path: GITLAB_ROOT, text: INCLUDE }] : []
}

function unincluded(tree: SourceTree, { provider }: CiFacts): string[] {
  const root = tree.read(GITLAB_ROOT)
  if (provider !== 'gitlab' || root === undefined || root.includes(GITLAB_FILE)) return []
  return [`${GITLAB_ROOT}: add it to what is included: - local: /${GITLAB_FILE}`]
}

function refuseUnfit({ builder, provider, hasFlake }: CiFacts, { rust = [], systems = [] }: CiRequest): void {
  const refuse = (message: string, hint: string) => {
    throw new NxCraneError('INVALID_OPTIONS', { message, hint })
  }
  if (builder === 'nix' && rust.length > 0)
    refuse(
      '--rust is given, but Nix builds with the compiler of the flake',
      'add --builder cargo, or leave it out',
    )
  if (builder === 'nix' && !hasFlake)
    refuse('Nix is to build, but there is no flake with the crates', 'write one with `nx-crane flake`')
  const other = systems.find((system) => !GITLAB_SYSTEMS.includes(system))
  if (provider === 'gitlab' && other !== undefined)
    refuse(`--systems has ${other}`, `for GitLab there are ${GITLAB_SYSTEMS.join(', ')}`)
}

function notesOf({ hasNpmLock, manager, leftOutDirs }: CiFacts): string[] {
  const unlocked = hasNpmLock
    ? []
    : [`there is no lock file of ${manager.name}: commit one, so that CI installs what you have`]
  const names = leftOutDirs.map((dir) => JSON.stringify(dir)).join(', ')
  const leftOut =
    names === ''
      ? []
      : [`what cargo compiles in ${names} is not cached: write that path into a step of your own`]
  return [...unlocked, ...leftOut]
}

const OPTIONS = '# Options: '

/** What was asked for is in the file, so that nobody has to say it again. */
function headerOf({ provider: _, ...request }: CiRequest): string {
  const lines = [
    '# Written by `nx g nx-crane:ci`. The parts between ">>>" and "<<<" are written again when it runs again, also by',
    '# `nx sync` with "sync": { "globalGenerators": ["nx-crane:ci"] } in nx.json. The other lines are yours.',
    `${OPTIONS}${JSON.stringify(request)}`,
  ]
  return lines.map((line) => `${line}\n`).join('')
}

function recordedRequest(text: string | undefined): CiRequest {
  if (text === undefined) return {}
  const parts = ['head', 'prepare'].map((name) => ownedPart(text, name) ?? '').join('')
  const line = parts.split('\n').find((each) => each.startsWith(OPTIONS))
  const { value } = parseJsonc(line?.slice(OPTIONS.length) ?? '{}')
  try {
    return parseCiRequest(isObject(value) ? value : {})
  } catch (error) {
    throw new NxCraneError('INVALID_OPTIONS', {
      message: `the line "${line}" of the workflow: ${messageOf(error)}`,
      hint: 'correct it, or delete the file to have it written anew',
      cause: error,
    })
  }
}
