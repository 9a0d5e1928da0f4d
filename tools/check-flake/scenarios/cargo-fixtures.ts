import { spawnSync } from 'node:child_process'
import { cpSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { planFlake, readNixLibrary } from '@nx-crane/crane'
import { buildCrateGraph, type CrateGraph, findManifests, readSourceTree } from '@nx-crane/graph'
import { writeUserFiles } from '../../../packages/nx/src/write-user-files'
import { failureOf } from '../built-crates'
import type { Scenario } from '../scenario'

const FIXTURES = join(__dirname, '..', '..', '..', 'packages', 'graph', 'fixtures')

/** Of fixtures, which are not all made to be built: fewer would mean that something is wrong with this check. */
const LEAST_BUILT = 40

export const cargoFixtures: Scenario = {
  title: 'the fixtures of packages/graph that Cargo builds without a network',
  run(checks, { nix, directory }) {
    const graphs = new Map<string, CrateGraph>()
    for (const name of readdirSync(FIXTURES).filter((name) => name !== 'invalid')) {
      const repository = join(directory, name)
      cpSync(join(FIXTURES, name), repository, { recursive: true, verbatimSymlinks: true })
      if (!isBuilt(readGraph(repository), repository)) continue
      // Again, now that there are locks.
      const graph = readGraph(repository)
      writePlannedFlake(graph, repository)
      graphs.set(name, graph)
    }
    const flakeOf = (name: string) => `path:${join(directory, name)}`
    nix.buildDefaults([...graphs.keys()].map(flakeOf))
    for (const [name, graph] of graphs) {
      let crates: string[] = []
      const failure = failureOf(() => {
        crates = readdirSync(nix.build(flakeOf(name), ['default'])[0] ?? '')
      })
      checks.equal(`${name} is built, crate by crate`, crates.length, graph.crates.length, failure)
    }
    checks.true(`${graphs.size} fixtures are built, at least ${LEAST_BUILT}`, graphs.size >= LEAST_BUILT)
  },
}

function writePlannedFlake(graph: CrateGraph, repository: string): void {
  const { flake, overrides, generated } = planFlake(graph, {
    tree: readSourceTree(repository),
    wasm: { crates: new Set(), evidence: {}, outDir: 'pkg' },
    library: readNixLibrary(),
  })
  writeUserFiles(repository, { written: [flake, overrides, ...generated], removed: [] })
}

function readGraph(repository: string): CrateGraph {
  const tree = readSourceTree(repository)
  return buildCrateGraph(tree, findManifests(tree).cargo)
}

/** Whether Cargo makes a lock of each workspace and builds it, all offline. */
function isBuilt(graph: CrateGraph, repository: string): boolean {
  return graph.workspaces.every(({ manifest }) => {
    const where = ['--offline', '--manifest-path', join(repository, manifest)]
    const target = ['--target-dir', `${repository}.target`]
    return (
      cargo(['generate-lockfile', ...where]) &&
      cargo(['check', '--workspace', '--locked', ...where, ...target])
    )
  })
}

function cargo(args: readonly string[]): boolean {
  return spawnSync('cargo', args, { stdio: 'ignore' }).status === 0
}
