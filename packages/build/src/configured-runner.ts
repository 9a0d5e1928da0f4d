import type { ConfigFile } from '@nx-crane/graph'
import { asTable, entryOf, readConfigs, tableOf } from '@nx-crane/graph'

/**
 * Whether cargo's configuration for this directory says how executables are run (`runner`, `[env]`, a target triple):
 * then only cargo runs them right. A configuration that cannot be read counts as saying so.
 */
export function configuresRunner(directory: string): boolean {
  if (Object.keys(process.env).some((name) => /^CARGO_TARGET_.*_RUNNER$|^CARGO_BUILD_TARGET$/.test(name)))
    return true
  const { files, faults } = readConfigs(directory, directory, process.env)
  return faults.length > 0 || files.some(saysHowToRun)
}

function saysHowToRun({ table }: ConfigFile): boolean {
  const runners = Object.values(tableOf(table, 'target') ?? {}).map((each) =>
    entryOf(asTable(each), 'runner'),
  )
  const said = [entryOf(table, 'env'), entryOf(tableOf(table, 'build'), 'target'), ...runners]
  return said.some((each) => each !== undefined)
}
