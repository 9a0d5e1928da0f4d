import { expect, test } from 'vitest'
import { parseCachedTasks } from './cached-tasks'

test('tasks of the target are told apart by whether they ran; those of other targets do not count', () => {
  const task = (project: string, target: string, cacheStatus: string) => ({
    taskId: `${project}:${target}`,
    target,
    cacheStatus,
  })
  const tasks = [
    task('web', 'build', 'cache-miss'),
    task('engine', 'key', 'cache-miss'),
    task('engine', 'build', 'local-cache-hit'),
    task('app', 'build', 'cache-miss'),
  ]
  expect(parseCachedTasks({ tasks }, 'build')).toEqual({ fromCache: 1, run: ['app:build', 'web:build'] })
})
