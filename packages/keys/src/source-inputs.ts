import type { Crate, RustFacts } from '@nx-crane/graph'
import { tellsAboutPackage } from './conventional-files'
import { type Environment, variableInput } from './environment-inputs'
import type { KeyInput } from './key-input'
import type { LibraryEffects } from './library-effects'
import type { ManifestTables } from './manifest-tables'

/** Inputs for what sources of `crate` say about the environment and about its manifest. */
export function sourceInputs(
  crate: Crate,
  facts: readonly RustFacts[],
  { macroFields, expands }: Pick<LibraryEffects, 'macroFields' | 'expands'>,
  { environment, tables }: { readonly environment: Environment; readonly tables: ManifestTables },
): KeyInput[] {
  const names = new Set<string>(facts.length > 0 ? expands.variables : [])
  const fields = new Set(macroFields)
  for (const each of facts) {
    for (const name of each.environment) names.add(name)
    for (const field of each.packageFields) fields.add(field)
  }
  // Cargo sets variables for the fields of the package: they may be among those whose names are not in sight.
  const isAny = facts.some(({ unknown }) => unknown.some(({ reads }) => reads === 'variables'))
  if (isAny || tellsAboutPackage(crate)) for (const field of PACKAGE_FIELDS) fields.add(field)
  return [
    ...[...names].sort().map((name) => variableInput(environment, name)),
    ...[...fields].sort().map((field) => ({
      what: `manifest: package.${field.toLowerCase().replaceAll('_', '-')}`,
      value: JSON.stringify(tables.packageField(crate, field)),
    })),
  ]
}

const PACKAGE_FIELDS = [
  'AUTHORS',
  'DESCRIPTION',
  'HOMEPAGE',
  'REPOSITORY',
  'LICENSE',
  'LICENSE_FILE',
  'RUST_VERSION',
  'README',
]
