import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { CRATE, FixtureWorkspace } from './fixture-workspace'

test('restored, a workspace is what it was when it was made, but for what cargo and npm have put there', () => {
  using workspace = new FixtureWorkspace()
  const before = workspace.read(CRATE)
  workspace.setRevision(7)
  workspace.remove('crates/base/src/lib.rs')
  workspace.write('crates/late/Cargo.toml', '')
  workspace.write('target/compiled', '')
  workspace.write('node_modules/installed', '')
  workspace.restore()
  expect(workspace.read(CRATE)).toBe(before)
  const paths = ['crates/base/src/lib.rs', 'crates/late', 'target/compiled', 'node_modules/installed']
  expect(paths.map((path) => existsSync(workspace.path(path)))).toEqual([true, false, true, true])
})
