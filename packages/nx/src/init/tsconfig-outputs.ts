import { childPath, isWithin, parentDir, resolvePath, type SourceTree } from '@nx-crane/graph'
import { parseJsonc } from '../jsonc'
import { isObject, objectAt } from './edit-json'

/** What the command line says over the configuration. */
export interface TscArguments {
  /** As a path of the repository. */
  readonly outDir?: string | undefined
  readonly noEmit?: boolean | undefined
  /** `tsc --build`: referenced projects are built too. */
  readonly isBuild?: boolean | undefined
}

/**
 * What `tsc` writes by the configuration `file`, as paths of the repository, its record of the build included. Null where that
 * cannot be told: a configuration from elsewhere, or one that writes beside the sources.
 */
export function tsconfigOutputs(
  tree: SourceTree,
  file: string,
  args: TscArguments = {},
): readonly string[] | null {
  const config = readTsconfig(tree, file)
  if (config === null) return null
  const references = args.isBuild ? referencedOutputs(tree, file, config) : []
  if (references === null) return null
  const { outDir = config.outDir } = args
  const own = ownOutputs(file, { ...config, ...(outDir === undefined ? {} : { outDir }) }, args)
  return own === null ? null : [...new Set([...own, ...references])]
}

interface Tsconfig {
  readonly outDir?: string | null
  readonly declarationDir?: string | null
  readonly rootDir?: string | null
  readonly tsBuildInfoFile?: string | null
  readonly noEmit?: boolean
  readonly composite?: boolean
  readonly incremental?: boolean
  readonly references: readonly string[]
  /** `"files": []`: it is there for its references. */
  readonly isEmpty: boolean
}

function ownOutputs(file: string, config: Tsconfig, args: TscArguments): readonly string[] | null {
  if (config.isEmpty) return []
  const isSilent = args.noEmit ?? config.noEmit ?? false
  const { outDir, declarationDir } = config
  if (
    !isSilent &&
    (outDir === undefined || outDir === null || outDir === parentDir(file) || declarationDir === null)
  )
    return null
  const written = isSilent ? [] : [outDir ?? '', ...(declarationDir ? [declarationDir] : [])]
  const record = buildRecord(file, config, args)
  return record === null || isBelowOne(record, written) ? written : [...written, record]
}

function isBelowOne(path: string, dirs: readonly string[]): boolean {
  return dirs.some((dir) => isWithin(dir, path))
}

/**
 * Where tsc keeps what it remembers of the last build (`getTsBuildInfoEmitOutputFilePath` in its sources); null when it keeps
 * nothing, or keeps it outside of the repository.
 */
function buildRecord(file: string, config: Tsconfig, args: TscArguments): string | null {
  if (!(config.composite || config.incremental || args.isBuild)) return null
  if (config.tsBuildInfoFile !== undefined) return config.tsBuildInfoFile
  const dir = parentDir(file)
  const name = file.slice(dir === '' ? 0 : dir.length + 1).replace(/\.json$/, '.tsbuildinfo')
  const { outDir, rootDir } = config
  if (!outDir) return childPath(dir, name)
  if (!rootDir) return childPath(outDir, name)
  return resolvePath(outDir, `${relativeTo(rootDir, dir)}${name}`)
}

/** The way from a directory to one above or below it, with a slash at its end. */
function relativeTo(from: string, to: string): string {
  if (isWithin(from, to)) return to === from ? '' : `${to.slice(from === '' ? 0 : from.length + 1)}/`
  const rest = from.slice(to === '' ? 0 : to.length + 1)
  return '../'.repeat(rest.split('/').length)
}

/** Of a referenced project in another package nothing is taken: its own `build` writes that, before this one. */
function referencedOutputs(tree: SourceTree, file: string, config: Tsconfig): readonly string[] | null {
  const dir = parentDir(file)
  const outputs = config.references.map((reference) => {
    const path = resolvePath(dir, reference)
    if (path === null) return null
    const config = path.endsWith('.json') ? path : childPath(path, 'tsconfig.json')
    if (!isWithin(dir, config)) return hasBuildScript(tree, parentDir(config)) ? [] : null
    return config === file ? null : tsconfigOutputs(tree, config, { isBuild: true })
  })
  return outputs.includes(null) ? null : outputs.flatMap((each) => each ?? [])
}

function hasBuildScript(tree: SourceTree, dir: string): boolean {
  const text = tree.read(childPath(dir, 'package.json'))
  const manifest: unknown = text === undefined ? undefined : parseJsonc(text).value
  return isObject(manifest) && typeof objectAt(manifest, 'scripts').build === 'string'
}

/** A configuration with what it extends. Paths belong to the file that says them; null for one that cannot be read. */
function readTsconfig(tree: SourceTree, file: string, extending: readonly string[] = []): Tsconfig | null {
  const text = tree.read(file)
  if (text === undefined || extending.includes(file)) return null
  const json = parseJsonc(text).value
  if (!isObject(json)) return null
  const bases = [json.extends].flat().filter((each): each is string => typeof each === 'string')
  const inherited: Partial<Tsconfig>[] = bases.map((base) => {
    const path = /^\.{1,2}\//.test(base)
      ? resolvePath(parentDir(file), base.endsWith('.json') ? base : `${base}.json`)
      : null
    // Of a package: whoever publishes settings for others says nothing of directories, or does so relative to itself.
    return (path === null ? null : readTsconfig(tree, path, [...extending, file])) ?? {}
  })
  const { references: _, isEmpty: __, ...options } = Object.assign({}, ...inherited)
  const references = Array.isArray(json.references) ? json.references : []
  return {
    ...options,
    ...ownOptions(objectAt(json, 'compilerOptions'), { file, root: extending[0] ?? file }),
    references: references.flatMap((each) =>
      isObject(each) && typeof each.path === 'string' ? [each.path] : [],
    ),
    isEmpty: Array.isArray(json.files) && json.files.length === 0 && json.include === undefined,
  }
}

function ownOptions(
  options: Readonly<Record<string, unknown>>,
  { file, root }: { file: string; root: string },
): Partial<Tsconfig> {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: TypeScript's own word for the directory of the extending file
  const extending = '${configDir}'
  const path = (value: unknown) =>
    typeof value !== 'string'
      ? null
      : value.startsWith(extending)
        ? resolvePath(parentDir(root), `.${value.slice(extending.length)}`)
        : resolvePath(parentDir(file), value)
  const paths = ['outDir', 'declarationDir', 'rootDir', 'tsBuildInfoFile'].filter((name) => name in options)
  const flags = ['noEmit', 'composite', 'incremental'].filter((name) => name in options)
  return Object.fromEntries([
    ...paths.map((name) => [name, path(options[name])]),
    ...flags.map((name) => [name, options[name] === true]),
  ])
}
