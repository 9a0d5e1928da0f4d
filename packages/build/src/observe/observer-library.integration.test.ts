import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { manifest, resultsOf, statusesOf, TemporaryWorkspace } from '../../test-kit/temporary-workspace'
import type { ObservedGroup } from './observe-group'
import { findObserver } from './observer-library'

let home: string
let cache: string
beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'nx-crane-observer-')))
  cache = join(home, 'cache')
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const find = (environment: NodeJS.ProcessEnv) =>
  findObserver({
    workspaceDirectory: home,
    root: join(home, 'repository'),
    environment: { ...process.env, NX_CRANE_CACHE_DIR: cache, ...environment },
  })

/** A directory with a `rustc` that answers `-vV` and does this with everything else. */
function fakeRustc(script: string): string {
  const bin = join(home, 'bin')
  mkdirSync(bin)
  const version = 'rustc 1.0.0\\nhost: x86_64-unknown-linux-gnu'
  writeFileSync(
    join(bin, 'rustc'),
    `#!/bin/sh\n[ "$1" = -vV ] && { printf '${version}\\n'; exit 0; }\n${script}\n`,
  )
  chmodSync(join(bin, 'rustc'), 0o755)
  return `${bin}:${process.env.PATH}`
}

test('it is compiled once, for this user alone', { timeout: 120_000 }, async () => {
  const first = await find({})
  expect(first).toEqual({
    library: expect.stringMatching(/\/cache\/observer\/[0-9a-f]{32}\/libnx_crane_observer\.so$/),
    loader: expect.stringMatching(/^\/.*ld-/),
    reason: null,
  })
  const library = first.library ?? ''
  expect(statSync(join(library, '..')).mode & 0o777).toBe(0o700)
  expect(readdirSync(join(library, '..')).sort()).toEqual(['libnx_crane_observer.so', 'loader'])
  const { mtimeMs } = statSync(library)
  expect(await find({})).toEqual(first)
  expect(statSync(library).mtimeMs).toBe(mtimeMs)
  chmodSync(library, 0o666)
  expect(await find({})).toEqual({
    library: null,
    reason: expect.stringContaining('everybody can write to it'),
  })
})

test.each([
  ['it is switched off', () => ({ NX_CRANE_OBSERVER: 'off' }), /NX_CRANE_OBSERVER is off/],
  ['there is no compiler', () => ({ PATH: '/nonexistent' }), /rustc -vV.*fails/],
  [
    'the compiler fails',
    () => ({ PATH: fakeRustc('echo "error[E0658]: unstable" >&2; exit 1') }),
    /does not compile: error\[E0658\]/,
  ],
  [
    'the library is none',
    () => ({ PATH: fakeRustc('while [ "$1" != -o ]; do shift; done; echo text > "$2"') }),
    /does not run with it/,
  ],
  [
    'the cache has a name that the loader splits',
    () => ({ NX_CRANE_CACHE_DIR: join(home, 'a b') }),
    /spaces/,
  ],
  [
    'others may write to the cache',
    () => {
      mkdirSync(cache)
      chmodSync(cache, 0o777)
      return {}
    },
    /everybody can write to it/,
  ],
])('where %s there is none, and the reason is told', { timeout: 120_000 }, async (_, environment, reason) => {
  expect(await find(environment())).toEqual({ library: null, reason: expect.stringMatching(reason) })
})

test('a compiler that failed is not asked again at once', async () => {
  const PATH = fakeRustc(`echo again >> ${home}/count; exit 1`)
  expect((await find({ PATH })).library).toBeNull()
  expect((await find({ PATH })).library).toBeNull()
  expect(statSync(join(home, 'count')).size).toBe('again\n'.length)
})

test('without it a build is what it is, and says why nothing was seen', { timeout: 120_000 }, async () => {
  using workspace = new TemporaryWorkspace({
    'crates/a/Cargo.toml': manifest('a'),
    'crates/a/src/lib.rs': '#[test] fn works() {}',
  })
  process.env.NX_CRANE_OBSERVER = 'off'
  try {
    const groups: ObservedGroup[] = []
    const task = workspace.task('a', { kind: 'test' })
    const results = await resultsOf([task], { onObserved: (group) => groups.push(group) })
    expect(statusesOf(results)).toEqual({ 'a:test': 'success' })
    expect(groups).toMatchObject([{ observations: [], reason: 'NX_CRANE_OBSERVER is off' }])
  } finally {
    delete process.env.NX_CRANE_OBSERVER
  }
})
