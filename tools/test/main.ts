import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { formatCounts, sumCounts, type TestCounts } from './counts'
import { runStep, type Step } from './step'

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
  { title: 'unit tests', command: [program('vitest', 'vitest.mjs'), 'run'] },
  { title: 'the crate graph against cargo metadata', command: script('check-cargo', 'main.ts') },
  { title: 'store paths against real Nix', command: script('check-nix', 'main.ts') },
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
  { title: 'generated flakes with real Nix', command: script('check-flake', 'main.ts') },
  { title: 'the example in a browser', command: script('example', 'test.ts') },
  { title: 'edits of crates seen in a browser through Vite', command: script('check-vite', 'main.ts') },
  ...(existsSync(join(root, 'tools', 'e2e', 'main.ts'))
    ? [{ title: 'the packed plugin in real workspaces', command: script('e2e', 'main.ts') }]
    : []),
]

async function main(): Promise<TestCounts> {
  const results: { title: string; seconds: number; counts: TestCounts }[] = []
  for (const step of steps) {
    console.log(`\n══ ${step.title}\n`)
    const result = await runStep(step, root)
    results.push({ title: step.title, ...result })
    if (result.counts.failed > 0) break
  }
  console.log('\n══ summary\n')
  for (const { title, seconds, counts } of results) {
    const mark = counts.failed > 0 ? 'FAILED' : 'ok'
    console.log(`${mark.padEnd(7)} ${title}: ${formatCounts(counts)} (${seconds.toFixed(1)} s)`)
  }
  for (const { title } of steps.slice(results.length)) console.log(`skipped ${title}`)
  return sumCounts(results.map(({ counts }) => counts))
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
