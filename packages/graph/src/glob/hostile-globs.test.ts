import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'

// In a process of its own, which is killed where one of them is not decided: nothing else ends a loop.
test('no glob takes long to be decided, in whatever dialect', () => {
  const { status, signal, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', join(__dirname, '../../test-kit/hostile-globs.ts')],
    { encoding: 'utf8', timeout: 120_000, killSignal: 'SIGKILL' },
  )
  expect({ status, signal, stderr }).toEqual({ status: 0, signal: null, stderr: '' })
  expect(Number(stdout)).toBeGreaterThan(200)
}, 150_000)
