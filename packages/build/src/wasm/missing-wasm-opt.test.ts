import { chmodSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { buildWasmPackage } from './build-wasm-package'

// Stand-ins for cargo and rustc: the first says by a file that it was asked to compile.

let dir: string

beforeEach(() => {
  dir = realpathSync(mkdtempSync(join(tmpdir(), 'nx-crane-no-opt-')))
  vi.stubEnv('PATH', `${join(dir, 'bin')}:/usr/bin:/bin`)
  vi.stubEnv('NX_CRANE_CACHE_DIR', join(dir, 'cache'))
  write('a/Cargo.toml', '[package]\nname = "a"\nversion = "1.0.0"\n')
  write('pnpm-lock.yaml', '')
  const metadata = {
    packages: [
      {
        ...{
          id: 'a',
          name: 'a',
          version: '1.0.0',
          manifest_path: join(dir, 'a/Cargo.toml'),
          dependencies: [],
        },
        ...{ features: {}, authors: [], description: null, homepage: null, repository: null, license: null },
        targets: [{ name: 'a', kind: ['cdylib'], crate_types: ['cdylib'], src_path: '', edition: '2021' }],
      },
    ],
    workspace_root: join(dir, 'a'),
    target_directory: join(dir, 'a/target'),
  }
  write('metadata.json', JSON.stringify(metadata))
  program(
    'cargo',
    `case "$*" in metadata*) cat ${dir}/metadata.json ;; *) touch ${dir}/compiled; exit 1 ;; esac`,
  )
  write('lib/libcore-1.rlib', '')
  program('rustc', `case "$*" in *target-libdir*) echo ${dir}/lib ;; *) echo ${dir} ;; esac`)
})

afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(dir, { recursive: true, force: true })
})

test('that wasm-opt is missing is known before anything is compiled', async () => {
  await expect(build('release')).rejects.toMatchObject({
    code: 'MISSING_WASM_OPT',
    hint: expect.stringContaining('pnpm add -D binaryen'),
  })
  expect(existsSync(join(dir, 'compiled'))).toBe(false)
})

test('a build for development does not need it', async () => {
  expect(await build('dev')).toMatchObject({ success: false })
  expect(existsSync(join(dir, 'compiled'))).toBe(true)
})

function build(profile: string) {
  return buildWasmPackage({ root: dir, manifest: 'a/Cargo.toml', profile, cargoArgs: [] })
}

function program(name: string, body: string): void {
  write(`bin/${name}`, `#!/bin/sh\n${body}\n`)
  chmodSync(join(dir, 'bin', name), 0o755)
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(dir, path)), { recursive: true })
  writeFileSync(join(dir, path), text)
}
