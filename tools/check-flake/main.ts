import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Checks } from '../kit/checks'
import { type RealInputs, writeInputs } from '../sandboxed-nix/flake-inputs'
import { surveyHost } from '../sandboxed-nix/host'
import { SandboxedNix } from '../sandboxed-nix/sandboxed-nix'
import { prepareWasmToolchain } from '../setup/wasm-toolchain.mjs'
import type { Scenario, Surroundings } from './scenario'
import { caches } from './scenarios/caches'
import { cargoFixtures } from './scenarios/cargo-fixtures'
import { edits } from './scenarios/edits'
import { example } from './scenarios/example'
import { keys } from './scenarios/keys'
import { leftOut } from './scenarios/left-out'
import { mixed } from './scenarios/mixed'
import { overrides } from './scenarios/overrides'
import { toolchains } from './scenarios/toolchains'
import { wasm } from './scenarios/wasm'

// Builds generated flakes with real Nix, in its sandbox and without a network: the inputs are stand-ins of ours, or crane
// itself where NX_CRANE_TEST_CRANE and NX_CRANE_TEST_NIXPKGS_LIB name directories with it and with the `lib` of nixpkgs.

const scenarios: Readonly<Record<string, Scenario>> = {
  mixed,
  overrides,
  toolchains,
  fixtures: cargoFixtures,
  'left-out': leftOut,
  example,
  edits,
  keys,
  wasm,
  caches,
}

async function main(): Promise<void> {
  const chosen = chosenScenarios()
  const real = realInputs()
  await prepareWasmToolchain({ root: join(__dirname, '..', '..'), fromDistribution: false })
  const host = surveyHost()
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'check-flake-')))
  let passed = 0
  let failed = 0
  try {
    const inputs = writeInputs(join(directory, 'inputs'), { host, real })
    const nix = await SandboxedNix.open({ directory: join(directory, 'nix'), host, inputs })
    console.log(
      `${nix.version}, ${real.crane === undefined ? 'a stand-in for crane' : `crane in ${real.crane}`}`,
    )
    for (const [name, scenario] of chosen) {
      console.log(`\n${name}: ${scenario.title}`)
      const started = Date.now()
      const checks = await run(scenario, {
        nix,
        directory: join(directory, `scenario-${name}`),
        system: nix.system,
      })
      for (const line of checks.lines) console.log(`  ${line}`)
      console.log(`  ${((Date.now() - started) / 1000).toFixed(0)} s`)
      passed += checks.passed
      failed += checks.failed
    }
  } finally {
    // Nix makes what is in its store read-only, directories too.
    execFileSync('chmod', ['-R', 'u+w', directory])
    rmSync(directory, { recursive: true, force: true })
  }
  console.log(`\n${passed} passed, ${failed} failed`)
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0
}

/** All, or those that `--only NAME,NAME` names. */
function chosenScenarios(): [name: string, scenario: Scenario][] {
  const { only } = parseArgs({ options: { only: { type: 'string' } } }).values
  const names = only?.split(',') ?? Object.keys(scenarios)
  return names.map((name) => {
    const scenario = scenarios[name]
    if (scenario === undefined)
      throw new Error(`there is no scenario ${name}, but ${Object.keys(scenarios).join(', ')}`)
    return [name, scenario]
  })
}

async function run(scenario: Scenario, surroundings: Surroundings): Promise<Checks> {
  const checks = new Checks()
  mkdirSync(surroundings.directory, { recursive: true })
  try {
    await scenario.run(checks, surroundings)
  } catch (error) {
    checks.fail(
      'the scenario runs to its end',
      error instanceof Error ? (error.stack ?? error.message) : String(error),
    )
  }
  return checks
}

function realInputs(): RealInputs {
  const { NX_CRANE_TEST_CRANE: crane, NX_CRANE_TEST_NIXPKGS_LIB: nixpkgsLib } = process.env
  if ((crane === undefined) === (nixpkgsLib === undefined)) return { crane, nixpkgsLib }
  throw new Error('set both NX_CRANE_TEST_CRANE and NX_CRANE_TEST_NIXPKGS_LIB, or neither')
}

main().catch((error) => {
  console.error(error)
  process.exit(1)
})
