import { join } from 'node:path'
import { nixObstacle } from '../setup/nix.mjs'
import type { Step } from './step'

const root = join(__dirname, '..', '..')
const program = (...path: readonly string[]) => join(root, 'node_modules', ...path)
const tsx = program('tsx', 'dist', 'cli.mjs')
const script = (...path: readonly string[]) => [tsx, join(root, 'tools', ...path)]
const vitest = [program('vitest', 'vitest.mjs'), 'run']

const LITTLE = { cores: 1, gigabytes: 1 }
/** What plays two scenarios at once, each with an Nx and its workers. */
const TWO_AT_ONCE = { cores: 2, gigabytes: 4 }
/** What writes into this checkout, or looks at a clock. */
const ALONE = { cores: Number.POSITIVE_INFINITY, gigabytes: 4 }

/** Everything, from the quickest to the slowest. No two may write into one place: those that write into the checkout run alone. */
export const STEPS: readonly Step[] = [
  {
    name: 'lint',
    title: 'lint and format',
    command: [program('@biomejs', 'biome', 'bin', 'biome'), 'check', '.'],
    ...LITTLE,
    isQuick: true,
  },
  {
    name: 'types',
    title: 'types',
    command: [program('typescript', 'bin', 'tsc'), '-p', 'tsconfig.json', '--noEmit'],
    ...LITTLE,
    isQuick: true,
  },
  {
    name: 'boundaries',
    title: 'boundaries between packages',
    command: script('check-boundaries', 'main.ts'),
    ...LITTLE,
    isQuick: true,
  },
  {
    name: 'generated',
    title: "this repository's flake is up to date",
    command: [tsx, join(root, 'packages', 'nx', 'src', 'bin.ts'), 'flake', '--check'],
    ...LITTLE,
    isQuick: true,
  },
  {
    name: 'unit',
    title: 'unit tests',
    command: [...vitest, '--exclude', '**/*.integration.test.ts'],
    ...ALONE,
    isQuick: true,
  },
  {
    name: 'integration',
    title: 'tests with real tools',
    command: [...vitest, 'integration.test'],
    ...ALONE,
  },
  {
    name: 'cargo',
    title: 'the crate graph against cargo metadata',
    command: script('check-cargo', 'main.ts'),
    ...LITTLE,
  },
  {
    name: 'prune',
    title: 'parts of random workspaces, built by cargo',
    command: script('check-prune', 'main.ts'),
    ...LITTLE,
  },
  {
    name: 'nix',
    title: 'store paths against real Nix',
    command: script('check-nix', 'main.ts'),
    obstacle: nixObstacle,
    ...LITTLE,
  },
  {
    name: 'keys',
    title: 'keys after everyday edits',
    command: [...script('check-keys', 'main.ts'), '--seeds', '1'],
    ...LITTLE,
  },
  {
    name: 'against-cargo',
    title: 'keys after edits, against plain cargo',
    command: [...script('check-keys', 'main.ts'), '--against-cargo', '--count', '80', '--seed', '1'],
    ...TWO_AT_ONCE,
  },
  {
    name: 'affected',
    title: 'nx affected after random commits',
    command: [...script('check-affected', 'main.ts'), '--commits', '24', '--nix-commits', '4'],
    ...LITTLE,
  },
  {
    name: 'example',
    title: 'the example through Nx: build, test, lint, format, typecheck',
    command: [
      program('nx', 'dist', 'bin', 'nx.js'),
      'run-many',
      '--targets=build,test,lint,format,typecheck',
      '--projects=apps/*',
      '--outputStyle=static',
    ],
    ...ALONE,
  },
  {
    name: 'flake',
    title: 'generated flakes with real Nix',
    command: script('check-flake', 'main.ts'),
    obstacle: sandboxObstacle,
    ...TWO_AT_ONCE,
  },
  {
    name: 'browser',
    title: 'the example in a browser',
    command: script('example', 'test.ts'),
    ...ALONE,
  },
  {
    name: 'vite',
    title: 'edits of crates seen in a browser through Vite',
    command: script('check-vite', 'main.ts'),
    ...ALONE,
  },
  {
    name: 'adoption',
    title: 'repositories that the plugin is added to',
    command: script('adoption', 'main.ts'),
    ...TWO_AT_ONCE,
  },
  {
    name: 'faults',
    title: 'hostile repositories, kills and faults of the disk',
    command: script('faults', 'main.ts'),
    ...TWO_AT_ONCE,
  },
  {
    name: 'e2e',
    title: 'the packed plugin in real workspaces',
    command: script('e2e', 'main.ts'),
    ...TWO_AT_ONCE,
  },
]

/** The stand-ins for nixpkgs and crane, and the sandbox, are for Linux. */
function sandboxObstacle(): string | undefined {
  return process.platform === 'linux' ? nixObstacle() : 'its builds are for Linux'
}
