import { type ChildProcess, spawn } from 'node:child_process'
import {
  cpSync,
  existsSync,
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
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const packageRoot = resolve(__dirname, '../..')
const modules = resolve(packageRoot, '../../node_modules')
const root = realpathSync(mkdtempSync(join(tmpdir(), 'nx-crane-executors-')))
const nxBin = (JSON.parse(readFileSync(join(modules, 'nx/package.json'), 'utf8')) as { bin: { nx: string } })
  .bin.nx
const children = new Set<ChildProcess>()

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
}

/** A crate and the project.json that a person could have written for it. */
function crate(name: string, files: Record<string, string>, dependencies: readonly string[] = []): void {
  const options = { crate: name, manifest: `crates/${name}/Cargo.toml`, workspace: 'Cargo.toml' }
  const target = (kind: string, dependsOn: readonly string[] = []) => ({
    executor: 'nx-crane:cargo',
    cache: true,
    inputs: ['{projectRoot}/**/*', { externalDependencies: [] }],
    dependsOn,
    outputs: ['{projectRoot}/dist/cargo'],
    options: { ...options, kind },
  })
  const targets = {
    build: target(
      'build',
      dependencies.map((dependency) => `${dependency}:build`),
    ),
    test: target('test', ['build']),
    lint: target('lint'),
    run: { executor: 'nx-crane:cargo-run', options: { ...options, kind: 'run' } },
  }
  const table = dependencies.map((dependency) => `${dependency} = { path = "../${dependency}" }\n`).join('')
  write({
    [`crates/${name}/Cargo.toml`]: `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\n[dependencies]\n${table}`,
    [`crates/${name}/project.json`]: JSON.stringify({ name, targets }),
    ...Object.fromEntries(Object.entries(files).map(([path, text]) => [`crates/${name}/${path}`, text])),
  })
}

function startNx(args: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, [join(root, 'node_modules/nx', nxBin), ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      NX_DAEMON: 'false',
      NX_ISOLATE_PLUGINS: 'false',
      NX_TUI: 'false',
      NX_CACHE_DIRECTORY: join(root, '.nx/cache'),
      NX_WORKSPACE_DATA_DIRECTORY: join(root, '.nx/data'),
      NO_COLOR: '1',
      FORCE_COLOR: '0',
    },
  })
  children.add(child)
  return child
}

async function nx(...args: string[]): Promise<{ code: number | null; output: string }> {
  const child = startNx(args)
  let output = ''
  child.stdout?.on('data', (chunk) => (output += chunk))
  child.stderr?.on('data', (chunk) => (output += chunk))
  const code = await new Promise<number | null>((done) => child.once('close', done))
  children.delete(child)
  return { code, output }
}

beforeAll(async () => {
  const plugin = join(root, 'node_modules/nx-crane')
  await build({
    absWorkingDir: packageRoot,
    entryPoints: ['cargo', 'cargo-batch', 'cargo-run'].map((name) => `src/executors/${name}.ts`),
    outdir: join(plugin, 'dist/executors'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['nx', '@nx/*'],
  })
  for (const file of ['executors.json', 'schema', 'package.json']) {
    cpSync(join(packageRoot, file), join(plugin, file), { recursive: true })
  }
  for (const name of ['nx', '@nx']) symlinkSync(join(modules, name), join(root, 'node_modules', name))
  write({
    'nx.json': JSON.stringify({ analytics: false }),
    'package.json': JSON.stringify({ name: 'root', private: true }),
    'Cargo.toml': '[workspace]\nmembers = ["crates/*"]\nresolver = "2"\n',
    '.gitignore': 'node_modules\ntarget\n.nx\ndist\n',
  })
  crate('engine', { 'src/lib.rs': 'pub fn answer() -> i32 { 42 }\n#[test] fn works() {}\n' })
  crate('app', { 'src/main.rs': 'fn main() { println!("the answer is {}", engine::answer()) }\n' }, [
    'engine',
  ])
  crate('broken', { 'src/lib.rs': 'pub fn f() -> i32 { "text" }\n' })
  crate('victim', { 'src/lib.rs': '' }, ['broken'])
})

afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
  rmSync(root, { recursive: true, force: true, maxRetries: 5 })
})

describe('Nx runs crates through the executors', () => {
  test('in one batch without being told to: neighbours of a failing crate are built', async () => {
    const { code, output } = await nx('run-many', '-t', 'build', 'test', '--outputStyle=stream')
    expect(code, output).toBe(1)
    expect(output).toContain('Running 8 tasks with nx-crane:cargo')
    expect(output).toContain('test works ... ok')
    expect(output).toContain('mismatched types')
    expect(output).toContain('"broken", which it depends on, failed')
    expect(existsSync(join(root, 'crates/app/dist/cargo/app')), output).toBe(true)
    const failed = /Failed tasks:([\s\S]*)/.exec(output)?.[1] ?? ''
    expect(failed, output).toContain('broken:build')
    expect(failed).toContain('victim:build')
    expect(failed).toContain('broken:test')
    expect(failed).not.toContain('engine')
    expect(failed).not.toContain('app:')
  })

  test('again from the cache, with the binary restored', async () => {
    rmSync(join(root, 'crates/app/dist'), { recursive: true })
    const { code, output } = await nx('run-many', '-t', 'build', '-p', 'app')
    expect(code, output).toBe(0)
    expect(output).toMatch(
      /Nx read the output from the cache instead of running the command for 2 out of 2 tasks/,
    )
    expect(existsSync(join(root, 'crates/app/dist/cargo/app'))).toBe(true)
  })

  test('one by one with --batch=false', async () => {
    const { code, output } = await nx('run', 'app:build', '--batch=false', '--skip-nx-cache')
    expect(code, output).toBe(0)
    expect(output).not.toContain('tasks with nx-crane:cargo')
  })

  test('run starts the binary with the arguments of the command line', async () => {
    crate('echo', {
      'src/main.rs':
        'fn main() { println!("{:?}", std::env::args().skip(1).collect::<Vec<_>>()); std::process::exit(3) }\n',
    })
    const { code, output } = await nx('run', 'echo:run', '--', '--port=3', 'a b')
    expect(output).toContain('["--port=3", "a b"]')
    // Nx itself calls a continuous task a success however it ends, so the target here is not continuous
    expect(code, output).toBe(1)
    rmSync(join(root, 'crates/echo'), { recursive: true })
  })

  test('an unknown option is refused with its name', async () => {
    const { code, output } = await nx('run', 'engine:lint', '--profil=release')
    expect(code).not.toBe(0)
    expect(output).toContain('profil')
  })

  test.each(['SIGINT', 'SIGTERM'] as const)('%s ends cargo and what it started', async (signal) => {
    const started = join(root, 'crates/slow/started')
    rmSync(started, { force: true })
    crate('slow', {
      'build.rs': `fn main() {
        std::fs::write("started", std::process::id().to_string()).unwrap();
        std::thread::sleep(std::time::Duration::from_secs(300));
      }`,
      'src/lib.rs': `// ${signal}`,
    })
    const child = startNx(['run', 'slow:build', '--skip-nx-cache'])
    const closed = new Promise((done) => child.once('close', done))
    await expect
      .poll(() => existsSync(started) && readFileSync(started, 'utf8') !== '', { timeout: 30_000 })
      .toBe(true)
    child.kill(signal)
    await closed
    children.delete(child)
    const pid = Number(readFileSync(started, 'utf8'))
    await expect.poll(() => isRunning(pid), { timeout: 10_000 }).toBe(false)
    rmSync(join(root, 'crates/slow'), { recursive: true })
  })
})

/** A zombie runs no more: containers without an init keep them. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}
