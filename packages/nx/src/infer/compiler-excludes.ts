import { childPath, parentDir, resolvePath } from '@nx-crane/graph'
import { isBundlerStep, stepsOf } from './build-steps'
import type { CompilerConfigs } from './compiler-configs'

/**
 * Globs of the files of a package that its build certainly does not read although they lie there, relative to the package: tests
 * that the tsconfig of each `tsc` excludes, READMEs, the configuration of other tools. Null where the command is not one of tsc
 * (and bundlers), or its configuration cannot be read: then all of the package counts.
 *
 * @param dir of the package
 * @example compilerExcludes(configs, 'ui', 'tsc -p tsconfig.lib.json') // → ['*.md', 'src/**\/*.spec.ts', …]
 */
export function compilerExcludes(configs: CompilerConfigs, dir: string, command: string): string[] | null {
  const compilers = stepsOf(command).filter((step) => !isBundlerStep(step))
  if (compilers.length === 0) return null
  const found: string[][] = []
  for (const step of compilers) {
    const config = configOf(step)
    const excludes = config === null ? null : excludesOf(configs, dir, resolvePath(dir, config))
    if (excludes === null) return null
    found.push(excludes)
  }
  const [first = [], ...others] = found
  return first.filter((glob) => others.every((globs) => globs.includes(glob)))
}

/** The tsconfig that a call of tsc names; null for another program. */
function configOf(step: string): string | null {
  const [, words] = /^(?:(?:npx|bunx|yarn|pnpm exec) +)?tsc(?: +(.*))?$/s.exec(step) ?? []
  if (words === undefined && !/^(?:(?:npx|bunx|yarn|pnpm exec) +)?tsc$/.test(step)) return null
  const named = /(?:^| )(?:-p|--project|-b|--build)(?: +| *= *)([^-\s"'$`][^\s"'$`]*)/.exec(words ?? '')?.[1]
  return named === undefined
    ? 'tsconfig.json'
    : /\.json$/.test(named)
      ? named
      : childPath(named, 'tsconfig.json')
}

/** Tests, by the words that people have for them: what else a configuration excludes may be imported all the same. */
const TESTS = /test|spec|__mocks__|__snapshots__|stories/i
const NOT_COMPILED = ['*.md']
const OF_OTHER_TOOLS = [
  'tsconfig.spec.json',
  'tsconfig.test.json',
  'vitest.config.*',
  'jest.config.*',
  'eslint.config.*',
  '.eslintrc*',
]

function excludesOf(configs: CompilerConfigs, dir: string, config: string | null): string[] | null {
  const found = config === null ? null : configs.read(config)
  if (found === null) return null
  const { include, files, exclude, references, chain } = found
  // A reference within the package compiles what this configuration leaves out.
  if (references.some((path) => path === null || isOwn(dir, path))) return null
  const ofTests = (exclude ?? []).filter((glob) => TESTS.test(glob)).flatMap((glob) => relativeTo(dir, glob))
  const covered = include ?? files ?? ['']
  const isBelow = covered.every((path) => /^[\w@-]+(?:[/.]|$)/.test(relativeTo(dir, path)[0] ?? ''))
  const others = OF_OTHER_TOOLS.filter((name) => !chain.includes(childPath(dir, name)))
  return [
    ...NOT_COMPILED,
    ...(isBelow ? others : []),
    ...ofTests.flatMap((glob) => [glob, `${glob}/**/*`]),
  ].sort()
}

function isOwn(dir: string, path: string): boolean {
  return parentDir(path) === dir || parentDir(path).startsWith(`${dir}/`)
}

/** Globs of a configuration elsewhere, as one of the root that others extend has them, lead out of the package and say nothing of it. */
function relativeTo(dir: string, path: string): string[] {
  if (dir === '') return [path]
  return path.startsWith(`${dir}/`) ? [path.slice(dir.length + 1)] : []
}
