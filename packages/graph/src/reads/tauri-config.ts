import JSON5 from 'json5'
import { parse as parseToml } from 'smol-toml'
import { isTable, type TomlTable, tableOf } from '../manifest/toml-table'
import { childPath } from '../repository-path'
import type { SourceTree } from '../source-tree'

/** What a configuration of Tauri says of other files. Paths are as written, from the directory of the configuration. */
export interface TauriConfig {
  /** The page that the program shows: directories and files; addresses left out. */
  readonly page: readonly string[]
  /** What is packed beside it: paths and globs. */
  readonly resources: readonly string[]
  /** What makes the page; null where nothing has to. */
  readonly beforeBuild: BeforeBuild | null
}

export interface BeforeBuild {
  readonly command: string
  readonly cwd: string | null
}

/** Whether a file of this name is one: those of one system count too. */
export function isTauriConfig(name: string): boolean {
  return /^(?:tauri(?:\.[a-z]+)?\.conf\.json5?|Tauri(?:\.[a-z]+)?\.toml)$/.test(name)
}

/**
 * Reads the text of a configuration of Tauri 1 or 2. What is no configuration says nothing: Tauri itself tells what is
 * wrong with it.
 *
 * @param name of the file, which says whether it is JSON5 or TOML
 */
export function parseTauriConfig(text: string, name: string): TauriConfig {
  const config = parse(text, name)
  const build = tableOf(config, 'build')
  const first = tableOf(config, 'tauri')
  const bundle = { ...tableOf(first, 'bundle'), ...tableOf(config, 'bundle') }
  const isFirst = first !== undefined && /^(?:tauri\.conf\.json5?|Tauri\.toml)$/.test(name)
  const page = [
    ...pathsOf(build?.frontendDist ?? build?.['frontend-dist']),
    ...pathsOf(build?.distDir ?? build?.['dist-dir'] ?? (isFirst ? '../dist' : undefined)),
    ...pathsOf(build?.devPath ?? build?.['dev-path']),
  ]
  return {
    page: [...new Set(page)],
    resources: ['resources', 'icon', 'externalBin', 'external-bin'].flatMap((key) => pathsOf(bundle[key])),
    beforeBuild: beforeBuildOf(build?.beforeBuildCommand ?? build?.['before-build-command']),
  }
}

/** All configurations of Tauri in a directory, by name. */
export function tauriConfigsOf(tree: SourceTree, dir: string): TauriConfig[] {
  const names = [...(tree.list(dir) ?? [])].flatMap(([name, kind]) =>
    kind === 'file' && isTauriConfig(name) ? [name] : [],
  )
  return names.sort().map((name) => parseTauriConfig(tree.read(childPath(dir, name)) ?? '', name))
}

function parse(text: string, name: string): TomlTable {
  try {
    const value: unknown = name.endsWith('.toml') ? parseToml(text) : JSON5.parse(text.replace(/^\uFEFF/, ''))
    return isTable(value) ? value : {}
  } catch {
    return {}
  }
}

function beforeBuildOf(value: unknown): BeforeBuild | null {
  if (typeof value === 'string') return value.trim() === '' ? null : { command: value, cwd: null }
  if (!isTable(value) || typeof value.script !== 'string') return null
  return { command: value.script, cwd: typeof value.cwd === 'string' ? value.cwd : null }
}

/** One path, a list of them, or a table by path. */
function pathsOf(value: unknown): string[] {
  const all = isTable(value) ? Object.keys(value) : Array.isArray(value) ? value : [value]
  return all.flatMap((path: unknown) => {
    if (typeof path !== 'string' || path === '' || /^[a-z][a-z0-9+.-]*:/i.test(path)) return []
    return [path.replaceAll('\\', '/')]
  })
}
