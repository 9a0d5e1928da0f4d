import { setTimeout as sleep } from 'node:timers/promises'
import type { CrateTaskResult } from '@nx-crane/build'
import { type Realised, realise, type WantedOutput } from '@nx-crane/nix/cli'
import { expect, test, vi } from 'vitest'
import { nixBatch } from './nix-batch'
import type { NixTask } from './nix-task'

// What Nix builds is checked with real Nix (tools/check-flake, tools/e2e); here it ends as it rarely does.
vi.mock('@nx-crane/nix/cli', async (original) => ({
  ...(await original<typeof import('@nx-crane/nix/cli')>()),
  validPaths: async () => new Set<string>(),
  instantiateTasks: async (_: unknown, { tasks }: { tasks: readonly NixTask[] }) =>
    tasks.map(({ storePath }) => ({ storePath, derivation: `${storePath}.drv` })),
  readDerivationGraph: async () => new Map(),
  realise: vi.fn(),
}))
vi.mock('./find-nix-tasks', () => ({
  findNixTasks: async (_: string, tasks: readonly NixTask[]) => ({
    known: tasks.map((task) => ({ ...task, attribute: task.id, tasks: [task] })),
    strangers: [],
  }),
}))
vi.mock('./ignored-paths', () => ({ ignoredPaths: () => [] }))
vi.mock('./place-outputs', () => ({ placeOutputs: () => sleep(30) }))

test('what was made before Nix failed has its result, and the rest the reason', async () => {
  vi.mocked(realise).mockImplementation(async function* (_, [first]): AsyncGenerator<Realised, void> {
    yield { is: 'made', wanted: first as WantedOutput, activity: null, log: '' }
    throw new Error('the daemon is gone')
  })
  const results = await run([task('one'), task('two')])
  expect(results.map(({ task, status }) => [task, status]).sort()).toEqual([
    ['one', 'success'],
    ['two', 'failure'],
  ])
  expect(results.find(({ task }) => task === 'two')?.output).toContain('the daemon is gone')
})

function task(id: string): NixTask {
  return {
    id,
    kind: 'test',
    manifest: `${id}/Cargo.toml`,
    storePath: `/nix/store/00000000000000000000000000000000-${id}`,
    outputDir: '/nowhere',
  }
}

async function run(tasks: readonly NixTask[]): Promise<CrateTaskResult[]> {
  const results: CrateTaskResult[] = []
  for await (const result of nixBatch(tasks, { root: '/nowhere', env: {}, print: () => {} }))
    results.push(result)
  return results
}
