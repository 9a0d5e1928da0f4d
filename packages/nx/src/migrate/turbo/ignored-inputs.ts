import { childPath, gitIgnore, minimatchGlob, type SourceTree } from '@nx-crane/graph'
import { braceExpand } from 'minimatch'

/** Files with settings of one machine: what people ignore most, and Turborepo is told to depend on. */
const USUAL = ['.env', '.env.local', '.env.production', '.env.development', '.env.test', '.env.test.local']
/** Braces beside braces multiply; nobody writes as many. */
const MOST_WAYS = 1000
const WILD = /[*?[{(]/

/**
 * Tells whether an input in Nx's words may match files that Git ignores. Nx does not hash those unless it is told to read
 * them from disk; Turborepo does when they are named.
 *
 * @param dirs the packages that `{projectRoot}` may stand for
 */
export function ignoredInputs(tree: SourceTree, dirs: readonly string[]): (input: string) => boolean {
  const isIgnored = gitIgnore((path) => tree.read(path))
  const isBelowIgnored = (path: string) => {
    const parts = path.split('/')
    return parts.some((_, at) => isIgnored(parts.slice(0, at + 1).join('/'), at + 1 < parts.length))
  }
  return (input) =>
    pathsOf(input, dirs).some((glob) => {
      if (!WILD.test(glob)) return isBelowIgnored(glob)
      const matches = minimatchGlob(glob, { dots: true })
      return candidatesFor(glob, tree).some((path) => matches(path) && isBelowIgnored(path))
    })
}

function pathsOf(input: string, dirs: readonly string[]): string[] {
  const glob = input.replace(/^!/, '')
  const inRoot = glob.startsWith('{workspaceRoot}/') ? [glob.slice('{workspaceRoot}/'.length)] : []
  const inProjects = glob.startsWith('{projectRoot}/')
    ? dirs.map((dir) => childPath(dir, glob.slice('{projectRoot}/'.length)))
    : []
  return [...inRoot, ...inProjects].flatMap((each) => braceExpand(each, { braceExpandMax: MOST_WAYS }))
}

/** Paths that such a glob could mean: names in .gitignore and usual ones, where the glob looks for them. */
function candidatesFor(glob: string, tree: SourceTree): string[] {
  const segments = glob.split('/')
  const last = segments.pop() ?? ''
  // A whole directory is what Git knows of it: what tasks write there is no source.
  if (!/\w/.test(last)) return []
  const dirs = segments.filter((segment) => segment !== '**').map(samplesOf)
  const dir = dirs.map(([first = '']) => first).join('/')
  const literal = segments.slice(0, segments.findIndex((segment) => WILD.test(segment)) >>> 0)
  const lines = ['', ...literal.map((_, at) => literal.slice(0, at + 1).join('/'))].flatMap((base) =>
    (tree.read(childPath(base, '.gitignore')) ?? '').split(/\r?\n/).map((line) => ({ base, line })),
  )
  const named = lines
    .filter(({ line }) => line.trim() !== '' && !/^[#!]|\/$/.test(line.trim()))
    .map(({ base, line }) => ({ base, path: line.trim().replace(/^\//, '') }))
  const names = [...named.map(({ path }) => path.slice(path.lastIndexOf('/') + 1)), ...USUAL, last]
  return [
    ...names.flatMap(samplesOf).map((name) => childPath(dir, name)),
    ...named.flatMap(({ base, path }) => samplesOf(childPath(base, path.replaceAll('**/', '')))),
  ]
}

/** What stands for a wildcard: some text, and none. */
function samplesOf(pattern: string): string[] {
  return ['x', ''].map((text) => pattern.replace(/\*+/g, text).replaceAll('?', 'x'))
}
