import { expect, test } from 'vitest'
import { nodeLine, parseKeyRecord, printBlock, recordedValue } from './key-record'

const RUN = { run: '7', at: 1, keys: { 'a/Cargo.toml build': 'k' } }
const first = printBlock([nodeLine('a'.repeat(64), [{ what: 'file: src/lib.rs', value: 'b'.repeat(64) }])])
const second = printBlock([RUN, { run: '7', at: 2, made: [['a:build', 'a/Cargo.toml build']] }])

test('what is recorded is read, and what a run says later belongs to it', () => {
  const { nodes, runs, damaged } = parseKeyRecord(Buffer.concat([first, second]))
  expect([...nodes]).toEqual([['a'.repeat(24), [{ what: 'file: src/lib.rs', value: 'b'.repeat(24) }]]])
  expect(runs).toEqual([{ ...RUN, made: [['a:build', 'a/Cargo.toml build']] }])
  expect(damaged).toBe(0)
})

test('a process of the same number is another run where a key moved again', () => {
  const later = printBlock([{ ...RUN, at: 3, keys: { 'a/Cargo.toml build': 'other' } }])
  expect(parseKeyRecord(Buffer.concat([second, later])).runs).toHaveLength(2)
})

test.each<[string, Buffer]>([
  ['is cut', first.subarray(0, -3)],
  ['has another byte', Buffer.from(first.toString().replace('lib.rs', 'lab.rs'))],
  ['is no record', Buffer.from('nothing of ours\n')],
  ['is sealed and holds something else', printBlock([{ run: 7 } as never])],
])('a block that %s is left out, and those around it are not', (_, block) => {
  const { nodes, runs, damaged } = parseKeyRecord(Buffer.concat([second, block, first, second]))
  expect([nodes.size, runs.length]).toEqual([1, 1])
  expect(damaged).toBeGreaterThan(0)
})

test.each([
  ['environment: DATABASE_URL', 'set to postgres://me:hunter2@db', /^set, digest [0-9a-f]{8}$/],
  ['environment: NONE', 'not set', /^not set$/],
  ['configuration: env of .cargo/config.toml', '{"TOKEN":"hunter2"}', /^digest [0-9a-f]{16}$/],
  ['settings', '{"args":["--password=hunter2"]}', /^digest [0-9a-f]{16}$/],
  ['toolchain: rustc', 'rustc 1.90.0', /^rustc 1\.90\.0$/],
])('%s is recorded without what may be secret', (what, value, recorded) => {
  expect(recordedValue({ what, value })).toMatch(recorded)
})
