import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CargoError } from '@nx-crane/graph'
import { EDITED_WORKSPACE } from '@nx-crane/graph/test-kit/edited-workspace'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { KeyWorkspace } from '../../test-kit/key-workspace'
import { computeKeys } from './compute-keys'

let workspace: KeyWorkspace
let outside: string
beforeEach(() => {
  workspace = new KeyWorkspace(EDITED_WORKSPACE)
  outside = mkdtempSync(join(tmpdir(), 'nx-crane-outside-'))
})
afterEach(() => {
  workspace[Symbol.dispose]()
  rmSync(outside, { recursive: true })
})

function errorOf(crate: string, kind: 'build' | 'test' | 'format' = 'build'): string {
  const found = workspace.keys().get(crate)?.get(kind)
  return found instanceof CargoError ? found.message : `a key: ${found}`
}

describe('the same state has the same keys', () => {
  test('in another directory', () => {
    using copy = workspace.copy()
    expect(copy.keys()).toEqual(workspace.keys())
  })

  test('with a memo, without one, and with a damaged one', async () => {
    // What has just been written is not remembered yet.
    await new Promise((resolve) => setTimeout(resolve, 200))
    const keys = workspace.keys()
    expect(workspace.keys()).toEqual(keys)
    const memo = 'node_modules/.cache/nx-crane/files-6.json'
    workspace.append(memo, 'x')
    expect(workspace.keys()).toEqual(keys)
    workspace.remove('node_modules')
    expect(workspace.keys()).toEqual(keys)
  })

  test('found from the manifests of some crates as from all', () => {
    const crate = 'crates/app/Cargo.toml'
    const all = computeKeys(workspace).filter((key) => key.crate === crate)
    const some = computeKeys({
      ...workspace,
      root: workspace.root,
      manifests: [crate, 'Cargo.toml'],
      requests: [{ crate }],
    })
    expect(some.map(({ kind, digest }) => [kind, digest])).toEqual(
      all.map(({ kind, digest }) => [kind, digest]),
    )
    expect(some.map(({ digest }) => digest)).not.toContain(null)
  })

  test('but not for another system', () => {
    const [here] = computeKeys(workspace)
    const [there] = computeKeys({ ...workspace, root: workspace.root, system: 'plan9-mips' })
    expect(here?.digest).not.toBe(there?.digest)
  })
})

test('an edit that keeps size and modification time changes the key, also right after the last run', () => {
  const path = workspace.path('crates/free/src/lib.rs')
  for (const letter of 'abcdefgh') {
    const { atime, mtime } = statSync(path)
    const before = workspace.keys()
    writeFileSync(path, `pub fn fre${letter}() {}\n`)
    utimesSync(path, atime, mtime)
    expect(workspace.changesSince(before)).toEqual(['free: build test lint format doc'])
  }
})

describe('what is no ordinary file', () => {
  test('a pipe where a module should be is an error that names it', () => {
    workspace.append('crates/free/src/lib.rs', 'mod pipe;\n')
    execFileSync('mkfifo', [workspace.path('crates/free/src/pipe.rs')])
    expect(errorOf('free')).toMatch(/^crates\/free\/src\/pipe\.rs: is not a regular file/)
    expect(errorOf('app')).toMatch(/^a key/)
  })

  test('a socket among the data of tests is passed over', async () => {
    const server = createServer().listen(workspace.path('crates/free/native/socket'))
    await new Promise((resolve) => server.once('listening', resolve))
    expect(errorOf('free', 'test')).toMatch(/^a key/)
    server.close()
  })

  test('a link that leads back to itself is an error where the compiler would read it', () => {
    workspace.append('crates/free/src/lib.rs', 'mod circle;\n')
    symlinkSync('circle.rs', workspace.path('crates/free/src/circle.rs'))
    expect(errorOf('free')).toMatch(
      /crates\/free\/src\/circle\.rs: is a symbolic link that leads back to itself/,
    )
  })

  test('directories that link to each other are read once', () => {
    symlinkSync('..', workspace.path('crates/free/native/up'))
    symlinkSync('../../engine/tests', workspace.path('crates/free/native/tests'))
    const before = workspace.keys()
    workspace.append('crates/engine/tests/fixtures/input.md', 'more\n')
    expect(workspace.changesSince(before)).toContain('free: build test lint doc')
  })

  test('what lies outside and is linked or included counts by its content', () => {
    writeFileSync(join(outside, 'linked.rs'), '')
    writeFileSync(join(outside, 'text.txt'), '')
    symlinkSync(join(outside, 'linked.rs'), workspace.path('crates/free/src/linked.rs'))
    workspace.append(
      'crates/free/src/lib.rs',
      `mod linked;\nconst T: &str = include_str!("${outside}/text.txt");\n`,
    )
    for (const file of ['linked.rs', 'text.txt']) {
      const before = workspace.keys()
      writeFileSync(join(outside, file), '// more\n')
      expect(workspace.changesSince(before).join()).toMatch(/^free: build/)
    }
  })
})

describe('a fault makes an error that names its place, and spares the other crates', () => {
  test('a lock with a merge conflict', () => {
    workspace.replace(
      'Cargo.lock',
      '[[package]]\nname = "derive"',
      '<<<<<<< ours\n[[package]]\nname = "derive"',
    )
    expect(errorOf('app')).toMatch(/^Cargo\.lock:\d+: /)
    expect(errorOf('app', 'format')).toMatch(/^a key/)
  })

  test('a manifest that is no TOML', () => {
    workspace.write('crates/free/Cargo.toml', '[package\n')
    const [broken] = computeKeys({
      ...workspace,
      root: workspace.root,
      requests: [{ crate: 'crates/free/Cargo.toml' }],
    })
    expect(broken?.error?.message).toMatch(/^crates\/free\/Cargo\.toml:1: /)
    expect(errorOf('engine')).toMatch(/^a key/)
  })

  test('crates that depend on each other', () => {
    workspace.append('crates/free/Cargo.toml', '[dependencies]\nscripted = { path = "../scripted" }\n')
    workspace.append('crates/scripted/Cargo.toml', '[build-dependencies]\nfree = { path = "../free" }\n')
    expect(errorOf('free')).toContain('free → scripted → free')
    expect(errorOf('app')).toMatch(/^a key/)
  })

  test('no compiler', () => {
    rmSync(join(workspace.tools, 'rustc'))
    Object.assign(workspace.environment, { PATH: workspace.tools })
    expect(errorOf('app')).toContain('the Rust compiler `rustc` was not found')
  })

  test('a configuration of Cargo that is no TOML', () => {
    workspace.append('.cargo/config.toml', '[\n')
    expect(errorOf('app')).toMatch(/^\.cargo\/config\.toml:6: /)
  })
})

test('without a lock the requirements count, because Cargo chooses by them', () => {
  workspace.remove('Cargo.lock')
  const before = workspace.keys()
  workspace.replace('crates/app/Cargo.toml', 'ext-app = "1"', 'ext-app = "=1.2"')
  expect(workspace.changesSince(before)).toEqual(['app: build test lint doc'])
})

test('a crate among the data of tests is data, one below another crate is not', () => {
  workspace.write('crates/free/tests/fixtures/small/Cargo.toml', '[package]\nname = "small"\n')
  workspace.write('crates/free/tests/fixtures/small/src/lib.rs', '')
  workspace.write('crates/free/macros/Cargo.toml', '[package]\nname = "macros"\nedition = "2021"\n')
  workspace.write('crates/free/macros/src/lib.rs', '')
  workspace.replace('Cargo.toml', '["crates/*"]', '["crates/*", "crates/free/macros"]')
  const before = workspace.keys()
  workspace.append('crates/free/macros/src/lib.rs', '// more\n')
  expect(workspace.changesSince(before)).toEqual(['macros: build test lint format doc'])
  const between = workspace.keys()
  workspace.append('crates/free/tests/fixtures/small/src/lib.rs', '// more\n')
  expect(workspace.changesSince(between)).toEqual(['free: test'])
})
