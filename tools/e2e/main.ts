import { rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { parseArgs } from 'node:util'
import { Checks } from '../kit/checks'
import { NX_VERSIONS, type NxVersion, nodeModulesOf } from '../kit/nx-template'
import { type PackedPlugin, packPlugin } from '../kit/packed-plugin'
import { NxWorkspace } from './nx-workspace'
import type { Combination, Scenario } from './scenario'
import { affected } from './scenarios/affected'
import { ci } from './scenarios/ci'
import { ciNix } from './scenarios/ci-nix'
import { crates } from './scenarios/crates'
import { declaredInputs } from './scenarios/declared-inputs'
import { dependencyChecks } from './scenarios/dependency-checks'
import { doctor } from './scenarios/doctor'
import { firstPage } from './scenarios/first-page'
import { keys } from './scenarios/keys'
import { migrate } from './scenarios/migrate'
import { nixBuilder } from './scenarios/nix-builder'
import { nodeProgram } from './scenarios/node-program'
import { nxJson } from './scenarios/nx-json'
import { plainRepository } from './scenarios/plain-repository'
import { reads } from './scenarios/reads'
import { readsAlone } from './scenarios/reads-alone'
import { rootCrate } from './scenarios/root-crate'
import { sameBytes } from './scenarios/same-bytes'
import { wasm } from './scenarios/wasm'

const SCENARIOS: readonly Scenario[] = [
  crates,
  affected,
  rootCrate,
  dependencyChecks,
  nxJson,
  doctor,
  wasm,
  nodeProgram,
  sameBytes,
  keys,
  nixBuilder,
  reads,
  readsAlone,
  declaredInputs,
  plainRepository,
  migrate,
  firstPage,
  ci,
  ciNix,
]

const { values } = parseArgs({
  options: {
    nx: { type: 'string' },
    daemon: { type: 'string' },
    only: { type: 'string' },
    keep: { type: 'boolean', default: false },
  },
})

/** Nx waits for its workers, its daemon and the disk half of the time. */
const AT_ONCE = 2

interface Story {
  readonly scenario: Scenario
  readonly nx: NxVersion
  readonly daemon: boolean
}

async function main(): Promise<void> {
  const plugin = packPlugin()
  const waiting = stories()
  for (const nx of new Set(waiting.map((story) => story.nx))) await nodeModulesOf(nx)
  const totals = { passed: 0, failed: 0 }
  const tellNext = async (): Promise<void> => {
    for (let story = waiting.shift(); story !== undefined; story = waiting.shift()) {
      const checks = await tell(story, plugin)
      totals.passed += checks.passed
      totals.failed += checks.failed
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, tellNext))
  if (!values.keep) rmSync(dirname(plugin.directory), { recursive: true, force: true })
  console.log(`\n${totals.passed} passed, ${totals.failed} failed`)
  process.exitCode = totals.failed > 0 ? 1 : 0
}

function stories(): Story[] {
  return SCENARIOS.flatMap((scenario) =>
    NX_VERSIONS.flatMap((nx) => [false, true].map((daemon): Story => ({ scenario, nx, daemon }))),
  ).filter(isWanted)
}

function isWanted({ scenario, nx, daemon }: Story): boolean {
  const combination: Combination = `${nx} ${daemon ? 'daemon' : 'no daemon'}`
  return (
    (values.only === undefined || scenario.name === values.only) &&
    (values.nx === undefined || nx.startsWith(values.nx)) &&
    (values.daemon === undefined || daemon === (values.daemon === 'on')) &&
    (scenario.combinations === undefined || scenario.combinations.includes(combination))
  )
}

/** Plays one scenario in a workspace of its own, and prints its checks when it is over. */
async function tell({ scenario, nx, daemon }: Story, plugin: PackedPlugin): Promise<Checks> {
  const started = Date.now()
  const checks = new Checks()
  const obstacle = (await scenario.obstacle?.()) ?? null
  if (obstacle !== null) {
    console.log(`\n${scenario.name}, Nx ${nx}: not played: ${obstacle}`)
    return checks
  }
  const workspace = await NxWorkspace.create({ nx, daemon, plugin, fixture: scenario.fixture })
  try {
    await scenario.run(workspace, checks, plugin)
  } catch (error) {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error)
    checks.fail(`${scenario.name} was told to its end`, reason)
  } finally {
    await workspace.dispose(values.keep)
  }
  const seconds = ((Date.now() - started) / 1000).toFixed(0)
  console.log(`\n${scenario.name}, Nx ${nx}, daemon ${daemon ? 'on' : 'off'} (${seconds} s)`)
  for (const line of checks.lines) console.log(line)
  if (values.keep) console.log(`  kept in ${workspace.root}`)
  return checks
}

main().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
