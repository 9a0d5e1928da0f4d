import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { readWorkspace } from './read-workspace'

test('a wasm crate is imported by the name of the package.json beside it', () => {
  const root = join(import.meta.dirname, '../../../tools/check-vite/fixtures/counter')
  expect(packagesIn(root)).toEqual(['crates/counter: @fixture/counter (bundler, nodejs, web)'])
})

const crate = `
[package]
name = "alone"
version = "1.0.0"
edition = "2021"
[lib]
crate-type = ["cdylib"]
[dependencies]
wasm-bindgen = "0.2"
`
const app = (specifier: string) => JSON.stringify({ name: 'app', dependencies: { chart: specifier } })

test.each([
  ['file:../crates/alone/pkg', ['crates/alone: chart (bundler, nodejs, web)']],
  ['link:../crates/alone', ['crates/alone: chart (bundler, nodejs, web)']],
  ['file:../crates/alone/dist/pkg-browser', ['crates/alone: chart (web)']],
  // A package of that name from a registry.
  ['^1.0.0', ['crates/alone:  (bundler, nodejs, web)']],
])('one without is imported as those call it who depend on %s', (specifier, expected) => {
  using repository = new Repository({ 'crates/alone/Cargo.toml': crate, 'app/package.json': app(specifier) })
  repository.write('crates/alone/src/lib.rs', '')
  expect(packagesIn(repository.root)).toEqual(expected)
})

test.each(['.nxignore', '.gitignore'])('what %s names is none of the repository', (file) => {
  using repository = new Repository({ 'fixtures/alone/Cargo.toml': crate, [file]: 'fixtures\n' })
  repository.write('fixtures/alone/src/lib.rs', '')
  expect(packagesIn(repository.root)).toEqual([])
})

function packagesIn(root: string): string[] {
  return readWorkspace(root, 'pkg').wasmPackages.map(
    ({ dir, names, places }) => `${dir}: ${names.join(', ')} (${places.map(({ glue }) => glue).join(', ')})`,
  )
}

class Repository implements Disposable {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), 'nx-crane-vite-')))

  constructor(files: Readonly<Record<string, string>>) {
    for (const [path, text] of Object.entries(files)) this.write(path, text)
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true })
    writeFileSync(join(this.root, path), text)
  }

  [Symbol.dispose](): void {
    rmSync(this.root, { recursive: true, force: true })
  }
}
