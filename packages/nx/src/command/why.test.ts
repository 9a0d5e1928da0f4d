import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { stateDirectory } from '@nx-crane/files'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { gitIn } from '../../test-kit/git-history'
import { runNxCrane } from '../../test-kit/nx-crane-command'
import { runKeyTasks } from '../keys/crate-key-task'
import { keepRecord, recordMade } from '../why/record-run'

// `app` uses `core`.
let root: string
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'nx-crane-why-')))
  write('Cargo.toml', '[workspace]\nresolver = "2"\nmembers = ["crates/*"]\n')
  write('crates/core/Cargo.toml', '[package]\nname = "core"\nedition = "2021"\n')
  write(
    'crates/app/Cargo.toml',
    '[package]\nname = "app"\nedition = "2021"\n[dependencies]\ncore = { path = "../core" }\n',
  )
  for (const name of ['app', 'core']) write(`crates/${name}/src/lib.rs`, `pub fn ${name}() {}\n`)
})
afterEach(() => rmSync(root, { recursive: true }))

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

const SOURCE = 'crates/core/src/lib.rs'
const REASON = `  ${SOURCE} has changed, of core, used through app → core\n`

/** As Nx starts it for a run of this number. */
async function computeKeys(run: string): Promise<void> {
  const tasks = ['app', 'core'].map((crate) => {
    const manifest = `crates/${crate}/Cargo.toml`
    return [`${crate}:key`, { crate, manifest, workspace: 'Cargo.toml', builder: 'cargo' }] as const
  })
  const env = { ...process.env, NX_INVOCATION_ROOT_PID: run }
  const results = await runKeyTasks(root, Object.fromEntries(tasks), { env })
  expect(results.map(({ success }) => success)).toEqual([true, true])
}

function why(...args: readonly string[]) {
  const env = { ...process.env, NX_CRANE_RESULTS_DIR: join(root, 'results') }
  const { stdout, stderr, status } = runNxCrane(['why', '--root', root, ...args], { env })
  return { stdout, stderr, status }
}

test('says what would be made again, what was, and what a run made', async () => {
  expect(why('app:build').stdout).toContain('made for the first time')
  await computeKeys('1')
  expect(why('app:build').stdout).toMatch(
    /^app:build has the same key as in run 1 of .*, so its result is used\n$/,
  )
  write(SOURCE, 'pub fn other() {}\n')
  expect(why('app:build').stdout).toMatch(/^app:build has another key than in run 1 of .*, because\n/)
  expect(why('app:build').stdout).toContain(REASON)
  expect(JSON.parse(why('app:build', '--json').stdout)).toMatchObject([
    { task: 'app:build', verdict: 'moved', reasons: [{ is: 'file', name: SOURCE }] },
  ])
  await computeKeys('2')
  recordMade(root, [{ id: 'app:build', manifest: 'crates/app/Cargo.toml', kind: 'build' }], {
    NX_INVOCATION_ROOT_PID: '2',
  })
  expect(why('app:build').stdout).toMatch(
    /^app:build has the same key as in run 2 of .*, where it was made again, because\n/,
  )
  expect(why().stdout).toMatch(/^run 2 of .*: 1 task was made, because\n/)
  expect(why().stdout).toContain(`${REASON}    app:build\n`)
  expect(why('app:build', '--run', '1').stdout).toContain(REASON)
})

test('what another machine has recorded is compared with; what is damaged or hostile in it is left out, or shown', async () => {
  await computeKeys('1')
  const file = join(root, 'other-machine')
  const log = join(root, stateDirectory(root), 'key-inputs')
  writeFileSync(file, '')
  expect(why('app:build', '--run', file)).toMatchObject({ status: 2, stdout: '' })
  rmSync(file)
  copyFileSync(log, file)
  rmSync(log)
  write('crates/app/src/\u001b[2J.rs', '')
  write('crates/app/src/lib.rs', '#[path = "\u001b[2J.rs"]\nmod hostile;\n')
  appendFileSync(file, 'nx-crane-inputs-1 cut')
  const { stdout, stderr } = why('app:build', '--run', file)
  expect(stdout).toContain('  crates/app/src/lib.rs has changed, of app\n')
  expect(stdout).toContain('  crates/app/src/\\u001b[2J.rs is new, of app\n')
  expect(stderr).toBe('nx-crane: a part of what is recorded of keys is damaged, and is left out\n')
})

test('what lies beside results is compared with where this checkout has recorded nothing', async () => {
  await computeKeys('1')
  mkdirSync(join(root, 'results'))
  keepRecord(root, join(root, 'results'))
  rmSync(join(root, stateDirectory(root), 'key-inputs'))
  write(SOURCE, 'pub fn other() {}\n')
  expect(why('app:build').stdout).toContain(REASON)
})

test('a broken manifest is why there is no key, and is said of a base', () => {
  const sound = readFileSync(join(root, 'crates/core/Cargo.toml'), 'utf8')
  write('crates/core/Cargo.toml', 'name = ')
  expect(why('core:build')).toMatchObject({
    status: 1,
    stdout: expect.stringMatching(/^core:build has no key: crates\/core\/Cargo\.toml:1: not valid TOML/),
  })
  gitIn(root, ['init', '-q'])
  gitIn(root, ['add', '.'])
  gitIn(root, ['-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '-qm', 'broken'])
  write('crates/core/Cargo.toml', sound)
  const { stdout, stderr } = why('core:build', '--base', 'HEAD')
  expect(stdout).toMatch(/^core:build had no key in HEAD \([0-9a-f]{12}\)\n$/)
  expect(stderr).toMatch(/^nx-crane: in HEAD \([0-9a-f]{12}\): crates\/core\/Cargo\.toml:1: not valid TOML/)
})

test.each([
  [['app'], /"app" is not PROJECT:TARGET/],
  [['--run', '7'], /--run "7": no such run is recorded/],
  [['--base', 'main'], /add PROJECT:TARGET/],
])('nx-crane why %j is refused', (args, message) => {
  const { status, stderr } = why(...args)
  expect([status, stderr]).toEqual([2, expect.stringMatching(message)])
})

test('a task that is not there is said with where to look, and not as a wrong command line', () => {
  const { status, stderr } = why('none:build')
  expect([status, stderr]).toEqual([
    1,
    expect.stringMatching(/^nx-crane: nothing is known of none:build: .*\n {2}`nx-crane key` lists/),
  ])
})
