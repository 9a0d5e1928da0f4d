import { expect, test } from 'vitest'
import { isTestData } from './test-data'

testDirectories(true, [
  // each where a public repository keeps crates for its tests, examples or templates
  'crates/cargo-util/tests/testsuite/new/in', // cargo
  'crates/project-model/test_data', // rust-analyzer
  'tests/testdata/napi', // deno
  'test-crates/pyo3-pure', // maturin
  'test-workspaces/basic', // release tools
  'packages/cli/src/__fixtures__/rust', // renovate, backstage
  'packages/create-vite/template-react', // create-vite
  'crates/tauri-cli/templates/app/src-tauri', // tauri
  'examples/with-rust', // next.js
  'example',
  'samples/wasm-chess', // aws, microsoft
  'crates/turbopack-tests/tests/snapshot/basic',
  'tests/ui-cargo/cargo_common_metadata/fail', // clippy
  'integration-tests/multi', // nextest
  'wasm-examples/hello',
  'internal/testData/crates',
  'spec/fixtures/rust', // dependabot
  'cases/fixture-one',
  'e2e/basic',
  '__tests__/app',
  'templates',
  'project-template',
  '{{cookiecutter.project_slug}}/core',
])

testDirectories(false, [
  '',
  'crates/test-utils',
  'crates/test-support',
  'crates/template-engine',
  'crates/testing',
  'crates/latest',
  'crates/contest',
  'crates/example-parser',
  'packages/create-app/core',
  'apps/sampler',
  'specification/core',
  'fuzz',
  'benches/json',
])

function testDirectories(expected: boolean, dirs: string[]): void {
  test.each(dirs)(`a manifest in "%s" ${expected ? 'is' : 'is not'} test data`, (dir) => {
    expect(isTestData(dir === '' ? 'Cargo.toml' : `${dir}/Cargo.toml`)).toBe(expected)
  })
}

test.each<[string, string, boolean]>([
  ['cargo-generate', '[package]\nname = "{{project-name}}"\nauthors = ["{{authors}}"]\n', true],
  ['a filter', '[package]\nname = "{{ crate_name | kebab_case }}"\n', true],
  ['no TOML before it is filled in', '[package]\nname = "a"\n{% if wasm %}\n[lib]\n{% endif %}\n', true],
  ['a dependency', '[package]\nname = "a"\n[dependencies]\n{{dep}} = "1"\n', true],
  ['a version', '[package]\nname = "a"\n[dependencies]\nb = { version = "{{b_version}}" }\n', true],
  ['EJS', '[package]\nname = "<%= name %>"\n', true],
  ['a shell', `[package]\nname = "\${app_name}"\n`, true],
  ['sed', '[package]\nname = "__CRATE_NAME__-core"\n', true],
  ['format!', '[package]\nname = "{name}"\nversion = "{version}"\n', true],
  ['a library', '[package]\nname = "a"\n[lib]\nname = "{{crate_name}}"\n', true],
  ['a plain manifest', '[package]\nname = "a"\nversion = "1.0.0"\n', false],
  [
    'metadata of cargo-release',
    '[package]\nname = "a"\n[package.metadata.release]\ntag-name = "v{{version}}"\n',
    false,
  ],
  ['a description', '[package]\nname = "hbs"\ndescription = "Fills in {{mustaches}}"\n', false],
  ['a comment', '[package]\nname = "a" # not {{project-name}}\n', false],
  ['a fault without placeholders', '[package\nname = "a"\n', false],
  ['an injection', `[package]\nname = "\${builtins.exec}"\n`, false],
])('a Cargo.toml with %s: %#', (_, text, expected) => {
  expect(isTestData('core/Cargo.toml', text)).toBe(expected)
})

test.each<[string, string, boolean]>([
  ['a name', '{ "name": "{{name}}" }', true],
  ['a dependency', '{ "name": "a", "dependencies": { "b": "{{ bVersion }}" } }', true],
  ['no JSON before it is filled in', '{ "name": "a"{{#if ts}}, "types": "x"{{/if}} }', true],
  ['a script of docker', `{ "name": "a", "scripts": { "id": "docker inspect -f '{{.Id}}'" } }`, false],
  ['an array', '["{{name}}"]', false],
])('a package.json with %s', (_, text, expected) => {
  expect(isTestData('core/package.json', text)).toBe(expected)
})

test('a hostile manifest costs no time', () => {
  const before = performance.now()
  for (const part of ['{{a', '{%', '<%', '__A', '%A', '$a', '${']) {
    isTestData('a/Cargo.toml', `name = "${part.repeat(300_000 / part.length)}"`)
  }
  expect(performance.now() - before).toBeLessThan(1000)
})
