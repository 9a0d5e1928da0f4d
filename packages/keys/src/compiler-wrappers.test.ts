import { expect, test } from 'vitest'
import { compilerWrappers, wideOfWrappers } from './compiler-wrappers'

const config = (build: Record<string, unknown>) =>
  ({ path: '.cargo/config.toml', name: '.cargo/config.toml', foundIn: '/c', table: { build } }) as never

// The order is that of https://doc.rust-lang.org/cargo/reference/config.html#buildrustc-wrapper
test.each<[string, Parameters<typeof compilerWrappers>, string[]]>([
  ['nothing', [[], {}], []],
  ['a file', [[config({ 'rustc-wrapper': './wrap.sh' })], {}], ['rustc-wrapper ./wrap.sh']],
  [
    'the nearest file',
    [[config({ 'rustc-wrapper': 'near' }), config({ 'rustc-wrapper': 'far' })], {}],
    ['rustc-wrapper near'],
  ],
  [
    'a variable over a file',
    [[config({ 'rustc-wrapper': 'far' })], { RUSTC_WRAPPER: '/opt/wrap' }],
    ['rustc-wrapper /opt/wrap'],
  ],
  ['an empty variable over a file', [[config({ 'rustc-wrapper': 'far' })], { RUSTC_WRAPPER: '' }], []],
  ['a variable of the configuration', [[], { CARGO_BUILD_RUSTC_WRAPPER: 'w' }], ['rustc-wrapper w']],
  ['one for the workspace', [[], { RUSTC_WORKSPACE_WRAPPER: 'w' }], ['rustc-workspace-wrapper w']],
  ['a script in place of the compiler', [[config({ rustc: 'tools/rc.sh' })], {}], ['rustc tools/rc.sh']],
  ['the compiler by its path', [[], { RUSTC: '/opt/rust/bin/rustc' }], []],
  ['caches', [[config({ 'rustc-wrapper': '/usr/bin/sccache' })], { RUSTC_WORKSPACE_WRAPPER: 'ccache' }], []],
])('wrappers that nobody knows, by %s', (_, asked, expected) => {
  const wrappers = compilerWrappers(...asked)
  expect(wrappers.map(({ setting, program }) => `${setting} ${program}`)).toEqual(expected)
  expect(wideOfWrappers(wrappers) === null).toBe(expected.length === 0)
})
