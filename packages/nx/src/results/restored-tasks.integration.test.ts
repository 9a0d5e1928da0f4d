import { spawnSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { stateDirectory } from '@nx-crane/files'
import type { TaskKind } from '@nx-crane/graph'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { keyInputs } from '../infer/target-inputs'
import { keyDirectory, keysRoot } from '../key-directory'

const packageRoot = resolve(__dirname, '../..')
const modules = resolve(packageRoot, '../../node_modules')
const root = realpathSync(mkdtempSync(join(tmpdir(), 'nx-crane-restored-')))
const binary = join(root, 'crates/app/dist/cargo/app')

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

function nx(args: readonly string[], env: NodeJS.ProcessEnv = {}): { code: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/nx/dist/bin/nx.js'), ...args],
    {
      cwd: root,
      encoding: 'utf8',
      env: {
        ...process.env,
        NX_DAEMON: 'false',
        NX_ISOLATE_PLUGINS: 'false',
        NX_TUI: 'false',
        NX_CACHE_DIRECTORY: join(root, '.nx/cache'),
        NX_WORKSPACE_DATA_DIRECTORY: join(root, '.nx/data'),
        NX_CRANE_RESULTS_DIR: join(root, '.nx/results'),
        NO_COLOR: '1',
        FORCE_COLOR: '0',
        ...env,
      },
    },
  )
  return { code: status, output: stdout + stderr }
}

/** Nx misses after this, keys stay as they are. */
function touchNxJson(): void {
  writeFileSync(join(root, 'nx.json'), `${readFileSync(join(root, 'nx.json'), 'utf8')}\n`)
}

beforeAll(async () => {
  const plugin = join(root, 'node_modules/nx-crane')
  await build({
    absWorkingDir: packageRoot,
    entryPoints: ['cargo', 'cargo-batch', 'key', 'key-batch'].map((name) => `src/executors/${name}.ts`),
    outdir: join(plugin, 'dist/executors'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['nx', '@nx/*'],
    define: { NX_CRANE_BUILD_ID: '"this"' },
  })
  for (const file of ['executors.json', 'schema', 'package.json'])
    cpSync(join(packageRoot, file), join(plugin, file), { recursive: true })
  for (const name of ['nx', '@nx']) symlinkSync(join(modules, name), join(root, 'node_modules', name))
  write('nx.json', JSON.stringify({ analytics: false }))
  write('package.json', JSON.stringify({ name: 'root', private: true }))
  write('.gitignore', 'node_modules\ntarget\n.nx\ndist\n')
  write('Cargo.toml', '[workspace]\nmembers = ["crates/*"]\nresolver = "2"\n')
  write('crates/app/Cargo.toml', '[package]\nname = "app"\nversion = "0.1.0"\nedition = "2021"\n')
  write('crates/app/src/main.rs', 'fn main() { println!("one") }\n#[test] fn works() {}\n')
  const crate = { name: 'app', dir: 'crates/app' }
  const options = { crate: 'app', manifest: 'crates/app/Cargo.toml', workspace: 'Cargo.toml' }
  const target = (kind: TaskKind) => ({
    executor: 'nx-crane:cargo',
    cache: true,
    dependsOn: ['key'],
    inputs: keyInputs(crate, kind, false),
    options: { ...options, kind },
    ...(kind === 'build' ? { outputs: ['{projectRoot}/dist/cargo'] } : {}),
  })
  const key = {
    executor: 'nx-crane:key',
    outputs: [`{workspaceRoot}/${keysRoot(stateDirectory(root))}/${keyDirectory(crate.name, crate.dir)}`],
    options: { ...options, builder: 'cargo' },
  }
  const targets = { key, build: target('build'), test: target('test') }
  write('crates/app/project.json', JSON.stringify({ name: 'app', targets }))
  const { code, output } = nx(['run-many', '-t', 'build', 'test'])
  expect(code, output).toBe(0)
}, 120_000)

afterAll(() => rmSync(root, { recursive: true, force: true, maxRetries: 5 }))

test.each([
  ['in a batch', []],
  ['one by one', ['--batch=false']],
])('what Nx misses and the key does not is restored %s, without a compiler', (_, args) => {
  const before = readFileSync(binary)
  rmSync(dirname(binary), { recursive: true })
  rmSync(join(root, 'target'), { recursive: true, force: true })
  touchNxJson()
  // A cargo that fails proves that nothing was built.
  const fakes = join(root, 'node_modules/.fakes')
  mkdirSync(fakes, { recursive: true })
  writeFileSync(join(fakes, 'cargo'), '#!/bin/sh\necho cargo was started >&2\nexit 9\n', { mode: 0o755 })
  const env = { PATH: `${fakes}:${process.env.PATH}` }
  const { code, output } = nx(['run-many', '-t', 'build', 'test', '--outputStyle=stream', ...args], env)
  expect(code, output).toBe(0)
  expect(output.split('restored from the result store').length - 1, output).toBe(2)
  expect(output).not.toContain('cargo was started')
  expect(readFileSync(binary).equals(before)).toBe(true)
  const real = nx(['run', 'app:build', '--skip-nx-cache'], env)
  expect(real.code, 'somebody who wants it run').not.toBe(0)
})

test('a changed source is built', () => {
  write('crates/app/src/main.rs', 'fn main() { println!("two") }\n#[test] fn works() {}\n')
  const { code, output } = nx(['run', 'app:build', '--outputStyle=stream'])
  expect(code, output).toBe(0)
  expect(output).not.toContain('restored from the result store')
  expect(readFileSync(binary).includes('two')).toBe(true)
})

test('a variable of the .env file of its project reaches a task in a batch, and its key', () => {
  const source = 'fn main() { println!("{}", option_env!("GREETING").unwrap_or("nothing")) }\n'
  write('crates/app/src/main.rs', `${source}#[test] fn works() {}\n`)
  const printed = () => {
    const { code, output } = nx(['run', 'app:build', '--outputStyle=stream'])
    expect(code, output).toBe(0)
    return spawnSync(binary, { encoding: 'utf8' }).stdout.trim()
  }
  expect(printed()).toBe('nothing')
  write('crates/app/.env', 'NAME=world\nGREETING="hello $NAME"\n')
  expect(printed()).toBe('hello world')
  write('crates/app/.env', 'NAME=you\nGREETING="hello $NAME"\n')
  expect(printed()).toBe('hello you')
  write('crates/app/.env.build', 'GREETING=built\n')
  expect(printed()).toBe('built')
  rmSync(join(root, 'crates/app/.env.build'))
  rmSync(join(root, 'crates/app/.env'))
  const { code, output } = nx(['run', 'app:build', '--outputStyle=stream'])
  expect(code, output).toBe(0)
  expect(output).toContain('local cache')
})

test.each([
  ['in a batch, without the daemon', [], 'false'],
  ['by itself, without the daemon', ['--batch=false'], 'false'],
  ['with the daemon', [], 'true'],
])(
  'a task whose key task is left out is refused each time, %s: Nx could only store it for ever',
  (_, args, daemon) => {
    const env = { NX_DAEMON: daemon }
    try {
      for (const further of [['--skip-nx-cache'], [], []]) {
        const options = ['--excludeTaskDependencies', '--outputStyle=stream', ...args, ...further]
        const { code, output } = nx(['run', 'app:build', ...options], env)
        expect(code, output).toBe(1)
        expect(output).toContain('app:build was started without its key task')
        expect(output).not.toContain('[local cache]')
      }
    } finally {
      if (daemon === 'true') nx(['daemon', '--stop'], env)
    }
  },
)
