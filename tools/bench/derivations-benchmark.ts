import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type FlakeInputs, writeInputs } from '../sandboxed-nix/flake-inputs'
import { type Host, surveyHost } from '../sandboxed-nix/host'
import { RepositoryCopy } from '../sandboxed-nix/repository-copy'
import { SandboxedNix } from '../sandboxed-nix/sandboxed-nix'
import { seedCrates } from '../sandboxed-nix/seed-crates'
import type { BenchContext } from './bench-context'
import { CRATES_PER_LAYER, crateName, LAYERS, writeLayeredWorkspace } from './generate/layered-workspace'
import { type Measurement, measure, outputOf } from './measured-command'
import { median, pairedRuns } from './paired-runs'
import { type Ratio, ratiosOf } from './ratio'
import type { Row } from './row'

const WHAT = `${LAYERS * CRATES_PER_LAYER} crates in ${LAYERS} layers, cold`
const REPOSITORY = join(__dirname, '..', '..')

/** A workspace through derivations against one `cargo build`, and what is compiled after an edit. */
export async function derivationsBenchmark(context: BenchContext): Promise<Row[]> {
  const base = join(context.scratch, 'derivations')
  const root = join(base, 'workspace')
  mkdirSync(root, { recursive: true })
  writeLayeredWorkspace(root)
  // The versions of this repository, which are downloaded: the workspace asks for packages that are in its lock too.
  copyFileSync(join(REPOSITORY, 'Cargo.lock'), join(root, 'Cargo.lock'))
  outputOf({ program: 'cargo', args: ['update', '--workspace'], cwd: root, env: process.env })
  const repository = new RepositoryCopy(root, { from: root, files: [] })
  repository.flake()

  const rounds = Math.ceil(context.runs / 2)
  const host = surveyHost()
  const { NX_CRANE_TEST_CRANE: crane, NX_CRANE_TEST_NIXPKGS_LIB: nixpkgsLib } = process.env
  const inputs = writeInputs(join(base, 'inputs'), { host, real: { crane, nixpkgsLib } })
  const stores = await openStores(rounds, { base, root, host, inputs })
  const compilations: number[] = []
  let last: SandboxedNix | undefined
  const runs = pairedRuns(
    [
      {
        name: 'ours',
        run: () => {
          const nix = stores.pop()
          if (nix === undefined) throw new Error('there are fewer stores than rounds')
          last = nix
          const built = buildAll(nix, { root, log: join(base, 'nix.log') })
          compilations.push(built.compiled.length)
          return built.measurement
        },
      },
      { name: 'theirs', run: () => buildWithCargo(root, base) },
    ],
    rounds,
  )
  const edited = afterEdit(repository, () => {
    if (last === undefined) throw new Error('nothing has been built')
    return buildAll(last, { root, log: join(base, 'edit.log') }).compiled
  })
  return [
    ...ratiosOf(
      {
        what: WHAT,
        against: 'cargo build --release',
        ours: runs.ours,
        theirs: runs.theirs,
        bounds: { cpu: 1.5 },
      },
      ['cpu', 'wall'],
    ),
    compilationsOf(WHAT, 'one each', { ours: median(compilations), theirs: LAYERS * CRATES_PER_LAYER }),
    compilationsOf('after an edit of one crate', 'it and its dependents', edited),
    ...(await templateRows({ base, root, host, inputs, crane, ours: runs.ours })),
  ]
}

const TEMPLATE = 'crane’s template, a derivation for each crate'

/** The same workspace by crane's own template: once, for it takes many times as long. */
async function templateRows({
  base,
  crane,
  ours,
  ...prepared
}: Prepared & { crane: string | undefined; ours: readonly Measurement[] }): Promise<Row[]> {
  if (crane === undefined) return [{ what: `${WHAT}, ${TEMPLATE}`, reason: 'NX_CRANE_TEST_CRANE is not set' }]
  const root = join(base, 'template')
  cpSync(prepared.root, root, { recursive: true, filter: (path) => !/\/(?:nix|flake\.nix)$/.test(path) })
  copyFileSync(join(__dirname, 'crane-template.nix'), join(root, 'flake.nix'))
  const [nix] = await openStores(1, { ...prepared, base: join(base, 'template-store'), root })
  if (nix === undefined) throw new Error('no store was opened')
  // crane simplifies manifests with a program of its own.
  const program = join(base, 'crane-utils')
  cpSync(join(crane, 'pkgs', 'crane-utils'), program, { recursive: true })
  seedCrates(nix, { workspace: program, staging: join(base, 'crane-crates') })
  const { measurement, compiled } = buildAll(nix, { root, log: join(base, 'template.log') })
  const mine = ours.slice(0, 1)
  return [
    ...ratiosOf({ what: WHAT, against: TEMPLATE, ours: mine, theirs: [measurement], bounds: {} }, [
      'cpu',
      'wall',
    ]),
    compilationsOf(WHAT, TEMPLATE, { ours: LAYERS * CRATES_PER_LAYER, theirs: compiled.length }),
  ]
}

interface Prepared {
  readonly base: string
  readonly root: string
  readonly host: Host
  readonly inputs: FlakeInputs
}

/** A store for each round that has the downloads and the toolchain, and nothing else. */
async function openStores(count: number, { base, root, host, inputs }: Prepared): Promise<SandboxedNix[]> {
  const stores: SandboxedNix[] = []
  for (let index = 0; index < count; index++) {
    const nix = await SandboxedNix.open({ directory: join(base, `store-${index}`), host, inputs })
    seedCrates(nix, { workspace: root, staging: join(base, 'crates') })
    stores.push(nix)
  }
  return stores
}

/** Builds all crates. Gives the names of those of the workspace that were compiled, sorted. */
function buildAll(
  nix: SandboxedNix,
  { root, log }: { root: string; log: string },
): { measurement: Measurement; compiled: string[] } {
  const measurement = measure(nix.buildCommand(`path:${root}`, ['default']), log)
  const compiled = [...readFileSync(log, 'utf8').matchAll(/Compiling (layer\S+) v/g)].map(
    ([, name = '']) => name,
  )
  return { measurement, compiled: compiled.sort() }
}

function buildWithCargo(root: string, base: string): Measurement {
  const target = join(base, 'target')
  rmSync(target, { recursive: true, force: true })
  return measure(
    {
      program: 'cargo',
      args: ['build', '--release', '--workspace', '--locked', '--target-dir', target],
      cwd: root,
      env: process.env,
    },
    join(base, 'cargo.log'),
  )
}

/** How many crates are compiled after an edit of one, and how many have to be. */
function afterEdit(repository: RepositoryCopy, build: () => string[]): { ours: number; theirs: number } {
  const edited = crateName(LAYERS - 2, 0)
  const compiled = repository.edited(
    `crates/${edited}/src/lib.rs`,
    (text) => text.replace('let mut sum = seed;', 'let mut sum = seed ^ 1;'),
    build,
  )
  // Each crate of the top layer uses three of the five below it, so three use each.
  const dependents = 3
  if (!compiled.includes(edited)) throw new Error(`${edited} was edited and not compiled`)
  return { ours: compiled.length, theirs: 1 + dependents }
}

function compilationsOf(
  what: string,
  against: string,
  { ours, theirs }: { ours: number; theirs: number },
): Ratio {
  return { what, against, quantity: 'compilations', ours, theirs, ratio: ours / theirs, bound: 1 }
}
