import { asTable, type ConfigFile, configuredVariable, tableOf } from '@nx-crane/graph'
import type { Environment } from './environment-inputs'

/**
 * What `[env]` of Cargo's configuration sets for compilers, build scripts, macros and tests, by name. Where the environment has a
 * value, that one counts, unless the configuration says `force`. Cargo makes a path of one that is `relative`; here it stays a text
 * that is the same in every checkout.
 *
 * @param configs the nearest first
 * @example configuredVariables([{ … '[env]\nA = "1"\nB = "2"' }], { B: '3' }) // → A: '1'
 */
export function configuredVariables(
  configs: readonly ConfigFile[],
  environment: Environment,
): ReadonlyMap<string, string> {
  const tables = configs.map(({ name, table }) => ({ file: name, variables: tableOf(table, 'env') ?? {} }))
  const names = new Set(tables.flatMap(({ variables }) => Object.keys(variables)))
  const found = new Map<string, string>()
  for (const name of [...names].sort()) {
    const said = tables.flatMap(({ file, variables }) =>
      Object.hasOwn(variables, name) ? [{ file, value: variables[name] }] : [],
    )
    const texts = said.flatMap(({ file, value }) => {
      const variable = configuredVariable(value)
      return variable ? [{ file, text: variable.value }] : []
    })
    // Cargo joins the tables that several files have for one name.
    const isSaid = (flag: 'force' | 'relative') => said.some(({ value }) => asTable(value)?.[flag] === true)
    const [nearest] = texts
    if (nearest === undefined || (environment[name] !== undefined && !isSaid('force'))) continue
    found.set(name, isSaid('relative') ? `${nearest.text}, from ${nearest.file}` : nearest.text)
  }
  return found
}
