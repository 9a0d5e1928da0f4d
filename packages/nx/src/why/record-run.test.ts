import { execFileSync } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { stateDirectory } from '@nx-crane/files'
import { KeyNodes } from '@nx-crane/keys'
import { readRecord } from '@nx-crane/keys/cli'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { keepRecord, recordKeys, storedRecord } from './record-run'

let dir: string
let results: string
beforeEach(() => {
  dir = realpathSync(mkdtempSync(join(tmpdir(), 'nx-crane-record-')))
  results = join(dir, 'results')
  mkdirSync(results)
})
afterEach(() => rmSync(dir, { recursive: true }))

function write(path: string, text: string): void {
  mkdirSync(dirname(join(dir, path)), { recursive: true })
  writeFileSync(join(dir, path), text)
}

function record(root: string): void {
  const nodes = new KeyNodes()
  nodes.digest([{ what: 'file: a.rs', value: '1' }])
  recordKeys(root, { env: { NX_INVOCATION_ROOT_PID: '7' }, nodes, keys: { 'a/Cargo.toml build': 'k' } })
}

const CONFIG = (url: string) => `[core]\n\tbare = false\n[remote "origin"]\n\turl = ${url}\n`

test('a clone and a worktree find what a checkout has put beside results, and nobody but the user may read it', () => {
  write('main/.git/HEAD', 'ref: refs/heads/main\n')
  write('main/.git/config', CONFIG('https://me:token@example.org/team/shop.git'))
  write('clone/.git/HEAD', 'ref: refs/heads/main\n')
  write('clone/.git/config', CONFIG('git@example.org:team/shop'))
  write('worktree/.git', 'gitdir: ../main/.git/worktrees/worktree\n')
  write('main/.git/worktrees/worktree/HEAD', 'ref: refs/heads/next\n')
  write('main/.git/worktrees/worktree/commondir', '../..\n')
  write('other/.git/HEAD', 'ref: refs/heads/main\n')
  write('other/.git/config', CONFIG('https://example.org/team/other.git'))
  record(join(dir, 'main'))
  keepRecord(join(dir, 'main'), results)
  const found = (checkout: string) => readRecord(storedRecord(join(dir, checkout), results))?.runs
  expect(found('main')).toMatchObject([{ run: '7', keys: { 'a/Cargo.toml build': 'k' } }])
  expect([found('clone'), found('worktree')]).toEqual([found('main'), found('main')])
  expect(found('other')).toBeUndefined()
  expect(statSync(storedRecord(join(dir, 'main'), results)).mode & 0o777).toBe(0o600)
})

test('a checkout that has recorded nothing, or has no file in its place, leaves what is there', () => {
  const root = join(dir, 'main')
  write('main/.git/HEAD', '')
  record(root)
  keepRecord(root, results)
  const kept = readFileSync(storedRecord(root, results))
  const log = join(root, stateDirectory(root), 'key-inputs')
  rmSync(log)
  keepRecord(root, results)
  execFileSync('mkfifo', [log])
  keepRecord(root, results)
  expect(readFileSync(storedRecord(root, results))).toEqual(kept)
  expect(readdirSync(results)).toHaveLength(1)
})
