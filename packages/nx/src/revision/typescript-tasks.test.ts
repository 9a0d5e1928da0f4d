import { expect, test } from 'vitest'
import { reachedTasks, type TypeScriptProject } from './typescript-tasks'

const project = (
  name: string,
  needs: readonly string[],
  { isCrate = false, dir = `packages/${name}` } = {},
): TypeScriptProject => ({ name, dir, needs, isCrate, targets: ['build'] })

// web → ui → chart (a crate), docs → text, which reach none; two that need each other.
const PROJECTS = [
  { ...project('chart', [], { isCrate: true, dir: 'crates/chart' }), targets: ['size'] },
  { ...project('engine', [], { isCrate: true, dir: 'crates/engine' }), targets: [] },
  project('ui', ['chart']),
  project('web', ['ui', 'text']),
  project('text', []),
  project('docs', ['text']),
  project('left', ['right', 'engine']),
  project('right', ['left']),
  project('nested', ['chart'], { dir: 'packages/ui/nested' }),
]

test.each([
  ['nothing', [], [], []],
  ['a crate’s output', ['chart'], [], ['chart', 'nested', 'ui', 'web']],
  ['a source of a crate, which gives the same', [], ['crates/chart/src/lib.rs'], ['chart']],
  ['another crate', ['engine'], [], ['left', 'right']],
  ['a package', [], ['packages/ui/src/index.ts'], ['ui', 'web']],
  ['a package in another', [], ['packages/ui/nested/x.ts'], ['nested']],
  ['a package that no crate reaches', [], ['packages/docs/x.md'], []],
  ['one that such a package uses, and another too', [], ['packages/text/x.ts'], ['web']],
  ['the lock of all', [], ['package-lock.json'], ['left', 'nested', 'right', 'ui', 'web']],
  ['what belongs to nobody', [], ['README.md', '../shared/x'], []],
])('%s: tasks of these are reached: %j, %j → %j', (_, crates, changedFiles, reached) => {
  const found = reachedTasks(PROJECTS, { crates: new Set(crates), changedFiles })
  expect(found.map((task) => task.project).sort()).toEqual(reached)
})
