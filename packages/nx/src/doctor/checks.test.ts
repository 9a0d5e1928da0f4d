import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { factsOf, SOUND_FILES, said, WASM_FILES } from '../../test-kit/doctor-facts'
import type { Check } from './check'
import { CHECKS, examine } from './checks'

test.each([
  ['crates and packages', SOUND_FILES],
  ['a WebAssembly crate', WASM_FILES],
  ['nothing at all', {}],
  ['crates without nx', { ...SOUND_FILES, 'package.json': '{}', 'nx.json': '{ "plugins": ["nx-crane"] }' }],
])('of a sound repository with %s nothing is said', (_, files) => {
  const found = said({ files }).filter(
    (line) => !(Object.keys(files).length === 0 && line.includes('nx-json')),
  )
  expect(found).toEqual([])
})

test('each check is in the table of the documentation', () => {
  const text = readFileSync(join(__dirname, '../../../../docs/options.md'), 'utf8')
  expect(CHECKS.filter(({ id }) => !text.includes(`\`${id}\``))).toEqual([])
})

test('ids are unique, and every check says what is sound', () => {
  const ids = CHECKS.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  const sound = examine(factsOf({})).filter(({ level }) => level === 'ok')
  for (const { message } of sound) expect(message).not.toBe('')
})

test('a check that throws is said, and keeps no other from being made', () => {
  const broken: Check = {
    id: 'broken',
    title: 'a title',
    find: () => {
      throw new Error('no such luck\n  at line 1')
    },
  }
  const sound: Check = { id: 'sound', title: 'another', find: () => [] }
  expect(examine(factsOf({}), [broken, sound])).toEqual([
    {
      id: 'broken',
      level: 'warning',
      message: 'nx-crane could not make this check (a title): no such luck',
      place: null,
      mend: 'this is a bug in nx-crane: please report it',
      fix: null,
    },
    { id: 'sound', level: 'ok', message: 'another', place: null, mend: null, fix: null },
  ])
})
