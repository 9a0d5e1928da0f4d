import { execFileSync } from 'node:child_process'
import { chmodSync } from 'node:fs'
import { afterEach, expect, test } from 'vitest'
import { manifest, resultsOf, statusesOf, TemporaryWorkspace } from '../test-kit/temporary-workspace'

const path = process.env.PATH ?? ''
afterEach(() => {
  process.env.PATH = path
})

/** Puts a program before all others of its name. */
function install(workspace: TemporaryWorkspace, name: string, script: string): void {
  workspace.write({ [`tools/${name}`]: `#!/bin/sh\n${script}` })
  chmodSync(workspace.path('tools', name), 0o755)
  process.env.PATH = `${workspace.path('tools')}:${path}`
}

test('a cargo without --keep-going is started again until the neighbours of a failing crate are built', async () => {
  const names = ['a-broken', 'b', 'c', 'd', 'e']
  using workspace = new TemporaryWorkspace(
    Object.fromEntries(
      names.flatMap((name) => [
        [`crates/${name}/Cargo.toml`, manifest(name)],
        [`crates/${name}/src/lib.rs`, name === 'a-broken' ? 'broken' : 'pub fn f() {}\n'],
      ]),
    ),
  )
  const cargo = execFileSync('which', ['cargo'], { encoding: 'utf8' }).trim()
  install(
    workspace,
    'cargo',
    `for argument do
  if [ "$argument" = --keep-going ]; then
    echo "error: unexpected argument '--keep-going' found" >&2
    exit 1
  fi
done
CARGO_BUILD_JOBS=1 exec ${cargo} "$@"
`,
  )
  const results = await resultsOf(names.map((name) => workspace.task(name, { kind: 'build' })))
  expect(statusesOf(results)).toEqual({
    'a-broken:build': 'failure',
    'b:build': 'success',
    'c:build': 'success',
    'd:build': 'success',
    'e:build': 'success',
  })
})

// what nextest itself does with these arguments is not tested here: it is a large program to install for one test
test('cargo-nextest runs the tests where it is installed, and cargo the documentation tests', async () => {
  using workspace = new TemporaryWorkspace({
    'crates/passing/Cargo.toml': manifest('passing'),
    'crates/passing/src/lib.rs': '/// ```\n/// assert!(true)\n/// ```\npub fn f() {}\n',
    'crates/failing/Cargo.toml': manifest('failing'),
    'crates/failing/src/main.rs': 'fn main() {}\n',
  })
  install(
    workspace,
    'cargo-nextest',
    `[ "$2" = --version ] && exit 0
echo "nextest was given $*"
case "$*" in *failing*) exit 100 ;; esac
`,
  )
  const task = (name: string) => workspace.task(name, { kind: 'test', testRunner: 'auto' })
  const results = await resultsOf([task('passing'), task('failing')])
  expect(statusesOf(results)).toEqual({ 'passing:test': 'success', 'failing:test': 'failure' })
  expect(results['passing:test']?.output).toMatch(
    /nextest was given nextest run .*--package path\+file:.*passing/,
  )
  expect(results['passing:test']?.output).toMatch(/Doc-tests.* passing[\s\S]*1 passed/)
  expect(results['failing:test']?.output).toContain('exited with code 100')
})
