import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { wasmRustflags } from './wasm-rustflags'
import { WASM_TARGET } from './wasm-toolchain'

let root = ''

beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'nx-crane-rustflags-')))
  const files = {
    '.cargo/config.toml': `[target.${WASM_TARGET}]\nrustflags = ["--cfg", "outer"]\n`,
    'crates/chart/.cargo/config.toml': `include = ["one.toml", "two.toml"]\n[target.${WASM_TARGET}]\nrustflags = ["--cfg", "own"]\n`,
    'crates/chart/.cargo/one.toml': `[target.${WASM_TARGET}]\nrustflags = ["--cfg", "one"]\n`,
    'crates/chart/.cargo/two.toml': `[target.${WASM_TARGET}]\nrustflags = ["--cfg", "two"]\n`,
    'home/config.toml': 'include = ["flags.toml"]\n',
    'home/flags.toml': `[target.${WASM_TARGET}]\nrustflags = ["--cfg", "home"]\n`,
  }
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  vi.stubEnv('CARGO_HOME', join(root, 'home'))
  for (const name of ['RUSTFLAGS', 'CARGO_ENCODED_RUSTFLAGS']) vi.stubEnv(name, undefined)
})
afterAll(() => {
  vi.unstubAllEnvs()
  rmSync(root, { recursive: true, force: true })
})

test('a module is compiled with the flags that Cargo finds, those of included files too', () => {
  const crateDir = join(root, 'crates/chart')
  const flags = wasmRustflags({
    rustc: { cfg: [], sysroot: '/rust', commit: 'abc' },
    crateDir,
    root,
    workspaceDir: root,
    targetDir: join(root, 'target'),
  })
  const ours = flags.filter((flag) => !flag.startsWith('--remap-path-prefix='))
  expect(ours).toEqual(flagsOfCargo(crateDir))
  expect(ours.filter((flag) => flag !== '--cfg')).toEqual(['home', 'outer', 'one', 'two', 'own'])
})

function flagsOfCargo(cwd: string): string[] {
  const args = ['config', 'get', '-Zunstable-options', '--format', 'json-value']
  const env = { ...process.env, RUSTC_BOOTSTRAP: '1' }
  const { status, stdout, stderr } = spawnSync('cargo', args, { cwd, env, encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return JSON.parse(stdout).target[WASM_TARGET].rustflags
}
