import type { CrateTaskKind } from '@nx-crane/graph'
import { expect, test } from 'vitest'
import { type Evidence, judgeCase } from './case-verdict'
import type { TaskKey } from './crate-keys-of'

const key = (value: string): TaskKey => ({
  key: value,
  inputs: new Map([['file: d.txt', value]]),
  fault: null,
})
const same = { keyBefore: key('1'), keyAfter: key('1') }
const moved = { keyBefore: key('1'), keyAfter: key('2') }
const run = (result: string, read = '') => ({ result: { bytes: result }, read, rebuilt: new Map() })
const kept = (result: string, rebuilt: readonly string[] = [], read = '') => ({
  ...run(result, read),
  rebuilt,
})

function evidence(given: Partial<Evidence>): Evidence {
  const plain = {
    kept: kept('one'),
    fromNothing: run('one'),
    hidden: [],
    onlyTimes: false,
    isOtherProgram: false,
  }
  return { kind: 'build' as CrateTaskKind, before: run('one'), ...same, ...plain, ...given }
}

test.each<[string, Partial<Evidence>, string]>([
  ['nothing happens, and the key is the same', {}, 'exact'],
  ['nothing happens, but the key is another', moved, 'needless'],
  ['cargo builds again, and the key is the same', { kept: kept('one', ['the file has changed']) }, 'stale'],
  ['cargo builds again, and the key is another', { ...moved, kept: kept('one', ['changed']) }, 'exact'],
  ['from nothing another result comes', { fromNothing: run('two') }, 'stale'],
  [
    'from nothing another result comes, and the key is another',
    { ...moved, fromNothing: run('two') },
    'exact',
  ],
  ['tests say something else without a build', { kind: 'test', kept: kept('two') }, 'stale'],
  ['cargo builds again for a time alone', { kept: kept('one', ['changed']), onlyTimes: true }, 'exact'],
  [
    'the key is another for a time alone',
    { ...moved, kept: kept('one', ['changed']), onlyTimes: true },
    'needless',
  ],
  ['only times changed, and another result comes', { fromNothing: run('two'), onlyTimes: true }, 'stale'],
  ['the edit hid from cargo, and the key is another', { ...moved, hidden: ['changed'] }, 'exact'],
  [
    'tests run another program, and the key is another',
    { ...moved, kind: 'test', isOtherProgram: true },
    'exact',
  ],
  ['the edit hid from cargo, and the same comes', { hidden: ['changed'] }, 'exact'],
  [
    'rustfmt looked at another text, and the key is another',
    { ...moved, kind: 'format', kept: kept('one', [], 'x') },
    'exact',
  ],
])('%s', (_, given, verdict) => {
  expect(judgeCase(evidence(given)).is).toBe(verdict)
})

// What cargo 1.95 says with --verbose after README and Cargo.toml were edited.
test.each<[CrateTaskKind, string]>([
  ['doc', 'the precalculated components changed'],
  ['lint', 'the file `crates/a/Cargo.toml` has changed'],
])(
  'where %s runs again for what cargo does not know it read, either is right if the same comes out',
  (kind, why) => {
    for (const keys of [same, moved]) {
      expect(judgeCase(evidence({ ...keys, kind, kept: kept('one', [why]) })).is).toBe('exact')
    }
    expect(judgeCase(evidence({ kind, kept: kept('two', [why]) })).is).toBe('stale')
    expect(judgeCase(evidence({ kind: 'build', kept: kept('one', [why]) })).is).toBe('stale')
    expect(judgeCase(evidence({ kind, kept: kept('one', [why, 'its build script ran']) })).is).toBe('stale')
  },
)

test('a verdict says why cargo built, what came out, and what of the key changed', () => {
  const verdict = judgeCase(evidence({ ...moved, kept: kept('two', ['the file `d.txt` has changed']) }))
  expect(verdict).toEqual({
    is: 'exact',
    cargo: ['the file `d.txt` has changed', 'another result: bytes'],
    ours: ['file: d.txt'],
  })
})
