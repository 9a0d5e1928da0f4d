import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { readRegularText } from '@nx-crane/files'
import { parse } from 'smol-toml'

/**
 * Whether cargo's configuration for this directory says how executables are run (`runner`, `[env]`, a target triple):
 * then only cargo runs them right. A configuration that cannot be read counts as saying so.
 */
export function configuresRunner(directory: string): boolean {
  if (Object.keys(process.env).some((name) => /^CARGO_TARGET_.*_RUNNER$|^CARGO_BUILD_TARGET$/.test(name)))
    return true
  return configurationFiles(directory).some(saysHowToRun)
}

function configurationFiles(directory: string): string[] {
  const homes = [process.env.CARGO_HOME ?? join(homedir(), '.cargo')]
  for (let each = directory; ; each = dirname(each)) {
    homes.push(join(each, '.cargo'))
    if (dirname(each) === each) break
  }
  return homes.flatMap((home) => [join(home, 'config.toml'), join(home, 'config')])
}

function saysHowToRun(path: string): boolean {
  let text: string
  try {
    text = readRegularText(path)
  } catch {
    return false
  }
  try {
    const { env, include, build, target } = parse(text) as Record<string, unknown>
    const runners = Object.values(asTable(target)).some((each) => 'runner' in asTable(each))
    return env !== undefined || include !== undefined || 'target' in asTable(build) || runners
  } catch {
    return true
  }
}

function asTable(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
