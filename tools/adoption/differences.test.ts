import { expect, test } from 'vitest'
import type { AdoptionCase } from './adoption-case'
import { differencesOf, saidDifferences } from './differences'
import type { NxGraph, NxTarget } from './nx-graph'

const adoption: AdoptionCase = {
  name: 'example',
  files: {},
  projects: { web: 'web', core: 'core' },
  added: { core: ['build'] },
  edges: ['web → core'],
}
const script: NxTarget = { executor: 'nx:run-script', options: { script: 'build' } }
const cargo: NxTarget = { executor: 'nx-crane:cargo' }
const web = { root: 'web', targets: { build: script } }
const core = { root: 'core', targets: { build: cargo } }

const before: NxGraph = { projects: { web }, edges: [] }
const after: NxGraph = { projects: { web, core }, edges: ['web → core'] }
const differences = (changed: Partial<NxGraph>, said: Partial<AdoptionCase> = {}) =>
  differencesOf({ ...adoption, ...said }, before, { ...after, ...changed })

test('a graph that is as the case says has no differences', () => {
  expect(differences({})).toEqual([])
})

test.each<[string, Partial<NxGraph>, RegExp]>([
  ['a project that is lost', { projects: { core } }, /web \(web\) is no longer there/],
  ['one with another name', { projects: { web, 'core-2': core } }, /in core is named core-2/],
  ['one that nobody wanted', { projects: { web, core, root: { root: '.', targets: {} } } }, /in \.: root/],
  [
    'a target that is lost',
    { projects: { web: { ...web, targets: {} }, core } },
    /web:build is no longer there/,
  ],
  [
    'one that is replaced',
    { projects: { web: { ...web, targets: { build: cargo } }, core } },
    /web:build: executor/,
  ],
  [
    'one with other inputs',
    { projects: { web: { ...web, targets: { build: { ...script, inputs: ['default'] } } }, core } },
    /web:build: inputs/,
  ],
  [
    'one that waits for more',
    { projects: { web: { ...web, targets: { build: { ...script, dependsOn: ['^build'] } } }, core } },
    /web:build: dependsOn/,
  ],
  [
    'one too many',
    { projects: { web, core: { ...core, targets: { build: cargo, test: cargo } } } },
    /\+ test/,
  ],
  ['one too few', { projects: { web, core: { ...core, targets: {} } } }, /- build/],
  ['an edge too few', { edges: [] }, /- web → core/],
  ['an edge too many', { edges: ['web → core', 'core → web'] }, /\+ core → web/],
])('%s is a difference', (_, changed, expected) => {
  expect(differences(changed).join('\n')).toMatch(expected)
})

test('a target that reaches a crate may be made from more, and wait for more', () => {
  const wired = { ...script, inputs: ['default'], dependsOn: ['^build'] }
  const changed = { projects: { web: { ...web, targets: { build: wired } }, core } }
  expect(differences(changed, { wired: ['web:build'] })).toEqual([])
})

test.each<[string, string[], RegExp[], number]>([
  ['what is to be said, once each', ['a 1', 'b 2'], [/a/, /b/], 0],
  ['too little', ['a 1'], [/a/, /b/], 1],
  ['too much', ['a 1', 'c 3'], [/a/], 1],
  ['the same twice', ['a 1', 'a 2'], [/a/], 1],
])('%s', (_, lines, expected, count) => {
  expect(saidDifferences(lines, expected)).toHaveLength(count)
})
