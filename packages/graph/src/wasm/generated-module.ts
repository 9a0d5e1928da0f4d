import { baseName, parentDir } from '../repository-path'
import type { SourceTree } from '../source-tree'

/** The module of a crate that a path may name, and whether nothing else is named like that. */
export interface GeneratedModule {
  readonly module: string
  readonly isCertain: boolean
}

/**
 * What a path names when a tool wrote the file out of a crate: wasm-bindgen's glue, with or without its extension, and the
 * library of a native addon.
 *
 * @example generatedModule('pkg/my_crate_bg.wasm') // → { module: 'my_crate', isCertain: true }
 */
export function generatedModule(path: string): GeneratedModule | null {
  const file = baseName(path)
  const certain = /^(.+?)_bg(?:\.wasm(?:\.d\.ts)?|\.js)$/.exec(file)?.[1]
  if (certain !== undefined) return { module: certain, isCertain: true }
  const module = /^([\w-]+?)(?:\.d\.ts|\.[cm]?js|\.wasm|(?:\.[\w-]+)?\.node)?$/.exec(file)?.[1]
  return module === undefined ? null : { module: module.replaceAll('-', '_'), isCertain: false }
}

/**
 * Whether the file at `path`, which an import names, may be generated: nothing of its name is there yet, or the wasm that
 * belongs to it is there too. A source of that name is what is meant.
 */
export function mayBeGenerated(tree: SourceTree, path: string, { module }: GeneratedModule): boolean {
  const entries = tree.list(parentDir(path))
  if (!entries || entries.has(`${module}_bg.wasm`)) return true
  const stem = baseName(path).replace(/\..*$/s, '')
  return ![...entries.keys()].some((name) => name === stem || name.startsWith(`${stem}.`))
}

/** Whether an import by an alias (`@/pkg/chart`, `$lib/wasm/chart`) leads into a directory that tools fill. */
export function leadsIntoBuild(specifier: string): boolean {
  return /^(?:[@~#]|\$\w+|src)?\/(?:.*\/)?(?:pkg|dist|build|out|wasm|generated)(?:[-_][^/]*)?\//.test(
    specifier,
  )
}

/** `@/…`, `~/…`, `#/…`, `$lib/…`, `src/…` and `/…`: a path by the configuration of a bundler, no name of a package. */
export function isAlias(specifier: string): boolean {
  return /^(?:[@~#]|\$\w+|src)?\//.test(specifier)
}
