import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stateDirectory } from '@nx-crane/files'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import wasmExecutor from '../executors/wasm'
import { keyInputs } from '../infer/target-inputs'
import { keyDirectory, keysRoot } from '../key-directory'

const built = vi.hoisted(() => {
  Object.assign(globalThis, { NX_CRANE_BUILD_ID: 'this' })
  return { times: 0 }
})
vi.mock('@nx-crane/build', async (original) => ({
  ...(await original<object>()),
  buildWasmPackage: async ({ root, outDir }: { root: string; outDir: string }) => {
    built.times++
    mkdirSync(join(root, 'ui', outDir), { recursive: true })
    writeFileSync(join(root, 'ui', outDir, 'ui_bg.wasm'), 'module')
    return { success: true, log: 'compiled' }
  },
}))

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-crane-wasm-results-'))
  vi.stubEnv('NX_CRANE_RESULTS_DIR', join(root, 'results'))
  vi.stubEnv('NX_SKIP_NX_CACHE', '')
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(root, { recursive: true })
})

test('a wasm package is restored while its key is the same, and built when it is not', async () => {
  const crate = { name: 'ui', dir: 'ui' }
  const options = { crate: 'ui', manifest: 'ui/Cargo.toml', workspace: 'Cargo.toml', outDir: 'pkg' }
  const target = { project: 'ui', target: 'wasm' }
  const targets = {
    key: { executor: 'nx-crane:key', options },
    wasm: { executor: 'nx-crane:wasm', inputs: keyInputs(crate, 'wasm', false) },
  }
  const context = {
    root,
    projectName: 'ui',
    targetName: 'wasm',
    projectsConfigurations: { version: 2, projects: { ui: { root: 'ui', targets } } },
    taskGraph: {
      tasks: {
        'ui:wasm': { target, overrides: {} },
        'ui:key': { target: { ...target, target: 'key' }, overrides: {} },
      },
      dependencies: { 'ui:wasm': ['ui:key'] },
    },
  } as unknown as Parameters<typeof wasmExecutor>[1]
  const keys = join(root, keysRoot(stateDirectory(root)), keyDirectory('ui', 'ui'))
  mkdirSync(keys, { recursive: true })
  const run = async (key: string) => {
    writeFileSync(join(keys, 'wasm'), `${key}\n`)
    rmSync(join(root, 'ui/pkg'), { recursive: true, force: true })
    expect(await wasmExecutor(options, context)).toEqual({ success: true })
    expect(existsSync(join(root, 'ui/pkg/ui_bg.wasm'))).toBe(true)
    expect(readFileSync(join(root, 'ui/pkg/ui_bg.wasm'), 'utf8')).toBe('module')
    return built.times
  }
  expect([await run('one'), await run('one'), await run('two'), await run('one')]).toEqual([1, 1, 2, 2])
})
