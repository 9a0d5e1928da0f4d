import { asTable } from '../manifest/toml-table'
import { resolvePath } from '../repository-path'
import type { ConfigTable } from './merge-config'

/**
 * The table with every path in it that Cargo takes relative to `dir` made relative to the repository root, so that
 * tables of different directories can be merged. Absolute paths, and such as leave the repository, stay as written,
 * the latter behind `dir`.
 */
export function resolveConfigPaths(table: ConfigTable, dir: string): ConfigTable {
  const path = (value: unknown) => (typeof value === 'string' ? fromRoot(dir, value) : value)
  // A program without a slash is looked up in PATH.
  const program = (value: unknown) => (typeof value === 'string' && value.includes('/') ? path(value) : value)
  const runner = (value: unknown) => {
    if (Array.isArray(value)) return [program(value[0]), ...value.slice(1)]
    if (typeof value !== 'string') return value
    const [first, ...rest] = value.trim().split(/\s+/)
    return [program(first), ...rest].join(' ')
  }
  return each(table, {
    build: (build) =>
      each(build, {
        'target-dir': path,
        'build-dir': (value) => (typeof value === 'string' && value.startsWith('{') ? value : path(value)),
        rustc: program,
        'rustc-wrapper': program,
        'rustc-workspace-wrapper': program,
        rustdoc: program,
        target: (value) =>
          Array.isArray(value) ? value.map((item) => targetSpec(item, path)) : targetSpec(value, path),
      }),
    target: (targets) => all(targets, (target) => each(target, { linker: program, runner })),
    source: (sources) => all(sources, (source) => each(source, { directory: path, 'local-registry': path })),
    env: (env) =>
      all(env, (variable) =>
        asTable(variable)?.relative === true ? each(variable, { value: path }) : variable,
      ),
    paths: (paths) => (Array.isArray(paths) ? paths.map(path) : paths),
    patch: (patches) => all(patches, (entries) => all(entries, (entry) => each(entry, { path }))),
  }) as ConfigTable
}

/** A target is a triple or the path of a specification. */
function targetSpec(value: unknown, path: (value: unknown) => unknown): unknown {
  return typeof value === 'string' && value.endsWith('.json') ? path(value) : value
}

type Change = (value: unknown) => unknown

function each(value: unknown, changes: Readonly<Record<string, Change>>): unknown {
  const table = asTable(value)
  if (table === undefined) return value
  return Object.fromEntries(
    Object.entries(table).map(([key, item]) => [
      key,
      Object.hasOwn(changes, key) ? changes[key]?.(item) : item,
    ]),
  )
}

function all(value: unknown, change: Change): unknown {
  const table = asTable(value)
  if (table === undefined) return value
  return Object.fromEntries(Object.entries(table).map(([key, item]) => [key, change(item)]))
}

function fromRoot(dir: string, path: string): string {
  if (path.startsWith('/')) return path
  return resolvePath(dir, path) ?? `${dir === '' ? '' : `${dir}/`}${path}`
}
