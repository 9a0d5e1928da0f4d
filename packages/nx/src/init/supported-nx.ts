import type { PackageManager, SourceTree } from '@nx-crane/graph'
import { nxMigration, SUPPORTED_NX } from '../infer/supported-nx'
import { NxCraneError } from '../nx-crane-error'
import { isObject, objectAt, parseJson } from './edit-json'

/**
 * Refuses a repository whose Nx is too old for the plugin: what `init` would write there breaks every command of Nx.
 * An Nx that only lies in node_modules, as Lerna brings one, is nobody's choice.
 *
 * @param installed the version in node_modules, or null
 * @throws NxCraneError `NX_TOO_OLD`
 */
export function requireSupportedNx(
  tree: SourceTree,
  installed: string | null,
  manager: PackageManager,
): void {
  const declared = declaredNx(tree)
  if (declared === null && tree.read('nx.json') === undefined) return
  const version = installed ?? declared
  const major = Number(/\d+/.exec(version ?? '')?.[0] ?? SUPPORTED_NX.from)
  if (major >= SUPPORTED_NX.from) return
  throw new NxCraneError('NX_TOO_OLD', {
    message: `nx-crane needs Nx ${SUPPORTED_NX.from} or later, but this repository has Nx ${version}; nothing was changed`,
    hint: `run ${nxMigration(manager)}, then run this again`,
  })
}

/** As package.json asks for it, or nx.json where Nx installs itself (`installation`). A tag such as `latest` is new enough. */
function declaredNx(tree: SourceTree): string | null {
  const manifest = objectOf(tree, 'package.json')
  const tables = ['dependencies', 'devDependencies', 'optionalDependencies']
  const found = tables.map((table) => objectAt(manifest, table).nx)
  const installation = objectAt(objectOf(tree, 'nx.json'), 'installation').version
  const said = [...found, installation].find((value) => typeof value === 'string')
  return typeof said === 'string' ? said : null
}

function objectOf(tree: SourceTree, file: string): Readonly<Record<string, unknown>> {
  const text = tree.read(file)
  const value = text === undefined ? {} : parseJson(text, file)
  return isObject(value) ? value : {}
}
