import { cpSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DAMAGES, exchange, randomOf } from '@nx-crane/files/test-kit/damage'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { KeyWorkspace } from '../../test-kit/key-workspace'
import { computeKeys } from './compute-keys'

let workspace: KeyWorkspace
/** What computing keys keeps between runs, sound. */
let kept: string
let memos: readonly string[]
let right: string
beforeEach(async () => {
  workspace = new KeyWorkspace({
    'Cargo.toml': '[workspace]\nmembers = ["crates/*"]\nresolver = "2"\n',
    'Cargo.lock':
      'version = 4\n\n[[package]]\nname = "app"\nversion = "0.1.0"\ndependencies = ["engine"]\n\n[[package]]\nname = "engine"\nversion = "0.1.0"\n',
    'crates/app/Cargo.toml':
      '[package]\nname = "app"\nversion = "0.1.0"\n[dependencies]\nengine = { path = "../engine" }\n',
    'crates/app/src/main.rs': 'fn main() {}\n',
    'crates/engine/Cargo.toml': '[package]\nname = "engine"\nversion = "0.1.0"\n',
    'crates/engine/src/lib.rs': 'mod a;\n',
    'crates/engine/src/a.rs': '',
  })
  // What answers as rustc is a compiler, and not something that may start one: only that is remembered.
  writeFileSync(join(workspace.tools, 'librustc_driver-0123.so'), '')
  // What has only just changed is not kept.
  await new Promise((done) => setTimeout(done, 2600))
  right = keys()
  keys()
  kept = `${workspace.root}-kept`
  cpSync(workspace.memoDir, kept, { recursive: true })
  memos = readdirSync(kept)
    .filter((name) => name !== 'tmp')
    .sort()
})
afterEach(() => {
  rmSync(kept, { recursive: true, force: true })
  workspace[Symbol.dispose]()
})

function keys(): string {
  const { root, memoDir, environment } = workspace
  const requests = ['crates/app/Cargo.toml', 'crates/engine/Cargo.toml'].map((crate) => ({ crate }))
  const computed = computeKeys({ root, memoDir, environment, code: 'test', requests })
  return computed.map(({ name, kind, digest, error }) => `${name} ${kind} ${digest ?? error}`).join('\n')
}

function restoreMemos(): void {
  rmSync(workspace.memoDir, { recursive: true })
  cpSync(kept, workspace.memoDir, { recursive: true })
}

test('whatever happens to what is kept between runs, the keys are the same', () => {
  // The compiler's answer, and the content of each linker that PATH finds.
  expect([...new Set(memos.map((name) => name.replace(/[0-9a-f]{32}/, '…')))]).toEqual([
    'answer-…',
    'files-6.json',
    'key-inputs',
    'key-state.json',
    'key-structure.jsonl',
  ])
  expect(right).toMatch(/^app build [0-9a-f]{64}$/m)
  for (const name of memos) {
    for (const damage of DAMAGES) {
      for (const seed of damage.name.includes('flipped') ? [1, 2, 3, 4, 5, 6, 7, 8] : [1]) {
        restoreMemos()
        damage.do(join(workspace.memoDir, name), randomOf(seed))
        // Once with the damage, and once with what was made of it.
        for (const run of [1, 2]) expect(keys(), `${name}, ${damage.name}, ${seed}, ${run}`).toBe(right)
      }
    }
    for (const other of memos.filter((each) => each > name)) {
      restoreMemos()
      exchange(join(workspace.memoDir, name), join(workspace.memoDir, other))
      for (const run of [1, 2]) expect(keys(), `${name}, ${other}, ${run}`).toBe(right)
    }
  }
}, 120_000)

test('a remembered answer that somebody has changed is not believed', () => {
  for (const name of memos.filter((each) => each.startsWith('answer-'))) {
    writeFileSync(join(workspace.memoDir, name), 'rustc 9.9.9\nhost: other\n')
  }
  expect(keys()).toBe(right)
})
