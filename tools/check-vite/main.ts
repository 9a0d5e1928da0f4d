import { parseArgs } from 'node:util'
import { startBrowser } from '../kit/browser'
import { Checks } from '../kit/checks'
import { wasmObstacle } from '../kit/wasm-obstacle'
import { FixtureWorkspace } from './fixture-workspace'
import { installedVite, OLDEST_VITE } from './installed-tools'
import type { Scenario, ScenarioContext } from './scenario'
import { closure } from './scenarios/closure'
import { debugInfo } from './scenarios/debug-info'
import { faults } from './scenarios/faults'
import { killedServer } from './scenarios/killed-server'
import { obstacles } from './scenarios/obstacles'
import { panicPlaces } from './scenarios/panic-places'
import { panics } from './scenarios/panics'
import { production } from './scenarios/production'
import { moduleReplacement, replacement } from './scenarios/replacement'
import { sizes } from './scenarios/sizes'
import { testRuns } from './scenarios/test-runs'
import { twoApps } from './scenarios/two-apps'
import { types } from './scenarios/types'
import { watchedBuild } from './scenarios/watched-build'

// The Vite plugin in real dev servers and builds, seen by a real Chromium.

const SCENARIOS: readonly Scenario[] = [
  replacement,
  moduleReplacement,
  faults,
  closure,
  twoApps,
  types,
  production,
  sizes,
  debugInfo,
  panics,
  panicPlaces,
  watchedBuild,
  testRuns,
  killedServer,
  obstacles,
]

const { values } = parseArgs({ options: { only: { type: 'string' }, vite: { type: 'string' } } })

async function main(): Promise<number> {
  const obstacle = await wasmObstacle()
  if (obstacle !== null) {
    console.log(`not played: ${obstacle}`)
    return 1
  }
  const vites = [await import('vite'), await installedVite(OLDEST_VITE)].filter(
    ({ version }) => values.vite === undefined || version.startsWith(values.vite),
  )
  const browser = await startBrowser()
  using workspace = new FixtureWorkspace()
  const totals = { passed: 0, failed: 0 }
  for (const [index, vite] of vites.entries()) {
    for (const scenario of SCENARIOS.filter(isWanted)) {
      if (scenario.once && index > 0) continue
      const checks = await tell(scenario, { vite, browser, workspace })
      // One fault is one failure: the next scenario begins with what this one should have left.
      if (checks.failed > 0) workspace.restore()
      totals.passed += checks.passed
      totals.failed += checks.failed
    }
  }
  await browser.close()
  console.log(`\n${totals.passed} passed, ${totals.failed} failed`)
  // Where `--only` names no scenario, nothing was checked.
  return totals.passed === 0 ? 1 : totals.failed
}

function isWanted({ name }: Scenario): boolean {
  return name.includes(values.only ?? '')
}

async function tell(scenario: Scenario, context: Omit<ScenarioContext, 'checks'>): Promise<Checks> {
  const started = Date.now()
  const checks = new Checks()
  try {
    await scenario.run({ ...context, checks })
  } catch (error) {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error)
    checks.fail(`${scenario.name}: told to its end`, reason)
  }
  const seconds = ((Date.now() - started) / 1000).toFixed(0)
  console.log(`\n${scenario.name}, Vite ${context.vite.version} (${seconds} s)`)
  for (const line of checks.lines) console.log(line)
  return checks
}

main().then(
  (failed) => process.exit(failed === 0 ? 0 : 1),
  (error) => {
    console.error(error)
    process.exit(1)
  },
)
