import { existsSync, lstatSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Checks } from '../../kit/checks'
import { Random } from '../../kit/random'
import { type BuiltWorkspace, RUNS, type RunName } from '../built-workspace'
import { FaultCase } from '../fault-case'
import { putHostileLink } from '../hostile/hostile-links'
import { writeHostileRepository } from '../hostile/hostile-repository'
import { installModules } from '../install-modules'
import type { Piece, Surroundings } from '../piece'
import { faultsOf } from './hostile'

/** What runs write, delete and copy. */
const PLACES: Readonly<Partial<Record<RunName, readonly string[]>>> = {
  native: ['crates/tool/dist', 'crates/tool/dist/cargo', 'crates/kit/dist', 'crates/kit/dist/cargo', 'crates/kit/dist/cargo/libkit.a', 'crates/kit/dist/cargo/kit-tool'],
  doc: ['crates/kit/dist', 'crates/kit/dist/doc', 'crates/tool/dist/doc', 'crates/base/dist/doc/static.files', 'crates/base/dist/doc/index.html', 'target/doc'],
  wasm: ['crates/shape/pkg', 'crates/shape/pkg/node', 'crates/shape/pkg/bundler', 'crates/shape/pkg/bundler/shape.js', 'crates/shape/README.md', 'crates/shape/LICENSE', 'crates/shape/LICENSE-MIT', 'crates/shape/pkg/bundler/package.json'],
} // biome-ignore format: a table

/** Where state is kept, for every run. */
const STATE = ['node_modules/.cache', 'node_modules/.cache/nx-crane', 'node_modules/.cache/nx-crane/keys', 'node_modules/.cache/nx-crane/tmp', 'node_modules/.cache/nx-crane/locks', '.nx/workspace-data/nx-crane', 'target/nx-crane'] // biome-ignore format: a table

export const hostileRuns: Piece = {
  name: 'runs',
  title: 'Nx over hostile repositories, and builds whose outputs and caches are links',
  builds: true,
  async run(checks, surroundings) {
    await graphs(checks, surroundings)
    const place = await surroundings.built()
    const runs = (Object.keys(PLACES) as RunName[]).filter((name) => place.runs.includes(name))
    for (let index = 0; index < surroundings.count({ short: 4, long: 150 }); index++) {
      const random = new Random(surroundings.options.seed * 6000 + index)
      const name = runs[index % runs.length] ?? 'native'
      await linkedOutputs(name, random, place, checks)
    }
  },
}

async function linkedOutputs(
  name: RunName,
  random: Random,
  place: BuiltWorkspace,
  checks: Checks,
): Promise<void> {
  const { workspace } = place
  workspace.forget()
  const places = random.chance(0.7) ? (PLACES[name] ?? []) : STATE
  const links = Array.from({ length: random.between(1, 2) }, () =>
    putHostileLink(workspace.case, random, places),
  )
  const args = ['run-many', '--outputStyle=static', ...RUNS[name].args]
  const run = await workspace.nx(args)
  const faults = faultsOf(run, workspace.case)
  for (const each of copiedSecrets(place)) faults.push(`a file from outside was copied: ${each}`)
  // What was a link goes, and the next run is as if nothing had been.
  workspace.forget()
  await workspace.git('clean', '-fdxq', '-e', 'node_modules', '-e', 'target', '-e', '.nx')
  await workspace.git('checkout', '--quiet', '--', '.')
  for (const path of ['target/nx-crane', 'target/doc']) {
    if (lstatSync(join(workspace.root, path), { throwIfNoEntry: false })?.isSymbolicLink())
      workspace.remove(path)
  }
  const next = await workspace.nx(args)
  if (next.code !== 0) faults.push(`the next run ends with ${next.code}: ${next.output}`)
  faults.push(...(await place.faultsAfter([name])))
  checks.true(
    `${RUNS[name].args.join(' ')}: ${links.join(', ')}`,
    faults.length === 0,
    `${faults.join('\n')}\n${run.output.slice(-1500)}`,
  )
}

/** The text of a private key beside the repository, in what would be published. */
function copiedSecrets({ workspace }: BuiltWorkspace): string[] {
  return [...workspace.outputs().keys()].filter((path) => {
    const stats = lstatSync(join(workspace.root, path), { throwIfNoEntry: false })
    return stats?.isFile() && stats.size < 100 && workspace.read(path) === 'a private key\n'
  })
}

/** The graph of hostile repositories, by Nx itself. */
async function graphs(checks: Checks, surroundings: Surroundings): Promise<void> {
  const count = surroundings.count({ short: 4, long: 150 })
  let played = 0
  let hanging = 0
  for (let seed = surroundings.options.seed + 7000; played < count; seed++) {
    using place = new FaultCase(surroundings)
    const { what } = writeHostileRepository(place, seed, [])
    // Without packages there is no Nx to ask.
    if (lstatSync(join(place.root, 'node_modules'), { throwIfNoEntry: false })?.isDirectory() !== true)
      continue
    if (existsSync(join(place.root, 'node_modules/nx'))) continue
    if (existsSync(join(place.root, 'node_modules/nx-crane'))) continue
    await installModules(place.root, surroundings.plugin)
    place.seal()
    played += 1
    const run = await place.nx(['show', 'projects'], { limit: 60_000 })
    const faults = faultsOf(run, place).filter((fault) => fault !== 'hangs')
    if (run.hung) {
      if (await hangsWithoutUs(place)) hanging += 1
      else faults.push('hangs, and does not without the plugin')
    }
    checks.true(`nx show projects, seed ${seed}`, faults.length === 0, [...what, ...faults].join('\n'))
  }
  if (hanging > 0)
    checks.lines.push(`  in ${hanging} of ${played} repositories Nx hangs without the plugin as well`)
}

async function hangsWithoutUs(place: FaultCase): Promise<boolean> {
  const file = join(place.root, 'nx.json')
  if (lstatSync(file, { throwIfNoEntry: false })?.isFile()) writeFileSync(file, '{}\n')
  return (await place.nx(['show', 'projects'], { limit: 60_000 })).hung
}
