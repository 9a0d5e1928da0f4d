import {
  childPath,
  isDeepJson,
  matchesGlobs,
  parentDir,
  type SourceTree,
  workspaceGlobs,
} from '@nx-crane/graph'
import { parseJsonc } from '../jsonc'

/** A project that Nx makes without this plugin, from a `package.json` that the root's workspaces name or from a `project.json`. */
export interface NxProject {
  /** Relative to the root, `''` for the root. */
  readonly dir: string
  readonly name: string
  /** The targets that its manifests give a command or an executor, with the file that does. */
  readonly targets: Readonly<Record<string, string>>
}

export interface NxManifests {
  /** Paths of every `package.json`. */
  readonly npm: readonly string[]
  /** Paths of every `project.json`. */
  readonly nx: readonly string[]
}

/**
 * What Nx itself makes projects of, as its own two plugins do (`nx/core/package-json`, `nx/core/project-json`): names and
 * targets that are taken before this plugin names any. Sorted by directory.
 */
export function nxProjects(tree: SourceTree, manifests: NxManifests): NxProject[] {
  const declared = new Map<string, Json>()
  for (const file of manifests.nx) {
    const json = readJson(tree, file)
    if (json) declared.set(typeof json.root === 'string' ? normalDir(json.root) : parentDir(file), json)
  }
  const isListed = workspaceMatcher(tree)
  const found = new Map<string, NxProject>()
  for (const file of manifests.npm) {
    const dir = parentDir(file)
    if (isListed(dir) || declared.has(dir)) found.set(dir, toProject(tree, dir, declared.get(dir)))
  }
  for (const [dir, json] of declared) if (!found.has(dir)) found.set(dir, toProject(tree, dir, json))
  return [...found.values()].sort((a, b) => (a.dir < b.dir ? -1 : 1))
}

/** Whether the root lists npm workspaces in any of the places in which Nx looks for them. */
export function listsWorkspaces(tree: SourceTree): boolean {
  return rootGlobs(tree).length > 0
}

function toProject(tree: SourceTree, dir: string, declared: Json | undefined): NxProject {
  const manifest = childPath(dir, 'package.json')
  const npmPackage = readJson(tree, manifest) ?? {}
  const nx = asJson(npmPackage.nx)
  const names = [declared?.name, nx.name, npmPackage.name]
  const name = names.find((candidate) => typeof candidate === 'string' && candidate !== '')
  return {
    dir,
    name: typeof name === 'string' ? name : (dir.split('/').pop() ?? '').toLowerCase(),
    targets: {
      ...Object.fromEntries(includedScripts(npmPackage).map((script) => [script, manifest])),
      ...commandsIn(nx.targets, manifest),
      ...commandsIn(declared?.targets, childPath(dir, 'project.json')),
    },
  }
}

function includedScripts(npmPackage: Json): string[] {
  const scripts = Object.keys(asJson(npmPackage.scripts))
  const included = asJson(npmPackage.nx).includedScripts
  return Array.isArray(included) ? scripts.filter((script) => included.includes(script)) : scripts
}

/**
 * Targets that do something of their own. One without a command adds to what plugins infer, and so does one with an
 * executor of this plugin.
 */
function commandsIn(targets: unknown, file: string): Record<string, string> {
  const own = Object.entries(asJson(targets)).filter(([, target]) => {
    const { executor, command } = asJson(target)
    return typeof command === 'string' || (typeof executor === 'string' && !executor.startsWith('nx-crane:'))
  })
  return Object.fromEntries(own.map(([name]) => [name, file]))
}

/** As Nx has it, the root is a project only where its `package.json` has a field `nx`, or a glob names it. */
function workspaceMatcher(tree: SourceTree): (dir: string) => boolean {
  const globs = rootGlobs(tree)
  const excluded = globs.flatMap((glob) => (glob.startsWith('!') ? [glob.slice(1)] : []))
  const included = globs.filter((glob) => !glob.startsWith('!'))
  const isRootProject = readJson(tree, 'package.json')?.nx !== undefined
  const all = included.length === 0 && excluded.length > 0
  return (dir) => {
    if (dir === '') return isRootProject || included.includes('.') || included.includes('')
    if (excluded.some((glob) => matchesGlobs(dir, [glob]))) return false
    return all || included.some((glob) => matchesGlobs(dir, [glob]))
  }
}

/** As npm, pnpm and Lerna have them, without the `./` that may begin them. */
function rootGlobs(tree: SourceTree): string[] {
  const { workspaces } = readJson(tree, 'package.json') ?? {}
  const listed = Array.isArray(workspaces) ? workspaces : asJson(workspaces).packages
  const own = Array.isArray(listed) ? listed.filter((glob) => typeof glob === 'string') : []
  return workspaceGlobs(tree, '', own).map((glob) => glob.replace(/^\.\/(?=.)/, ''))
}

type Json = Readonly<Record<string, unknown>>

function readJson(tree: SourceTree, file: string): Json | undefined {
  const listed = tree.list(parentDir(file))?.get(file.slice(file.lastIndexOf('/') + 1))
  const text = listed === 'file' ? tree.read(file) : undefined
  if (text === undefined) return undefined
  const value = parseJson(text.replace(/^\uFEFF/, ''))
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined
}

/** Nx takes comments and trailing commas; what it does not take is its own to report. */
function parseJson(text: string): unknown {
  try {
    return isDeepJson(text) ? undefined : JSON.parse(text)
  } catch {
    return parseJsonc(text).value
  }
}

function asJson(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}
}

function normalDir(root: string): string {
  return root
    .replace(/^(?:\.\/)+/, '')
    .replace(/\/+$/, '')
    .replace(/^\.$/, '')
}
