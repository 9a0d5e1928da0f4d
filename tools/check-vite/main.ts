import { parseArgs } from 'node:util'
import { Checks } from '../e2e/checks'
import { wasmObstacle } from '../e2e/wasm-obstacle'
import { startBrowser } from '../example/browser'
import { FixtureWorkspace } from './fixture-workspace'
import type { Scenario } from './scenario'
import { closure } from './scenarios/closure'
import { faults } from './scenarios/faults'
import { production } from './scenarios/production'
import { replacement } from './scenarios/replacement'
import { twoApps } from './scenarios/two-apps'

// The Vite plugin in real dev servers and builds, seen by a real Chromium.

const SCENARIOS: readonly Scenario[] = [replacement, faults, closure, twoApps, production]

const { values } = parseArgs({ options: { only: { type: 'string' } } })

async function main(): Promise<number> {
  const obstacle = await wasmObstacle()
  if (obstacle !== null) {
    console.log(`not played: ${obstacle}`)
    return 1
  }
  const vite = await import('vite')
  const browser = await startBrowser()
  using workspace = new FixtureWorkspace()
  const totals = { passed: 0, failed: 0 }
  for (const scenario of SCENARIOS.filter(({ name }) => name.includes(values.only ?? ''))) {
    const started = Date.now()
    const checks = new Checks()
    try {
      await scenario.run({ vite, browser, workspace, checks })
    } catch (error) {
      checks.fail(
        `${scenario.name}: told to its end`,
        error instanceof Error ? (error.stack ?? '') : String(error),
      )
    }
    console.log(`\n${scenario.name}, Vite ${vite.version} (${((Date.now() - started) / 1000).toFixed(0)} s)`)
    for (const line of checks.lines) console.log(line)
    totals.passed += checks.passed
    totals.failed += checks.failed
  }
  await browser.close()
  console.log(`\n${totals.passed} passed, ${totals.failed} failed`)
  return totals.failed
}

main().then(
  (failed) => process.exit(failed === 0 ? 0 : 1),
  (error) => {
    console.error(error)
    process.exit(1)
  },
)
