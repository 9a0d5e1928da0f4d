import { createHash } from 'node:crypto'
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readSourceTree } from '@nx-crane/graph'
import { afterAll, expect, test } from 'vitest'
import { GitHistory } from '../../test-kit/git-history'
import { manifest } from '../../test-kit/sample-repository'
import { flakeChanges } from '../flake/flake-changes'
import { writeUserFiles } from '../write-user-files'
import { findAffected } from './affected'

// The paths that real Nix gives are checked in tools/check-flake; here a program answers in its place, by what lies where it is started.

const tools = realpathSync(mkdtempSync(join(tmpdir(), 'nx-crane-nix-tools-')))
const history = new GitHistory()
afterAll(() => {
  rmSync(tools, { recursive: true })
  history[Symbol.dispose]()
})

const SOURCE = 'crates/one/src/lib.rs'

test('with Nix the keys of a commit are those that Nix gives for its files', async () => {
  history.write({
    'Cargo.toml': '[workspace]\nresolver = "2"\nmembers = ["crates/*"]\n',
    'Cargo.lock': 'version = 4\n',
    'crates/one/Cargo.toml': manifest('one'),
    [SOURCE]: '// first\n',
  })
  writeUserFiles(history.root, flakeChanges(readSourceTree(history.root)))
  history.commit()
  history.commit({ [SOURCE]: '// second\n' })
  history.write({ [SOURCE]: '// not committed\n' })
  const task = (kind: string) =>
    `"${kind}":{"storePath":"/nix/store/$digest-one-${kind}","derivation":"/nix/store/$digest-one.drv"}`
  const crates = `"crates/one/Cargo.toml":{"attribute":"one","dir":"crates/one","workspace":"","extraFiles":[],"tasks":{${task('build')},${task('test')}}}`
  const answer = `{"nixVersion":"2.34.8","system":"x86_64-linux","crates":{${crates}}}`
  writeFileSync(
    join(tools, 'nix-instantiate'),
    `#!/bin/sh\ndigest=$(sha256sum ${SOURCE} | cut -c1-32)\ncat <<END\n${answer}\nEND\n`,
    { mode: 0o755 },
  )
  const pathOf = (text: string) =>
    `/nix/store/${createHash('sha256').update(text).digest('hex').slice(0, 32)}-one-build`
  expect(await keysBetween('HEAD~1', 'HEAD')).toEqual([pathOf('// first\n'), pathOf('// second\n')])
  expect(await keysBetween('HEAD~1')).toEqual([pathOf('// first\n'), pathOf('// not committed\n')])
})

async function keysBetween(base: string, head?: string) {
  const env = { ...process.env, PATH: `${tools}:${process.env.PATH}`, NX_CRANE_BUILDER: 'nix' }
  const { tasks } = await findAffected({ root: history.root, base, head, env })
  const build = tasks.find(({ target }) => target === 'build')
  return [build?.base, build?.head]
}
