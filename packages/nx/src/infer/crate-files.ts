import { GENERATED_DIRECTORY } from '@nx-crane/crane'
import { type Crate, globsAt, NIX_KINDS, parseSubmodules, type SourceTree } from '@nx-crane/graph'
import { KeyGlobs, outsidePackagesOf, type WorkspaceSurroundings } from '@nx-crane/keys'
import { workspaceSurroundings } from '@nx-crane/keys/cli'
import { nixPathLiterals } from '../nix/nix-path-literals'
import { type Options, requestedBuilder, type TargetInputs } from './options'
import type { Workspace } from './workspace'

/**
 * The files that may decide on the keys of a crate, as inputs of a target: by them `nx affected` selects its tasks. All that a key is made from
 * has its place in {@link KeyGlobs}; here is added what Nx and Nix read besides.
 *
 * @param root absolute path of the Nx workspace; null for a tree that is on no disk
 */
export function crateFiles(
  root: string | null,
  workspace: Workspace,
  options: Options,
): (crate: Crate) => TargetInputs {
  let globs: KeyGlobs | undefined
  let shared: readonly string[] | undefined
  const known = new Map<readonly string[], TargetInputs>()
  return (crate) => {
    globs ??= keyGlobs(root, workspace)
    shared ??= sharedGlobs(workspace, options)
    const own = globs.of(crate)
    const inputs = known.get(own) ?? inputsOf([...own, ...shared])
    known.set(own, inputs)
    return workspace.wasmCrates.has(crate.id) ? [...inputs, PACKAGES] : inputs
  }
}

function inputsOf(globs: readonly string[]): TargetInputs {
  return [
    '{projectRoot}/**/*',
    // Not by the name of an input: what people leave out of theirs, a crate may be compiled with.
    '^{projectRoot}/**/*',
    ...[...new Set(globs)].map((glob) => `{workspaceRoot}/${glob}`),
    { externalDependencies: [] },
  ]
}

function keyGlobs(root: string | null, workspace: Workspace): KeyGlobs {
  const { graph, outsideReads, tree } = workspace
  const crates = new Set(graph.crates.map(({ id }) => id))
  const outsidePackages = outsidePackagesOf(graph, tree)
  const place = { environment: process.env, outsidePackages, crates }
  const known = new Map<string, WorkspaceSurroundings>()
  return new KeyGlobs({
    crate: (id) => graph.crate(id),
    outsideReads,
    surroundings(dir) {
      if (root === null) return NO_SURROUNDINGS
      const found = known.get(dir) ?? workspaceSurroundings(dir, { root, ...place })
      known.set(dir, found)
      return found
    },
  })
}

const NO_SURROUNDINGS: WorkspaceSurroundings = { globs: [], reach: 'named' }

/** Scripts of packages anywhere say what the package of a wasm crate holds. */
const PACKAGES = '{workspaceRoot}/**/package.json'

function sharedGlobs({ tree }: Workspace, options: Options): string[] {
  const usesNix = NIX_KINDS.some((kind) => requestedBuilder(options, kind) !== 'cargo')
  return [...ENVIRONMENT_GLOBS, '**/.gitignore', ...submoduleGlobs(tree), ...(usesNix ? nixGlobs(tree) : [])]
}

/** From which Nx takes variables for tasks. */
const ENVIRONMENT_GLOBS = ['{.env,.env.*,.*.env}']

/** Git says of a submodule that it changed, and of none of its files. */
function submoduleGlobs(tree: SourceTree): string[] {
  const text = tree.list('')?.get('.gitmodules') === 'file' ? tree.read('.gitmodules') : undefined
  if (text === undefined) return []
  return ['.gitmodules', ...parseSubmodules(text).flatMap(({ path }) => globsAt(path).slice(0, 1))]
}

/** The flake, all that lies in `nix`, and what those files say they read. */
function nixGlobs(tree: SourceTree): string[] {
  const found = new Set(['flake.{nix,lock}', 'nix/**/*'])
  const queue = ['flake.nix', ...nixFiles(tree, 'nix')]
  const seen = new Set(queue)
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    for (const path of nixPathLiterals(file, tree.read(file) ?? '')) {
      if (seen.has(path) || path === 'nix' || path.startsWith('nix/')) continue
      seen.add(path)
      for (const glob of globsAt(path)) found.add(glob)
      queue.push(...(path.endsWith('.nix') ? [path] : nixFiles(tree, path)))
    }
  }
  return [...found]
}

function nixFiles(tree: SourceTree, dir: string): string[] {
  if (dir === GENERATED_DIRECTORY) return []
  return [...(tree.list(dir) ?? [])].flatMap(([name, kind]) => {
    if (kind === 'directory') return nixFiles(tree, `${dir}/${name}`)
    return name.endsWith('.nix') ? [`${dir}/${name}`] : []
  })
}
