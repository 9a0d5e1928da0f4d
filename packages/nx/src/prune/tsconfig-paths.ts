import { resolvePath, type SourceTree, tableOf } from '@nx-crane/graph'
import { parseJsonc } from '../jsonc'

/** The places that `compilerOptions.paths` of the root's configuration gives to what is imported, relative to the repository. */
export function tsconfigPaths(tree: SourceTree): (specifier: string) => string[] {
  const patterns = ['tsconfig.base.json', 'tsconfig.json'].flatMap((file) => patternsOf(tree, file))
  return (specifier) =>
    patterns.flatMap(({ before, after, targets }) => {
      const isMatch = after === null ? specifier === before : isBetween(specifier, before, after)
      if (!isMatch) return []
      const middle = after === null ? '' : specifier.slice(before.length, specifier.length - after.length)
      return targets.map((target) => target.replace('*', () => middle))
    })
}

interface Pattern {
  readonly before: string
  /** Null where there is no `*` in it. */
  readonly after: string | null
  readonly targets: readonly string[]
}

function patternsOf(tree: SourceTree, file: string): Pattern[] {
  if (tree.list('')?.get(file) !== 'file') return []
  const options = tableOf(
    parseJsonc(tree.read(file) ?? '').value as Record<string, unknown>,
    'compilerOptions',
  )
  const base = typeof options?.baseUrl === 'string' ? options.baseUrl : '.'
  return Object.entries(tableOf(options, 'paths') ?? {}).map(([pattern, targets]) => {
    const [before = '', after] = pattern.split('*', 2)
    const written = Array.isArray(targets) ? targets.filter((each) => typeof each === 'string') : []
    return {
      before,
      after: after ?? null,
      targets: written.flatMap((target) => resolvePath(resolvePath('', base) ?? '', target) ?? []),
    }
  })
}

function isBetween(text: string, before: string, after: string): boolean {
  return text.length >= before.length + after.length && text.startsWith(before) && text.endsWith(after)
}
