import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { withoutColour } from '@nx-crane/keys/cli'
import { describe, expect, test } from 'vitest'
import { DEFAULT_SETTINGS } from '../test-kit/default-settings'
import { manifest, resultsOf, statusesOf, TemporaryWorkspace } from '../test-kit/temporary-workspace'

const SOUND = 'pub fn answer() -> i32 { 42 }\n'
const BROKEN = 'pub fn answer() -> i32 { "not a number" }\n'

function workspaceOf(files: Record<string, string>): TemporaryWorkspace {
  return new TemporaryWorkspace(files)
}

describe('one cargo builds all crates of a batch', () => {
  test('a failing crate fails itself and its dependents; neighbours are built', async () => {
    using workspace = workspaceOf({
      'crates/broken/Cargo.toml': manifest('broken'),
      'crates/broken/src/lib.rs': BROKEN,
      'crates/middle/Cargo.toml': manifest('middle', '[dependencies]\nbroken = { path = "../broken" }'),
      'crates/middle/src/lib.rs': SOUND,
      'crates/top/Cargo.toml': manifest('top', '[dependencies]\nmiddle = { path = "../middle" }'),
      'crates/top/src/main.rs': 'fn main() {}\n',
      'crates/noisy/Cargo.toml': manifest('noisy'),
      'crates/noisy/src/lib.rs': 'pub fn f() { let unused = 1; }\n',
      'crates/neighbour/Cargo.toml': manifest('neighbour', '[dependencies]\nnoisy = { path = "../noisy" }'),
      'crates/neighbour/src/main.rs': 'fn main() { noisy::f() }\n',
    })
    const names = ['top', 'middle', 'broken', 'neighbour', 'noisy']
    const results = await resultsOf(names.map((name) => workspace.task(name, { kind: 'build' })))

    expect(statusesOf(results)).toEqual({
      'noisy:build': 'success',
      'neighbour:build': 'success',
      'broken:build': 'failure',
      'middle:build': 'failure',
      'top:build': 'failure',
    })
    const log = (name: string) => withoutColour(results[`${name}:build`]?.output ?? '')
    expect(log('broken')).toContain('mismatched types')
    expect(log('noisy')).toContain('unused variable')
    expect(log('neighbour')).not.toContain('unused variable')
    expect(log('middle')).toContain('"broken", which it depends on, failed')
    expect(log('top')).toContain('"broken", which it depends on, failed')
    expect(log('top')).not.toContain('mismatched types')
    expect(readdirSync(workspace.path('crates/neighbour/dist/cargo'))).toEqual(['neighbour'])
    expect(existsSync(workspace.path('crates/noisy/dist'))).toBe(false)
  })

  test('a broken dependency without a task of its own shows its errors in its dependents', async () => {
    using workspace = workspaceOf({
      'crates/broken/Cargo.toml': manifest('broken'),
      'crates/broken/src/lib.rs': BROKEN,
      'crates/top/Cargo.toml': manifest('top', '[dependencies]\nbroken = { path = "../broken" }'),
      'crates/top/src/lib.rs': SOUND,
    })
    const results = await resultsOf([workspace.task('top', { kind: 'build' })])
    expect(statusesOf(results)).toEqual({ 'top:build': 'failure' })
    expect(withoutColour(results['top:build']?.output ?? '')).toContain('mismatched types')
  })

  test('a dev-dependency cycle builds', async () => {
    using workspace = workspaceOf({
      'crates/a/Cargo.toml': manifest('a', '[dev-dependencies]\nb = { path = "../b" }'),
      'crates/a/src/lib.rs': SOUND,
      'crates/b/Cargo.toml': manifest('b', '[dependencies]\na = { path = "../a" }'),
      'crates/b/src/lib.rs': SOUND,
    })
    const results = await resultsOf(['a', 'b'].map((name) => workspace.task(name, { kind: 'build' })))
    expect(statusesOf(results)).toEqual({ 'a:build': 'success', 'b:build': 'success' })
  })

  test('a failing build script fails its crate with what it printed', async () => {
    using workspace = workspaceOf({
      'crates/scripted/Cargo.toml': manifest('scripted'),
      'crates/scripted/build.rs':
        'fn main() { println!("looking for libfoo"); eprintln!("no libfoo"); std::process::exit(3) }\n',
      'crates/scripted/src/lib.rs': SOUND,
      'crates/user/Cargo.toml': manifest('user', '[dependencies]\nscripted = { path = "../scripted" }'),
      'crates/user/src/lib.rs': SOUND,
      'crates/other/Cargo.toml': manifest('other'),
      'crates/other/src/lib.rs': SOUND,
    })
    const results = await resultsOf(
      ['scripted', 'user', 'other'].map((name) => workspace.task(name, { kind: 'build' })),
    )
    expect(statusesOf(results)).toEqual({
      'other:build': 'success',
      'scripted:build': 'failure',
      'user:build': 'failure',
    })
    const log = withoutColour(results['scripted:build']?.output ?? '')
    expect(log).toContain('failed to run custom build command')
    expect(log).toContain('looking for libfoo')
    expect(log).toContain('no libfoo')
    expect(results['user:build']?.output).toContain('"scripted", which it depends on, failed')
  })

  test('a library used by a build script too counts as built only when it was built for itself', async () => {
    using workspace = workspaceOf({
      'crates/shared/Cargo.toml': manifest('shared', '[lib]\ncrate-type = ["rlib", "cdylib"]'),
      'crates/shared/src/lib.rs': SOUND,
      'crates/scripted/Cargo.toml': manifest(
        'scripted',
        '[build-dependencies]\nshared = { path = "../shared" }',
      ),
      'crates/scripted/build.rs': 'fn main() { assert_eq!(shared::answer(), 42) }\n',
      'crates/scripted/src/lib.rs': SOUND,
    })
    const settings = { ...DEFAULT_SETTINGS, profile: 'release' }
    const results = await resultsOf(
      ['shared', 'scripted'].map((name) => workspace.task(name, { kind: 'build', settings })),
    )
    expect(statusesOf(results)).toEqual({ 'shared:build': 'success', 'scripted:build': 'success' })
    expect(readdirSync(workspace.path('crates/shared/dist/cargo'))).toEqual(['libshared.so'])
  })
})

describe('the output directory', () => {
  test('holds binaries and C libraries; an unchanged file keeps its time, a stale one goes', async () => {
    using workspace = workspaceOf({
      'crates/mixed/Cargo.toml': manifest('mixed', '[lib]\ncrate-type = ["rlib", "cdylib", "staticlib"]'),
      'crates/mixed/src/lib.rs': '#[no_mangle] pub extern "C" fn answer() -> i32 { 42 }\n',
      'crates/mixed/src/main.rs': 'fn main() {}\n',
      'crates/mixed/src/bin/second.rs': 'fn main() {}\n',
    })
    const task = workspace.task('mixed', { kind: 'build' })
    expect(statusesOf(await resultsOf([task]))).toEqual({ 'mixed:build': 'success' })
    expect(readdirSync(task.outputDir).sort()).toEqual(['libmixed.a', 'libmixed.so', 'mixed', 'second'])
    const modeAndTime = (name: string) => {
      const { mode, mtimeMs } = statSync(`${task.outputDir}/${name}`)
      return { executable: (mode & 0o111) !== 0, mtimeMs }
    }
    const before = modeAndTime('mixed')
    expect(before.executable).toBe(true)

    writeFileSync(`${task.outputDir}/renamed-away`, 'stale')
    workspace.write({ 'crates/mixed/src/bin/second.rs': 'fn main() { println!("changed") }\n' })
    const secondBefore = modeAndTime('second')
    expect(statusesOf(await resultsOf([task]))).toEqual({ 'mixed:build': 'success' })
    expect(readdirSync(task.outputDir).sort()).toEqual(['libmixed.a', 'libmixed.so', 'mixed', 'second'])
    expect(modeAndTime('mixed')).toEqual(before)
    expect(modeAndTime('second').mtimeMs).not.toBe(secondBefore.mtimeMs)
  })

  test('is refused when it holds sources', async () => {
    using workspace = workspaceOf({
      'crates/tool/Cargo.toml': manifest('tool'),
      'crates/tool/src/main.rs': 'fn main() {}\n',
    })
    const results = await resultsOf([
      workspace.task('tool', { kind: 'build', outputDir: workspace.path('crates/tool/src') }),
    ])
    expect(statusesOf(results)).toEqual({ 'tool:build': 'failure' })
    expect(results['tool:build']?.output).toContain('it contains main.rs')
    expect(existsSync(workspace.path('crates/tool/src/main.rs'))).toBe(true)
  })

  test('gets the right one of two binaries of the same name', async () => {
    const main = (text: string) => `fn main() { println!("${text}") }\n`
    using workspace = workspaceOf({
      'crates/one/Cargo.toml': manifest('one', '[[bin]]\nname = "tool"\npath = "src/main.rs"'),
      'crates/one/src/main.rs': main('one'),
      'crates/two/Cargo.toml': manifest('two', '[[bin]]\nname = "tool"\npath = "src/main.rs"'),
      'crates/two/src/main.rs': main('two'),
    })
    for (let round = 0; round < 2; round++) {
      const results = await resultsOf(['one', 'two'].map((name) => workspace.task(name, { kind: 'build' })))
      expect(statusesOf(results)).toEqual({ 'one:build': 'success', 'two:build': 'success' })
      for (const name of ['one', 'two']) {
        const tool = workspace.path('crates', name, 'dist/cargo/tool')
        expect(execFileSync(tool, { encoding: 'utf8' })).toBe(`${name}\n`)
      }
    }
  })
})
