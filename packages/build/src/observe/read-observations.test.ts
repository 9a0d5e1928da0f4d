import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ObserverLogs } from './observer-logs'
import { toObservations } from './read-observations'

const ROOT = '/srv/work/repository'
const REQUEST = {
  root: ROOT,
  targetDirectory: `${ROOT}/target`,
  environment: { PATH: '/home/me/bin:/usr/bin' },
}

let logs: string
beforeEach(() => {
  logs = mkdtempSync(join(tmpdir(), 'nx-crane-logs-'))
})
afterEach(() => rmSync(logs, { recursive: true, force: true }))

interface Process {
  readonly program: string
  readonly arguments?: readonly string[]
  readonly variables?: Readonly<Record<string, string>>
  readonly root?: string
  readonly notes?: readonly string[]
}

/** Each note as `o 5 /path`: kind, time and what. */
function write(
  name: string,
  { program, arguments: all = [], variables = {}, root, notes = [] }: Process,
): void {
  const lines = [
    'nx-crane-observer 1 +',
    `@program ${program}`,
    ...all.map((each) => `@argument ${each}`),
    ...(root ? [`@root ${root}`] : []),
    ...Object.entries(variables).map(([key, value]) => `@variable ${key}=${value}`),
    '@end ',
    ...notes.map((note) =>
      note.replace(/^(\w) (\w+) /, (_, kind, time) => `${kind}${time.padStart(16, '0')} `),
    ),
  ]
  writeFileSync(join(logs, name), `${lines.join('\n')}\n`)
}

const OF_A = { CARGO_MANIFEST_DIR: `${ROOT}/crates/a`, CARGO_PKG_NAME: 'a' }
const SCRIPT = {
  program: `${ROOT}/target/debug/build/a-0123456789abcdef/build-script-build`,
  variables: { ...OF_A, OUT_DIR: '/elsewhere/out', TARGET: 't', HOST: 'h', NUM_JOBS: '2' },
}
const RUSTC = {
  program: '/home/me/toolchain/bin/rustc',
  arguments: ['rustc', '--crate-name', 'a', 'src/lib.rs', '--crate-type', 'lib'],
  variables: { ...OF_A, CARGO_CRATE_NAME: 'a' },
}
const read = () => toObservations(new ObserverLogs(logs).read(), REQUEST)
const filesOf = (notes: readonly string[]) => {
  write('one', { ...SCRIPT, notes })
  return read().flatMap(({ files }) => files.map(({ path, asked }) => `${asked} ${path}`))
}

test.each([
  ['a build script', SCRIPT, ['script', 'build_script_build', null, false]],
  ['a library', RUSTC, ['rustc', 'a', 'lib', false]],
  ['one with tests', { ...RUSTC, arguments: [...RUSTC.arguments, '--test'] }, ['rustc', 'a', 'lib', true]],
  ['clippy', { ...RUSTC, program: '/home/me/toolchain/bin/clippy-driver' }, ['rustc', 'a', 'lib', false]],
  ['documentation', { ...RUSTC, program: '/home/me/toolchain/bin/rustdoc' }, ['rustdoc', 'a', 'lib', false]],
  [
    'tests',
    { program: `${ROOT}/target/debug/deps/my-test-0123456789abcdef`, variables: OF_A },
    ['test', 'my_test', null, true],
  ],
  [
    'tests by a runner',
    { program: '/usr/bin/qemu', arguments: ['qemu', '/t/it-0123456789abcdef'], variables: OF_A },
    ['test', 'it', null, true],
  ],
  ['something else', { program: '/usr/bin/git' }, ['other', null, null, false]],
])('%s is told by its program and its variables', (_, process, expected) => {
  write('one', process)
  const [observation] = read()
  const { role, crateName, crateType, isTest, isComplete } = observation ?? {}
  expect([role, crateName, crateType, isTest]).toEqual(expected)
  expect(isComplete).toBe(true)
})

test('a compiler that is only asked for its version is no observation', () => {
  write('one', { program: '/home/me/toolchain/bin/rustc', arguments: ['rustc', '-vV'] })
  expect(read()).toEqual([])
})

test('what a process started belongs to it, in the order of time', () => {
  write('one', { ...SCRIPT, notes: ['o 1 /x/first', 'w 5 /x/made'] })
  write('two', { program: '/usr/bin/cc', root: 'one', notes: ['o 4 /x/made', 'o 6 /x/made', 'e 2 CPATH'] })
  write('three', { program: '/usr/bin/cc', root: 'one', notes: ['o 7 /x/made-too', 'e 2 CC'] })
  write('four', { ...RUSTC, notes: ['w 3 /x/made-too'] })
  const script = read().find(({ role }) => role === 'script')
  expect(script?.files.map(({ path }) => path)).toEqual(['/x/first', '/x/made', '/x/made-too'])
  expect(script?.variables).toEqual(['CC', 'CPATH'])
})

test('a compiler that a script starts asks for what every compiler asks for, and for what its sources do', () => {
  write('one', { ...SCRIPT, notes: ['e 1 MODE'] })
  write('two', { program: RUSTC.program, root: 'one', notes: ['e 2 RUSTC_LOG', 'e 3 FLAVOUR'] })
  expect(read().map(({ variables }) => variables)).toEqual([['FLAVOUR', 'MODE']])
})

test('what Git alone reads is told from what others read', () => {
  write('one', { ...SCRIPT, notes: [`o 1 ${ROOT}/both`] })
  write('two', { program: '/usr/bin/git', root: 'one', notes: [`o 2 ${ROOT}/both`, `o 3 ${ROOT}/index`] })
  expect(read().flatMap(({ files }) => files)).toEqual([
    { path: 'both', asked: 'content' },
    { path: 'index', asked: 'content', byGit: true },
  ])
})

test.each([
  ['a path in the repository is relative to it', `o 1 ${ROOT}/a/./b/../c`, ['content a/c']],
  ['the repository itself', `d 1 ${ROOT}/`, ['entries .']],
  ['one beside it', `o 1 ${ROOT}-other/a`, [`content ${ROOT}-other/a`]],
  ['a program', `p 1 ${ROOT}/tool.sh`, ['content tool.sh']],
  ['what cargo built', `o 1 ${ROOT}/target/debug/a`, []],
  ['what leaves that again', `o 1 ${ROOT}/target/../a`, ['content a']],
  ['its own output', 'o 1 /elsewhere/out/made', []],
  ['the system', 'o 1 /usr/include/stdio.h', []],
  ['a temporary file', 'o 1 /tmp/x', []],
  ['looking for a program', 's 1 /home/me/bin/cc', []],
  ['reading one', 'o 1 /home/me/bin/cc', ['content /home/me/bin/cc']],
])('%s: %s', (_, note, expected) => {
  expect(filesOf([note])).toEqual(expected)
})

test('who reads a file learns what it is; who lists and reads asks both', () => {
  expect(filesOf(['s 1 /x/a', 'o 2 /x/a', 's 3 /x/b', 'd 4 /x/c', 'o 5 /x/c'])).toEqual([
    'content /x/a',
    'kind /x/b',
    'content /x/c',
    'entries /x/c',
  ])
})

test('what is written first is no input, what is read first is one', () => {
  expect(filesOf(['w 1 /x/a', 'o 2 /x/a', 'o 3 /x/b', 'w 4 /x/b'])).toEqual(['content /x/b'])
})

test.each([
  ['a static program was started', 'x 1 /x/static', "/x/static was started, which can't be observed"],
  ['libc walked by itself', `g 1 ${ROOT}/a/*.h`, 'libc itself walked through a/*.h'],
  ['a name is not UTF-8', 'o 1 /x/\ufffd', 'a path is not UTF-8'],
  ['too much was read', 't', 'it read more than can be noted'],
])('where %s the observation is incomplete', (_, note, gap) => {
  write('one', { ...SCRIPT, notes: [note] })
  write('two', RUSTC)
  expect(read().map(({ role, isComplete, gaps }) => [role, isComplete, gaps])).toEqual([
    ['rustc', true, []],
    ['script', false, [gap]],
  ])
})

test.each<[string, () => void, RegExp]>([
  ['is damaged', () => writeFileSync(join(logs, 'bad'), 'nx-crane-observer 1 +\n@prog'), /a log is damaged/],
  ['is a directory', () => mkdirSync(join(logs, 'bad')), /cannot be read/],
  [
    'is too long',
    () => writeFileSync(join(logs, 'bad'), Buffer.alloc(33 * 1024 * 1024)),
    /cannot be read.*limit/,
  ],
  ['was never written', () => write('two', { program: '/bin/cat', root: 'lost' }), /could not write its log/],
])('where a log %s it could be of any crate: all are incomplete', (_, spoil, gap) => {
  write('one', SCRIPT)
  spoil()
  const [script] = read()
  expect(script?.isComplete).toBe(false)
  expect(script?.gaps.join()).toMatch(gap)
})

test('a wrapper that starts no compiler hides what it reads', () => {
  write('one', { ...RUSTC, program: '/usr/bin/sccache', arguments: ['sccache', ...RUSTC.arguments] })
  expect(read()).toMatchObject([{ role: 'rustc', crateName: 'a', isComplete: false }])
  write('two', { ...RUSTC, root: 'one' })
  expect(read()).toMatchObject([{ role: 'rustc', crateName: 'a', crateType: 'lib', isComplete: true }])
})

test('variables of Cargo, of the machine and of messages are no inputs; a shell knows all', () => {
  write('one', {
    ...SCRIPT,
    notes: ['e 1 OUT_DIR', 'e 1 HOME', 'e 1 LC_ALL', 'e 1 TARGET', 'e 1 CI', 'e 1 LIBRARY_PATH'],
  })
  write('two', { ...RUSTC, notes: ['e 1 CI', 'e 1 LIBRARY_PATH', 'e 1 MINE'] })
  expect(read().map(({ variables, areVariablesComplete }) => [variables, areVariablesComplete])).toEqual([
    [['MINE'], true],
    [['CI', 'LIBRARY_PATH'], true],
  ])
  write('three', { program: '/usr/bin/dash', root: 'one' })
  expect(read().map(({ role, areVariablesComplete }) => [role, areVariablesComplete])).toEqual([
    ['rustc', true],
    ['script', false],
  ])
})
