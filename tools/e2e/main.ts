import { rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { parseArgs } from 'node:util'
import { Checks } from './checks'
import { NX_VERSIONS } from './nx-template'
import { NxWorkspace } from './nx-workspace'
import { type PackedPlugin, packPlugin } from './packed-plugin'
import type { Combination, Scenario } from './scenario'
import { crates } from './scenarios/crates'
import { nxJson } from './scenarios/nx-json'
import { plainRepository } from './scenarios/plain-repository'
import { rootCrate } from './scenarios/root-crate'
import { wasm } from './scenarios/wasm'

const SCENARIOS: readonly Scenario[] = [crates, rootCrate, nxJson, wasm, plainRepository]

const { values } = parseArgs({
  options: {
    nx: { type: 'string' },
    daemon: { type: 'string' },
    only: { type: 'string' },
    keep: { type: 'boolean', default: false },
  },
})

async function main(): Promise<void> {
  const checks = new Checks()
  const plugin = await packPlugin()
  for (const nx of NX_VERSIONS.filter(
    (version) => values.nx === undefined || version.startsWith(values.nx),
  )) {
    for (const daemon of [false, true].filter(
      (on) => values.daemon === undefined || on === (values.daemon === 'on'),
    )) {
      const combination: Combination = `${nx} ${daemon ? 'daemon' : 'no daemon'}`
      for (const scenario of SCENARIOS.filter((candidate) => isWanted(candidate, combination))) {
        const started = Date.now()
        console.log(`\n${scenario.name}, Nx ${nx}, ${daemon ? 'daemon on' : 'daemon off'}`)
        await tell(scenario, { nx, daemon, plugin, fixture: scenario.fixture }, checks)
        console.log(`  ${((Date.now() - started) / 1000).toFixed(1)} s`)
      }
    }
  }
  if (!values.keep) rmSync(dirname(plugin.directory), { recursive: true, force: true })
  console.log(`\n${checks.passed} passed, ${checks.failed} failed`)
  process.exitCode = checks.failed > 0 ? 1 : 0
}

function isWanted(scenario: Scenario, combination: Combination): boolean {
  const isNamed = values.only === undefined || scenario.name === values.only
  return isNamed && (scenario.combinations === undefined || scenario.combinations.includes(combination))
}

async function tell(
  scenario: Scenario,
  settings: Parameters<typeof NxWorkspace.create>[0] & { plugin: PackedPlugin },
  checks: Checks,
): Promise<void> {
  const workspace = await NxWorkspace.create(settings)
  try {
    await scenario.run(workspace, checks, settings.plugin)
  } catch (error) {
    checks.fail(
      `${scenario.name} was told to its end`,
      error instanceof Error ? (error.stack ?? error.message) : String(error),
    )
  } finally {
    await workspace.dispose(values.keep)
    if (values.keep) console.log(`  kept in ${workspace.root}`)
  }
}

main().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
