import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readSourceTree } from '@nx-crane/graph'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { flakeChanges } from './flake-changes'

const FIXTURE = join(__dirname, '../../../graph/fixtures/wasm-packages')
let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-crane-flake-'))
  cpSync(FIXTURE, root, { recursive: true })
})

afterEach(() => rmSync(root, { recursive: true }))

test('wasm crates are those that Nx takes for such', () => {
  expect(cratesNix().match(/library = ".*";/g)).toEqual([
    'library = "alone_wasm";',
    'library = "beside_wasm";',
    'library = "packed_wasm";',
  ])
})

test('the package is where its manifest says, whatever is the default in nx.json', () => {
  configure({ wasmOutDir: 'built' })
  const text = cratesNix()
  expect(text).toContain('outDir = "pkg";')
  expect(text).not.toContain('outDir = "built";')
})

test('without the wasm target there is no wasm package', () => {
  configure({ targets: { wasm: false } })
  expect(cratesNix()).not.toContain('library = ')
})

test('that a crate is compiled with what another build leaves is said', () => {
  cpSync(join(FIXTURE, '../reads-other-projects'), root, { recursive: true })
  const { warnings } = flakeChanges(readSourceTree(root))
  expect(warnings.filter((warning) => warning.includes('Nix does not see'))).toEqual([
    expect.stringMatching(
      /such as desktop\/out, which Nix does not see: shell, embed, server\n {2}cargo builds/,
    ),
  ])
})

function configure(options: Record<string, unknown>): void {
  writeFileSync(join(root, 'nx.json'), JSON.stringify({ plugins: [{ plugin: 'nx-crane', options }] }))
}

function cratesNix(): string {
  const { written } = flakeChanges(readSourceTree(root))
  return written.find(({ path }) => path === 'nix/nx-crane/crates.nix')?.text ?? ''
}
