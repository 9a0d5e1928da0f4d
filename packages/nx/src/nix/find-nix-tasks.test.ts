import { NixError } from '@nx-crane/nix'
import { beforeEach, expect, test, vi } from 'vitest'
import { evaluatedTasksOf } from './evaluated-tasks'
import { findNixTasks } from './find-nix-tasks'
import type { NixTask } from './nix-task'

vi.mock('./evaluated-tasks')

const path = (name: string) => `/nix/store/${'a'.repeat(32)}-${name}`

function task(kind: NixTask['kind'], storePath: string, manifest = 'crates/engine/Cargo.toml'): NixTask {
  return { id: `engine:${kind}`, kind, manifest, storePath, outputDir: '/repo/out' }
}

beforeEach(() => {
  const tasks = {
    build: { storePath: path('build'), derivation: path('build.drv') },
    test: null,
    wasm: { storePath: path('build'), derivation: path('build.drv') },
  }
  vi.mocked(evaluatedTasksOf).mockResolvedValue({
    nixVersion: '2.34.8',
    system: 'x86_64-linux',
    crates: {},
    paths: { 'crates/engine/Cargo.toml': { attribute: 'engine', tasks } },
    errors: {
      'crates/engine/Cargo.toml': {
        test: new NixError('EVALUATION_FAILED', { message: 'no such library', hint: 'correct it' }),
      },
    },
  })
})

const find = (...tasks: readonly NixTask[]) => findNixTasks('/repo', tasks, { env: {} })

test('a task is found by its crate and kind; two of one derivation are one', async () => {
  const [build, wasm] = [task('build', path('build')), task('wasm', path('build'))]
  expect(await find(build, wasm)).toEqual({
    known: [{ attribute: 'engine', kind: 'wasm', storePath: path('build'), tasks: [build, wasm] }],
    strangers: [],
  })
})

test('what is another task by now says both paths and what to do', async () => {
  const { known, strangers } = await find(task('build', path('before')))
  expect(known).toEqual([])
  expect(strangers[0]?.why.split('\n')).toEqual([
    'engine:build has changed since its key was computed:',
    `  ${path('before')} was its key`,
    `  ${path('build')} is what Nix would build`,
    '  a file was changed during the run: run it again',
    '',
  ])
})

test.each([
  [
    'a crate that is gone',
    task('build', path('build'), 'crates/gone/Cargo.toml'),
    /does not have it any more/,
  ],
  ['a kind that is gone', task('lint', path('lint')), /does not have it any more/],
  ['a task that cannot be evaluated', task('test', path('test')), /no such library\n {2}correct it/],
])('%s is told', async (_, stranger, why) => {
  expect((await find(stranger)).strangers).toEqual([{ task: stranger, why: expect.stringMatching(why) }])
})
