import { createHash } from 'node:crypto'
import type { PackageFile } from './locate-import'
import { TRAP_CLIENT_ID } from './traps/trap-client'
import { nameOf } from './wasm-package'

const PREFIX = '\0nx-crane:'

/**
 * The id of the module that stands for a file of a package in the dev server. It stays the same from build to build, so
 * that it can be accepted; what it exports again is the file of one build, which has a path of its own.
 */
export function facadeId({ package: wasmPackage, glue, name }: PackageFile): string {
  // The digest tells files apart whose readable parts are the same once no server has to decode them.
  const digest = createHash('sha256')
    .update(`${wasmPackage.crate}\0${glue}\0${name}`)
    .digest('hex')
    .slice(0, 8)
  const readable = `${nameOf(wasmPackage)}/${name}`.replace(/[^\w@./-]/g, '_')
  return `${PREFIX}${digest}/${readable}${name.endsWith('.js') ? '' : '.js'}`
}

export function isFacadeId(id: string): boolean {
  return id.startsWith(PREFIX)
}

export interface FacadeTarget {
  /** Absolute path of the file in one build. */
  readonly file: string
  /** As imported, with its question mark: `?url` and the like. */
  readonly query: string
  readonly hasDefault: boolean
  /** Whether the server is told of traps: by pages it is, and their workers. */
  readonly tellsTraps: boolean
}

export function printFacade({ file, query, hasDefault, tellsTraps }: FacadeTarget): string {
  // First, so that what traps as it is started is told too.
  const client = tellsTraps ? [`import ${JSON.stringify(TRAP_CLIENT_ID)}`] : []
  const from = JSON.stringify(`${file}${query}`)
  const others = query === '' ? [`export * from ${from}`] : []
  return [...client, ...others, ...(hasDefault ? [`export { default } from ${from}`] : []), ''].join('\n')
}

/** Whether a JavaScript text that wasm-bindgen has written has a default export: the start of the glue for pages. */
export function exportsDefault(text: string): boolean {
  return /^export (?:default\b|\{[^}]*\bas default\b)/m.test(text)
}
