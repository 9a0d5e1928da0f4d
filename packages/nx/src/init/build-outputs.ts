import { childPath, resolvePath, type SourceTree } from '@nx-crane/graph'
import { bundlerOutputs } from './bundler-outputs'
import { type ScriptStep, scriptSteps } from './script-steps'
import { tsconfigOutputs } from './tsconfig-outputs'

/** A package whose script is asked about. */
export interface ScriptedPackage {
  readonly dir: string
  readonly scripts: Readonly<Record<string, string>>
}

/**
 * What a script of a package writes, as paths of the repository, sorted; `[]` for one that only checks. Null where that cannot be
 * told from the script and the configuration of the tools it runs: then no result of it may be cached.
 */
export function buildOutputs(
  tree: SourceTree,
  npmPackage: ScriptedPackage,
  script = 'build',
): readonly string[] | null {
  const steps = scriptSteps(script, npmPackage.scripts)
  if (steps === null) return null
  const outputs: string[] = []
  for (const step of steps) {
    const written = stepOutputs(tree, npmPackage.dir, step)
    if (written === null) return null
    outputs.push(...written)
  }
  // A result is stored by its project: what lies in the root of the repository or of the package is everybody's.
  if (outputs.some((path) => path === '' || path === npmPackage.dir)) return null
  return [...new Set(outputs)].sort()
}

function stepOutputs(tree: SourceTree, dir: string, { program, args }: ScriptStep): readonly string[] | null {
  const flag = (...names: readonly string[]) => flagOf(args, names)
  switch (program) {
    case 'tsc':
    case 'vue-tsc':
      return tscOutputs(tree, dir, args)
    case 'vite':
      return viteOutputs(tree, dir, args)
    case 'tsup':
    case 'tsdown':
      return said(dir, [flag('-d', '--out-dir')], () => bundlerOutputs(tree, dir, program))
    case 'rollup':
      return said(dir, [flag('-d', '--dir'), flag('-o', '--file')], () => bundlerOutputs(tree, dir, 'rollup'))
    case 'esbuild':
      return said(dir, [flag('--outdir'), flag('--outfile')])
    case 'swc':
    case 'babel':
      return said(dir, [flag('-d', '--out-dir', '--out-file', '-o')])
    case 'cp':
    case 'cpy':
    case 'copyfiles':
      return said(dir, [args.at(-1)])
    case 'shx':
      return stepOutputs(tree, dir, { program: args[0] ?? '', args: args.slice(1) })
    default:
      return isSilent(program, args) ? [] : null
  }
}

/** What removes, makes directories, checks or says leaves nothing to store. */
function isSilent(program: string, args: readonly string[]): boolean {
  if (/^(rm|rimraf|del|del-cli|mkdir|mkdirp|echo|true|svelte-check|attw|publint)$/.test(program)) return true
  if (program === 'eslint' || program === 'oxlint') return !args.includes('--fix')
  if (program === 'biome') return !args.some((arg) => arg === '--write' || arg === '--fix')
  return program === 'prettier' && args.includes('--check')
}

function tscOutputs(tree: SourceTree, dir: string, args: readonly string[]): readonly string[] | null {
  if (args.some((arg) => /^(-w|--watch|--outFile|--declarationDir|--rootDir|--tsBuildInfoFile)$/.test(arg)))
    return null
  const isBuild = /^(-b|--build)$/.test(args[0] ?? '')
  const projects = isBuild ? args.slice(1).filter((arg) => !arg.startsWith('-')) : []
  const named = isBuild ? (projects[0] ?? '.') : (flagOf(args, ['-p', '--project']) ?? '.')
  // With more than one, or with files, there is more than one configuration, or none.
  if (projects.length > 1 || (!isBuild && hasFiles(args))) return null
  const path = resolvePath(dir, named)
  if (path === null) return null
  const file = path.endsWith('.json') ? path : childPath(path, 'tsconfig.json')
  const outDirFlag = flagOf(args, ['--outDir'])
  const outDir = outDirFlag === undefined ? undefined : resolvePath(dir, outDirFlag)
  if (outDir === null) return null
  return tsconfigOutputs(tree, file, {
    isBuild,
    ...(args.includes('--noEmit') ? { noEmit: true } : {}),
    ...(outDir === undefined ? {} : { outDir }),
  })
}

/** Words that belong to no flag. Flags of tsc that stand alone are few; any other takes the word behind it. */
function hasFiles(args: readonly string[]): boolean {
  return args.some(
    (arg, index) =>
      !arg.startsWith('-') &&
      /^(?:|--(?:noEmit|emitDeclarationOnly|declaration|sourceMap|skipLibCheck|strict|pretty))$/.test(
        args[index - 1] ?? '',
      ),
  )
}

function viteOutputs(tree: SourceTree, dir: string, args: readonly string[]): readonly string[] | null {
  const [command, ...rest] = args
  const hasOwnConfig = flagOf(rest, ['-c', '--config']) !== undefined
  const hasOwnRoot = rest[0] !== undefined && !rest[0].startsWith('-')
  if (command !== 'build' || hasOwnConfig || hasOwnRoot || rest.includes('-w') || rest.includes('--watch'))
    return null
  return said(dir, [flagOf(rest, ['--outDir'])], () => bundlerOutputs(tree, dir, 'vite'))
}

/** The paths that flags say, null for one outside of the repository; without any flag what `configured` says. */
function said(
  dir: string,
  flags: readonly (string | undefined)[],
  configured: () => readonly string[] | null = () => null,
): readonly string[] | null {
  const paths = flags.filter((flag) => flag !== undefined).map((flag) => resolvePath(dir, flag))
  if (paths.length === 0) return configured()
  return paths.includes(null) ? null : paths.flatMap((path) => path ?? [])
}

/** `--out x` or `--out=x`. */
function flagOf(args: readonly string[], names: readonly string[]): string | undefined {
  const index = args.findIndex((arg) => names.includes(arg.replace(/=.*$/s, '')))
  if (index === -1) return undefined
  const arg = args[index] ?? ''
  return arg.includes('=') ? arg.slice(arg.indexOf('=') + 1) : args[index + 1]
}
