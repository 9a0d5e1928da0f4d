import type { Checks } from '../../kit/checks'
import { NixStore, nixStoreObstacle } from '../../kit/nix-store'
import { Random } from '../../kit/random'
import { RUNS, type RunName } from '../built-workspace'
import { FaultWorkspace } from '../fault-workspace'
import { listingDifferences } from '../listing'
import type { Piece, Surroundings } from '../piece'
import { strayTraces } from '../spoken'

/** What the flake of the workspace has tasks for. */
const NIX_RUNS: readonly RunName[] = ['native', 'doc', 'both', 'test', 'lint']

export const nixPairs: Piece = {
  name: 'nix-pairs',
  title: 'two runs of Nx at once in one checkout whose crates Nix builds, each time from other sources',
  builds: true,
  onlyLong: true,
  obstacle: nixStoreObstacle,
  async run(checks, surroundings) {
    const workspace = await FaultWorkspace.create(surroundings)
    try {
      const { code, output } = await workspace.case.command(['flake'])
      if (code !== 0) throw new Error(`a flake of a sound workspace: ${output}`)
      await workspace.commit('with a flake')
      const store = await NixStore.open(workspace)
      try {
        await playPairs(workspace, { checks, surroundings, env: store.env })
      } finally {
        store.dispose()
      }
    } finally {
      workspace[Symbol.dispose]()
    }
  },
}

interface NixPairs {
  readonly checks: Checks
  readonly surroundings: Surroundings
  readonly env: NodeJS.ProcessEnv
}

async function playPairs(workspace: FaultWorkspace, { checks, surroundings, env }: NixPairs): Promise<void> {
  const { count, options } = surroundings
  workspace.case.seal()
  const run = (name: RunName) =>
    workspace.nx(['run-many', '--outputStyle=static', ...RUNS[name].args], { env })
  const source = workspace.read('crates/base/src/lib.rs')
  for (let index = 0; index < count({ short: 1, long: 25 }); index++) {
    const random = new Random(options.seed * 5000 + index)
    const names = [
      random.pick(NIX_RUNS) ?? 'native',
      index % 2 === 0 ? 'native' : (random.pick(NIX_RUNS) ?? 'doc'),
    ] as const
    workspace.write(
      'crates/base/src/lib.rs',
      `${source}\n/// Of this revision.\npub const REVISION: u32 = ${index};\n`,
    )
    workspace.forget()
    const runs = await Promise.all(names.map(run))
    const after = workspace.outputs()
    workspace.forget()
    // What the store holds is copied once more, by one run at a time.
    for (const name of new Set(names)) runs.push(await run(name))
    const faults = [
      ...runs.flatMap(({ code, output }) => (code === 0 ? [] : [`ends with ${code}:\n${output}`])),
      ...runs.flatMap(({ output }) => strayTraces(output)),
      ...listingDifferences(workspace.outputs(), after)
        .slice(0, 5)
        .map((line) => `wrong: ${line}`),
      ...workspace.case.leftovers().map((path) => `left over: ${path}`),
      ...workspace.case
        .touched()
        .slice(0, 5)
        .map((line) => `outside: ${line}`),
    ]
    if (options.verbose)
      console.log(
        `  ${names.join(' and ')}: ${faults.length === 0 ? 'ok' : faults.join(' | ').slice(0, 300)}`,
      )
    checks.true(`${names.join(' and ')}, revision ${index}`, faults.length === 0, faults.join('\n'))
  }
}
