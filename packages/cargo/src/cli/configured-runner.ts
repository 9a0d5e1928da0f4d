import type { ConfigFile } from '../config/config-files'
import { readConfigs } from '../config/read-configs'

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
  const { env, build, target } = table
  const runners = Object.values(asTable(target)).some((each) => 'runner' in asTable(each))
  return env !== undefined || 'target' in asTable(build) || runners
}

function asTable(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
