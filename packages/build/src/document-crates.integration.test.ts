import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { withoutColour } from '@nx-crane/keys/cli'
import { expect, test } from 'vitest'
import { manifest, resultsOf, statusesOf, TemporaryWorkspace } from '../test-kit/temporary-workspace'

const WORKSPACE = {
  'crates/engine/Cargo.toml': manifest('engine'),
  'crates/engine/src/lib.rs': '//! The engine.\n/// Starts it.\npub fn start() {}\n',
  'crates/the-app/Cargo.toml': manifest('the-app', '[dependencies]\nengine = { path = "../engine" }'),
  'crates/the-app/src/lib.rs': '//! Uses [`engine::start`].\npub use engine::start;\n',
}

test('each crate has pages of its own that do not depend on what else is documented', async () => {
  using workspace = new TemporaryWorkspace({
    ...WORKSPACE,
    'crates/broken/Cargo.toml': manifest('broken'),
    'crates/broken/src/lib.rs': '#![deny(rustdoc::broken_intra_doc_links)]\n//! See [`nowhere`].\n',
  })
  const task = (name: string) => workspace.task(name, { kind: 'doc' })
  const together = await resultsOf([task('engine'), task('the-app'), task('broken')])
  expect(statusesOf(together)).toEqual({
    'engine:doc': 'success',
    'the-app:doc': 'success',
    'broken:doc': 'failure',
  })
  expect(withoutColour(together['broken:doc']?.output ?? '')).toContain('unresolved link to `nowhere`')

  const pages = workspace.path('crates/the-app/dist/doc')
  expect(readFileSync(`${pages}/index.html`, 'utf8')).toContain('the_app/index.html')
  expect(readFileSync(`${pages}/the_app/index.html`, 'utf8')).toContain('Uses')
  expect(existsSync(`${pages}/static.files`)).toBe(true)
  expect(existsSync(`${pages}/engine`)).toBe(false)
  const before = checksumsOf(pages)

  expect(statusesOf(await resultsOf([task('the-app')]))).toEqual({ 'the-app:doc': 'success' })
  expect(checksumsOf(pages)).toEqual(before)
})

function checksumsOf(directory: string): string {
  const files = execFileSync('find', ['.', '-type', 'f', '-print0'], { cwd: directory, encoding: 'utf8' })
  return execFileSync('sha256sum', files.split('\0').filter(Boolean).sort(), {
    cwd: directory,
    encoding: 'utf8',
  })
}
