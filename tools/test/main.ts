import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { nixObstacle } from '../setup/nix.mjs'
import { formatCounts, sumCounts, type TestCounts } from './counts'
import { runStep, type Step, type StepResult } from './step'

// All tests in order, from the quickest to the slowest; the first step that fails is the last that runs.

const root = join(__dirname, '..', '..')
const program = (...path: readonly string[]) => join(root, 'node_modules', ...path)
const script = (...path: readonly string[]) => [
  program('tsx', 'dist', 'cli.mjs'),
  join(root, 'tools', ...path),
]

const steps: readonly Step[] = [
  { title: 'lint and format', command: [program('@biomejs', 'biome', 'bin', 'biome'), 'check', '.'] },
  {
    title: 'types',
    command: [program('typescript', 'bin', 'tsc'), '-p', 'tsconfig.json', '--noEmit'],
  },
  { title: 'boundaries between packages', command: script('check-boundaries', 'main.ts') },
  {
    title: "this repository's flake is up to date",
    command: [
      program('tsx', 'dist', 'cli.mjs'),
      join(root, 'packages', 'nx', 'src', 'bin.ts'),
      'flake',
      '--check',
    ],
  },
  { title: 'unit tests', command: [program('vitest', 'vitest.mjs'), 'run'] },
  { title: 'the crate graph against cargo metadata', command: script('check-cargo', 'main.ts') },
  {
    title: 'store paths against real Nix',
    command: script('check-nix', 'main.ts'),
    obstacle: nixObstacle,
  },
  { title: 'keys after everyday edits', command: [...script('check-keys', 'main.ts'), '--seeds', '1'] },
  {
    title: 'the example through Nx: build, test, lint, format, typecheck',
    command: [
      program('nx', 'dist', 'bin', 'nx.js'),
      'run-many',
      '--targets=build,test,lint,format,typecheck',
      '--projects=apps/*',
      '--outputStyle=static',
    ],
  },
  {
    title: 'generated flakes with real Nix',
    command: script('check-flake', 'main.ts'),
    obstacle: sandboxObstacle,
  },
  { title: 'the example in a browser', command: script('example', 'test.ts') },
  { title: 'edits of crates seen in a browser through Vite', command: script('check-vite', 'main.ts') },
  { title: 'repositories that the plugin is added to', command: script('adoption', 'main.ts') },
  { title: 'hostile repositories, kills and faults of the disk', command: script('faults', 'main.ts') },
  ...(existsSync(join(root, 'tools', 'e2e', 'main.ts'))
    ? [{ title: 'the packed plugin in real workspaces', command: script('e2e', 'main.ts') }]
    : []),
]

interface Result extends StepResult {
  readonly step: Step
}

async function main(): Promise<TestCounts> {
  const hindered = new Map(steps.map((step) => [step, step.obstacle?.()]))
  const results: Result[] = []
  for (const step of steps.filter((step) => hindered.get(step) === undefined)) {
    console.log(`\n══ ${step.title}\n`)
    const result = { step, ...(await runStep(step, root)) }
    results.push(result)
    if (result.counts.failed > 0) break
  }
  console.log('\n══ summary\n')
  for (const step of steps) console.log(summaryOf(step, { results, obstacle: hindered.get(step) }))
  // Said again at the end: a step prints more than anybody scrolls back.
  for (const failure of results.flatMap(({ failures }) => failures)) console.log(`\n${failure}`)
  return sumCounts(results.map(({ counts }) => counts))
}

function summaryOf(
  step: Step,
  { results, obstacle }: { results: readonly Result[]; obstacle: string | undefined },
): string {
  if (obstacle !== undefined) return `skipped ${step.title}: ${obstacle}`
  const result = results.find((each) => each.step === step)
  if (result === undefined) return `skipped ${step.title}`
  const mark = result.counts.failed > 0 ? 'FAILED' : 'ok'
  return `${mark.padEnd(7)} ${step.title}: ${formatCounts(result.counts)} (${result.seconds.toFixed(1)} s)`
}

/** The stand-ins for nixpkgs and crane, and the sandbox, are for Linux. */
function sandboxObstacle(): string | undefined {
  return process.platform === 'linux' ? nixObstacle() : 'its builds are for Linux'
}

main().then(
  (counts) => {
    console.log(`\n${formatCounts(counts)}`)
    process.exit(counts.failed === 0 ? 0 : 1)
  },
  (error) => {
    console.error(error)
    process.exit(1)
  },
)
