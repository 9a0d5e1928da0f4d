import { expect, test } from 'vitest'
import { rerunTable } from './rerun-table'

const keys = (build: string, test: string) =>
  new Map([
    ['a/Cargo.toml build', build],
    ['a/Cargo.toml test', test],
  ])

test('a task runs again where its key is not that of the commit before, which one that is new does not have', () => {
  const newest = { wouldBe: keys('1', '2'), least: keys('1', '1') }
  const before = { wouldBe: keys('1', '1'), least: keys('1', '1') }
  const first = { wouldBe: new Map([['a/Cargo.toml build', '0']]), least: new Map() }
  expect(rerunTable([newest, before, first]).split('\n')).toEqual([
    '2 commits',
    'kind\ttasks\twould run\tleast\tratio',
    'build\t2\t1\t1\t1.00',
    'all\t4\t3\t2\t1.50',
    'test\t2\t2\t1\t2.00',
  ])
})
