import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runNxCrane } from '../../test-kit/nx-crane-command'

let root: string

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-crane-graph-'))
  write(
    'crates/chart/Cargo.toml',
    '[package]\nname = "chart"\nversion = "1.2.0"\nedition = "2021"\n[lib]\ncrate-type = ["cdylib"]\n[dependencies]\nwasm-bindgen = "0.2"\nplot = { path = "../plot" }\n',
  )
  write('crates/chart/src/lib.rs', '')
  write('crates/plot/Cargo.toml', '[package]\nname = "plot"\nversion = "0.1.0"\nedition = "2021"\n')
  write('crates/plot/src/lib.rs', '')
  write('web/package.json', '{ "name": "web", "dependencies": { "chart": "file:../crates/chart/pkg" } }')
  write('broken/package.json', '{\n  "name": \n}')
})

afterAll(() => rmSync(root, { recursive: true, force: true }))

test('--json is the report, byte for byte the same each time', () => {
  const first = run('graph', '--root', root, '--json')
  expect(first.status).toBe(0)
  expect(JSON.parse(first.stdout)).toEqual({
    crates: [
      {
        name: 'chart',
        version: '1.2.0',
        manifest: 'crates/chart/Cargo.toml',
        workspace: 'crates/chart/Cargo.toml',
        targets: [{ name: 'chart', kind: ['cdylib'] }],
        dependencies: [
          {
            name: 'plot',
            rename: null,
            kind: 'normal',
            target: null,
            optional: false,
            manifest: 'crates/plot/Cargo.toml',
          },
        ],
      },
      {
        name: 'plot',
        version: '0.1.0',
        manifest: 'crates/plot/Cargo.toml',
        workspace: 'crates/plot/Cargo.toml',
        targets: [{ name: 'plot', kind: ['lib'] }],
        dependencies: [],
      },
    ],
    packages: [{ name: 'web', manifest: 'web/package.json' }],
    edges: [
      { from: 'crates/chart/Cargo.toml', to: 'crates/plot/Cargo.toml', kind: 'normal' },
      { from: 'web/package.json', to: 'crates/chart/Cargo.toml', kind: 'wasm' },
    ],
    diagnostics: [{ file: 'broken/package.json', message: expect.stringContaining('line 3: not JSON') }],
  })
  expect(run('graph', '--root', root, '--json').stdout).toBe(first.stdout)
})

test('without --json it is a table', () => {
  const { stdout } = run('graph', '--root', root)
  expect(stdout).toContain('Crates (2)\n  chart  1.2.0  crates/chart/Cargo.toml  cdylib\n')
  expect(stdout).toMatch(/web\/package\.json +→ crates\/chart\/Cargo\.toml +wasm/)
  expect(stdout).toContain('Problems (1)\n  broken/package.json')
})

test.each([
  ['no command', []],
  ['an unknown command', ['grpah']],
  ['an unknown option', ['graph', '--jsn']],
  ['an argument too many', ['graph', 'here']],
  ['no such directory', ['graph', '--root', 'does/not/exist']],
])('%s is a usage error', (_, args) => {
  const { status, stdout, stderr } = run(...args)
  expect(status).toBe(2)
  expect(stdout + stderr).toContain('nx-crane graph [--root DIR] [--json]')
})

function run(...args: string[]) {
  return runNxCrane(args)
}

function write(path: string, text: string): void {
  mkdirSync(join(root, path, '..'), { recursive: true })
  writeFileSync(join(root, path), text)
}
