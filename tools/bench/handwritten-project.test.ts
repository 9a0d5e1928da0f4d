import { expect, test } from 'vitest'
import { handwrittenProject } from './handwritten-project'
import type { NxProject } from './nx-graph'

const script = { executor: 'nx:run-script', options: { script: 'test' }, parallelism: true }
const cargo = {
  executor: 'nx-crane:cargo',
  options: { crate: 'engine' },
  configurations: {},
  parallelism: true,
}
const project = (fields: Partial<NxProject['configuration']>, dependencies: string[] = []): NxProject => ({
  configuration: { root: 'crates/engine', name: 'engine', ...fields },
  dependencies,
})

test('a project that Nx does not find is written whole, without defaults', () => {
  const wanted = project({ tags: ['rust'], targets: { build: cargo } }, ['base'])
  expect(handwrittenProject(wanted, undefined)).toEqual({
    name: 'engine',
    tags: ['rust'],
    targets: { build: { executor: 'nx-crane:cargo', options: { crate: 'engine' } } },
    implicitDependencies: ['base'],
  })
})

test('of a project that Nx finds only the rest is written', () => {
  const found = project({ targets: { test: script } }, ['base'])
  const wanted = project({ targets: { test: script, build: cargo } }, ['base', 'macros'])
  expect(handwrittenProject(wanted, found)).toEqual({
    name: 'engine',
    targets: { build: { executor: 'nx-crane:cargo', options: { crate: 'engine' } } },
    implicitDependencies: ['macros'],
  })
})

test('nothing is written where Nx finds everything', () => {
  const found = project({ targets: { test: script } }, ['base'])
  expect(handwrittenProject(found, found)).toBeNull()
})
