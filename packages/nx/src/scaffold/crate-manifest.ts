import { objectAt } from '../init/edit-json'
import type { CargoRoot, Edition } from './cargo-root'

export interface CrateManifestRequest {
  readonly name: string
  readonly edition: Edition
  /** Lines of `[lib]`, in this order; no such table when there are none. */
  readonly lib: readonly string[]
  /** Lines of `[dependencies]`. */
  readonly dependencies: readonly string[]
}

/** What a workspace declares for its members is inherited by a new one. What names files of a crate is not among it. */
const INHERITED = [
  'version',
  'edition',
  'rust-version',
  'authors',
  'license',
  'repository',
  'homepage',
  'publish',
] as const

/** The `Cargo.toml` of a new crate in the workspace. */
export function printCrateManifest(root: CargoRoot, request: CrateManifestRequest): string {
  const declared = objectAt(root.workspace, 'package')
  const own = { version: '"0.1.0"', edition: `"${request.edition}"` }
  const fields = INHERITED.flatMap((field) => {
    if (field in declared) return [`${field}.workspace = true`]
    return field === 'version' || field === 'edition' ? [`${field} = ${own[field]}`] : []
  })
  const tables = [
    ['[package]', `name = "${request.name}"`, ...fields],
    ...(request.lib.length === 0 ? [] : [['[lib]', ...request.lib]]),
    ...(request.dependencies.length === 0 ? [] : [['[dependencies]', ...request.dependencies]]),
    ...('lints' in root.workspace ? [['[lints]', 'workspace = true']] : []),
  ]
  return `${tables.map((lines) => lines.join('\n')).join('\n\n')}\n`
}
