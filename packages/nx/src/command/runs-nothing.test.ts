import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { runNxCrane } from '../../test-kit/nx-crane-command'

// A repository with a program for every name under which one of ours looks for one. Each leaves its name in a file.

const NAMES = [
  ...['rustc', 'cargo', 'rustup', 'rustdoc', 'git', 'nix', 'nix-instantiate', 'nix-store', 'npm', 'node'],
  ...['wasm-opt', 'wasm-bindgen', 'wasm-pack', 'cargo-nextest', 'cc', 'sh', 'corepack', 'nx'],
]

let root: string
let ran: string
beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'nx-crane-hostile-')))
  ran = `${root}-ran`
  for (const name of NAMES) writeProgram(`node_modules/.bin/${name}`)
  for (const name of ['rustc', 'wrapper', 'linker', 'credentials']) writeProgram(`tools/${name}`)
  for (const name of ['rustc', 'cargo', 'rustdoc']) writeProgram(`toolchain/bin/${name}`)
  mkdirSync(join(root, 'toolchain/lib'))
  write(
    '.cargo/config.toml',
    '[build]\nrustc = "tools/rustc"\nrustc-wrapper = "tools/wrapper"\nrustc-workspace-wrapper = "tools/wrapper"\n[target.x86_64-unknown-linux-gnu]\nlinker = "tools/linker"\nrunner = "tools/rustc"\n[registry]\nglobal-credential-providers = ["tools/credentials"]\n[alias]\nmetadata = "run"\n',
  )
  write(
    'package.json',
    '{"name":"root","private":true,"scripts":{"build":"node_modules/.bin/wasm-pack build"}}',
  )
  write('Cargo.toml', '[workspace]\nmembers = ["app", "chart", "wasm-bindgen"]\nresolver = "2"\n')
  write(
    'app/Cargo.toml',
    '[package]\nname = "app"\nversion = "0.1.0"\nedition = "2021"\nbuild = "build.rs"\n',
  )
  write('app/src/main.rs', 'fn main() {}\n')
  write('app/build.rs', `fn main() { std::fs::write("${ran}", "build.rs").unwrap() }\n`)
  write(
    'chart/Cargo.toml',
    '[package]\nname = "chart"\nversion = "0.1.0"\nedition = "2021"\n[lib]\ncrate-type = ["cdylib"]\n[dependencies]\nwasm-bindgen = { path = "../wasm-bindgen" }\n',
  )
  write('chart/src/lib.rs', '')
  write('chart/package.json', '{"name":"chart","main":"pkg/chart.js"}')
  write(
    'wasm-bindgen/Cargo.toml',
    '[package]\nname = "wasm-bindgen"\nversion = "0.2.100"\nedition = "2021"\n',
  )
  write('wasm-bindgen/src/lib.rs', '')
  write(
    'Cargo.lock',
    'version = 4\n\n[[package]]\nname = "app"\nversion = "0.1.0"\n\n[[package]]\nname = "chart"\nversion = "0.1.0"\ndependencies = ["wasm-bindgen"]\n\n[[package]]\nname = "wasm-bindgen"\nversion = "0.2.100"\n',
  )
})
beforeEach(() => {
  rmSync(ran, { force: true })
  rmSync(join(root, 'rust-toolchain.toml'), { force: true })
})
afterAll(() => {
  for (const path of [root, ran]) rmSync(path, { recursive: true, force: true })
})

const COMMANDS = [
  ['graph'],
  ['key', '--explain'],
  ['why', 'app:build'],
  ['inputs', '--check'],
  ['doctor'],
  ['flake', '--check'],
  ['init', '--dry-run'],
  ['migrate', '--dry-run'],
  ['prune', 'app', '--out', 'out'],
  ['flake'],
]

test.each(COMMANDS)('nx-crane %s %s runs no program of the repository', (...command) => {
  const { stdout, stderr } = run(command)
  expect(stdout + stderr).not.toMatch(/^\s+at .*\.ts:/m)
  expect(stdout).not.toBe('')
  expect(programsRun()).toEqual([])
})

test.each(COMMANDS)('nor %s %s with a toolchain, and a variable, that lead into it', (...command) => {
  write('rust-toolchain.toml', '[toolchain]\npath = "toolchain"\n')
  const { stdout } = run(command, {
    RUSTC: join(root, 'tools/rustc'),
    RUSTC_WRAPPER: 'tools/wrapper',
    CARGO_BUILD_RUSTC_WRAPPER: join(root, 'tools/wrapper'),
  })
  expect(stdout).not.toBe('')
  expect(programsRun()).toEqual([])
})

// Plain `cargo metadata` starts node_modules/.bin/rustc then (cargo 1.95).
test.each([[['flake']], [['flake', '--check']]])(
  'nor %s with variables for the compiler that Cargo starts',
  (command) => {
    const config = readFileSync(join(root, '.cargo/config.toml'), 'utf8')
    write('.cargo/env.toml', '[env]\nPATH = { value = "node_modules/.bin", relative = true, force = true }\n')
    write('.cargo/config.toml', `include = ["env.toml"]\n${config}`)
    try {
      run(command)
      expect(programsRun()).toEqual([])
    } finally {
      write('.cargo/config.toml', config)
    }
  },
)

test('the programs would have run: the file they leave is seen', () => {
  spawnSync(join(root, 'node_modules/.bin/rustc'))
  expect(programsRun()).toEqual(['node_modules/.bin/rustc'])
})

test('another program of the repository is another key, of the targets that it takes part in', () => {
  const before = keys()
  writeProgram('node_modules/.bin/wasm-opt', '# newer')
  const optimizer = keys()
  expect(changes(before, optimizer)).toEqual(['chart:build', 'chart:wasm'])
  writeProgram('tools/wrapper', '# newer')
  expect(changes(optimizer, keys())).toContain('app:build')
  expect(programsRun()).toEqual([])
})

function keys(): Record<string, string> {
  return JSON.parse(run(['key', '--json']).stdout) as Record<string, string>
}

function changes(before: Record<string, string>, after: Record<string, string>): string[] {
  return Object.keys(after).filter((target) => before[target] !== after[target])
}

function programsRun(): string[] {
  return existsSync(ran) ? [...new Set(readFileSync(ran, 'utf8').trim().split('\n'))] : []
}

function run(command: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const path = [join(root, 'node_modules/.bin'), 'tools', '.', process.env.PATH].join(delimiter)
  return runNxCrane(command, { cwd: root, env: { ...process.env, PATH: path, ...env } })
}

function writeProgram(path: string, more = ''): void {
  write(path, `#!/bin/sh\necho ${path} >> ${ran}\nexit 1\n${more}`, 0o755)
}

function write(path: string, text: string, mode = 0o644): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text, { mode })
}
