import { chmodSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { createServer } from 'vite'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { nxCrane } from './plugin'

let root: string
const path = process.env.PATH

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'nx-crane dev-packages-')))
  write('Cargo.toml', '[workspace]\nmembers = ["crates/*"]\n')
  for (const name of ['another', 'wanted']) writeWasmCrate(name)
  write('app/package.json', '{ "name": "app", "dependencies": { "@acme/wanted": "0.1.0" } }')
  // Stands in for cargo: it notes what it is asked, and nothing goes on from there.
  write('bin/cargo', `#!/bin/sh\necho "$@" >> '${root}/asked'\nexit 1\n`)
  chmodSync(join(root, 'bin/cargo'), 0o755)
  process.env.PATH = [join(root, 'bin'), path].join(delimiter)
})

afterEach(() => {
  process.env.PATH = path
  rmSync(root, { recursive: true, force: true })
})

test('a server asks cargo about the crates that its app depends on before a page is loaded, and goes on when cargo fails', async () => {
  const server = await createServer({
    root: join(root, 'app'),
    configFile: false,
    logLevel: 'silent',
    server: { middlewareMode: true, ws: false },
    plugins: [nxCrane({ repository: root })],
  })
  const asked = await vi.waitFor(() => readFileSync(join(root, 'asked'), 'utf8'), { timeout: 30_000 })
  expect(asked).toContain(join(root, 'crates/wanted/Cargo.toml'))
  expect(asked).not.toContain('another')
  await server.close()
}, 60_000)

function writeWasmCrate(name: string): void {
  const dependency = '[dependencies]\nwasm-bindgen = "0.2"\n'
  write(
    `crates/${name}/Cargo.toml`,
    `[package]\nname = "${name}"\nversion = "0.1.0"\n\n[lib]\ncrate-type = ["cdylib"]\n\n${dependency}`,
  )
  write(`crates/${name}/src/lib.rs`, '')
  write(`crates/${name}/package.json`, JSON.stringify({ name: `@acme/${name}`, version: '0.1.0' }))
}

function write(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true })
  writeFileSync(join(root, file), text)
}
