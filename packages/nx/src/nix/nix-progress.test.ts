import type { Activity } from '@nx-crane/nix/cli'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { NixProgress, type ProgressTask } from './nix-progress'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const path = (name: string) => `/nix/store/${'a'.repeat(32)}-${name}`

function task(id: string): ProgressTask {
  const storePath = path(id.replace(':', '-'))
  const outputDir = '/repo/out'
  const tasks = [{ id, kind: 'build', manifest: 'Cargo.toml', storePath, outputDir } as const]
  return { tasks, derivation: `${storePath}.drv`, storePath }
}

const [ENGINE, APP, TOOL] = ['engine:build', 'app:build', 'tool:test'].map(task) as [
  ProgressTask,
  ProgressTask,
  ProgressTask,
]
const DEPENDENCIES = path('vendor-cargo-deps.drv')

const begin = (is: Activity['is'], subject: string, from = ''): Activity => ({
  is,
  subject,
  from,
  startTime: Date.now(),
  endTime: null,
})

function watch(wanted: readonly ProgressTask[], found = 0): { lines: string[]; progress: NixProgress } {
  const lines: string[] = []
  return { lines, progress: new NixProgress(wanted, { found, print: (line) => lines.push(line) }) }
}

test('each task has a line when it begins and one when it is done', () => {
  const { lines, progress } = watch([ENGINE, APP], 3)
  progress.activity(begin('build', ENGINE.derivation))
  progress.finished(ENGINE.storePath, { how: 'built in 2.0 s', isInPlace: true })
  progress.activity(begin('download', APP.storePath, 'https://cache.example.org'))
  progress.finished(APP.storePath, { how: 'failed', isInPlace: false })
  expect(lines).toEqual([
    'nix: 2 to build or download, 3 in the store already',
    '[0/2] building engine:build',
    '[1/2] engine:build built in 2.0 s',
    '[1/2] downloading app:build from https://cache.example.org',
    '[2/2] app:build failed',
  ])
})

test('at its end it is said what caches gave', () => {
  const { lines, progress } = watch([ENGINE])
  progress.activity(begin('download', ENGINE.storePath, 'https://cache.example.org'))
  progress.finished(ENGINE.storePath, { how: 'downloaded in 2.0 s', isInPlace: true })
  progress.end()
  expect(lines.at(-1)).toBe('nix: 1 task came from https://cache.example.org; nothing was compiled')
})

test('what else is built has a line when it takes long, with who needs it', () => {
  const { lines, progress } = watch([ENGINE, APP, TOOL])
  progress.know(
    new Map([
      [ENGINE.derivation, [DEPENDENCIES]],
      [APP.derivation, [ENGINE.derivation]],
      [TOOL.derivation, [APP.derivation]],
    ]),
  )
  const quick = begin('build', path('source.drv'))
  progress.activity(quick)
  progress.activity(begin('build', DEPENDENCIES))
  vi.advanceTimersByTime(1000)
  quick.endTime = Date.now()
  progress.activity(quick)
  vi.advanceTimersByTime(10_000)
  expect(lines.slice(1)).toEqual([
    '[0/3] building vendor-cargo-deps, needed by engine:build, app:build and 1 more',
  ])
})

test('when nothing was said for long, it is said what runs', () => {
  const { lines, progress } = watch([ENGINE])
  progress.activity(begin('build', ENGINE.derivation))
  vi.advanceTimersByTime(65_000)
  expect(lines.slice(2)).toEqual(['[0/1] still at engine:build (30 s)', '[0/1] still at engine:build (60 s)'])
  progress[Symbol.dispose]()
  vi.advanceTimersByTime(65_000)
  expect(lines).toHaveLength(4)
})
