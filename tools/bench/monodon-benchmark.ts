import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { packPlugin } from '../kit/packed-plugin'
import type { BenchContext } from './bench-context'
import { cargoHomeOf, generateRepository, type Size } from './generated-repository'
import { installedPackages } from './installed-packages'
import { installPlugin } from './node-modules'
import { NxWorkspace, SHOW_PROJECTS } from './nx-workspace'
import { pairedRuns } from './paired-runs'
import { type Bounds, ratiosOf } from './ratio'
import type { Row } from './row'

const PEER = { '@monodon/rust': '3.0.0', nx: '22.7.12', '@nx/devkit': '22.7.12' } as const
const BOUNDS: Bounds = { cpu: 1, wall: 1 }

/** `nx show projects --json` against @monodon/rust on the last Nx that it works with. It infers no targets. */
export function monodonBenchmark(context: BenchContext): Row[] {
  let peerModules: string
  try {
    peerModules = installPeer()
  } catch (error) {
    return [{ what: 'graph, @monodon/rust', reason: `cannot be installed here: ${firstLine(error)}` }]
  }
  const plugin = packPlugin(join(context.scratch, 'plugin')).directory
  return context.sizes.flatMap((size) => compare(size, { plugin, peerModules, context }))
}

interface Setting {
  readonly plugin: string
  readonly peerModules: string
  readonly context: BenchContext
}

function compare(size: Size, { plugin, peerModules, context }: Setting): Row[] {
  const base = join(context.scratch, `monodon-${size}`)
  const workspaceOf = (name: string, plugins: readonly string[]) => {
    const root = join(base, name)
    generateRepository(root, size)
    const stateDirectory = join(base, `${name}-state`)
    const environment = { CARGO_HOME: cargoHomeOf(root) }
    mkdirSync(stateDirectory, { recursive: true })
    return new NxWorkspace({
      root,
      stateDirectory,
      plugins,
      daemon: false,
      isolatePlugins: true,
      environment,
    })
  }
  const ours = workspaceOf('ours', ['nx-crane'])
  const theirs = workspaceOf('theirs', ['@monodon/rust'])
  installPlugin(join(base, 'ours'), { plugin, packages: ['nx', '@nx/devkit'] })
  symlinkSync(peerModules, join(base, 'theirs', 'node_modules'))

  const [found, foundByPeer] = [ours, theirs].map((workspace) => projectsOf(workspace))
  if (foundByPeer !== found)
    return [
      {
        what: `graph ${size} + ${size}, @monodon/rust`,
        reason: `it finds ${foundByPeer} projects of ${found}`,
      },
    ]
  const runs = pairedRuns(
    [
      { name: 'ours', run: () => ours.coldAndWarm(SHOW_PROJECTS) },
      { name: 'theirs', run: () => theirs.coldAndWarm(SHOW_PROJECTS) },
    ],
    context.runs,
  )
  return (['cold', 'warm'] as const).flatMap((state) =>
    ratiosOf(
      {
        what: `graph ${size} + ${size}, ${state}`,
        against: '@monodon/rust 3 on Nx 22',
        ours: runs.ours.map((run) => run[state]),
        theirs: runs.theirs.map((run) => run[state]),
        bounds: BOUNDS,
      },
      ['cpu', 'wall', 'memory'],
    ),
  )
}

function projectsOf(workspace: NxWorkspace): number {
  return (JSON.parse(workspace.outputOf(SHOW_PROJECTS)) as string[]).length
}

function installPeer(): string {
  return installedPackages(`monodon-rust-${PEER['@monodon/rust']}-nx-${PEER.nx}`, PEER)
}

function firstLine(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split('\n', 1)[0] ?? ''
}
