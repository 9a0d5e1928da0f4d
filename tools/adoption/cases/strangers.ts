import type { AdoptionCase, Files } from '../adoption-case'
import { cargoToml, cargoWorkspace, LIBRARY, library, npmPackage, npmWorkspace, plainRoot } from './manifests'

// Manifests that are nobody's: fixtures, examples, templates. `cargo build --workspace` is green with them, and so is Nx.

const workspace: Files = {
  ...plainRoot(),
  ...cargoWorkspace('crates/*'),
  ...library('crates/core', 'core-lib'),
}

/** Many small broken crates, as a compiler's own tests have. */
const manyFixtures: Files = Object.assign(
  {},
  ...Array.from({ length: 40 }, (_, index) => library(`tests/ui/case-${index}`, `case-${index}`)),
)

const onlyCore = { projects: { 'crates/core': 'core-lib' }, added: { 'crates/core': LIBRARY } }

export const strangers: readonly AdoptionCase[] = [
  {
    name: 'crates-below-tests-and-examples-are-nobodys',
    files: {
      ...workspace,
      ...library('tests/fixtures/one', 'one'),
      ...library('crates/core/fixtures/two', 'two'),
      ...library('examples/three', 'three'),
      ...library('templates/four', 'four'),
    },
    ...onlyCore,
    said: [/4 .*nx-crane graph/],
    alsoOnNx24: true,
    steps: [
      {
        title: 'all of them at once',
        run: ['run-many', '-t', 'format'],
        executed: ['core-lib:format'],
      },
    ],
  },
  {
    name: 'forty-fixtures-are-one-line',
    files: { ...workspace, ...manyFixtures },
    ...onlyCore,
    said: [/40 .*nx-crane graph/],
  },
  {
    name: 'manifests-with-placeholders',
    files: {
      ...workspace,
      'starter/Cargo.toml': cargoToml('{{project-name}}'),
      'starter/src/lib.rs': '',
      'scaffold/basic/Cargo.toml': '[package]\nname = "{{ name }}"\nversion = {{ version }}\n',
    },
    ...onlyCore,
    said: [/2 .*nx-crane graph/],
  },
  {
    name: 'package-json-with-placeholders',
    files: {
      ...workspace,
      'templates/web/package.json':
        '{ "name": "{{name}}", "private": true, "dependencies": { {{#each}} } }\n',
      'templates/other/package.json': '{ "name": "<%= name %>", "private": true }\n',
    },
    ...onlyCore,
    said: [/nx-crane graph/],
  },
  {
    name: 'fixture-that-is-a-workspace-of-its-own',
    files: {
      ...workspace,
      'tests/fixtures/nested/Cargo.toml': '[workspace]\nmembers = ["inner", "missing"]\n',
      ...library('tests/fixtures/nested/inner', 'inner'),
    },
    ...onlyCore,
    said: [/nx-crane graph/],
  },
  {
    name: 'examples-that-are-members-stay-projects',
    files: {
      ...plainRoot(),
      ...cargoWorkspace('crates/*', 'examples/*'),
      ...library('crates/core', 'core-lib'),
      ...library('examples/hello', 'hello', '[dependencies]\ncore-lib = { path = "../../crates/core" }\n'),
    },
    projects: { 'crates/core': 'core-lib', 'examples/hello': 'hello' },
    added: { 'crates/core': LIBRARY, 'examples/hello': LIBRARY },
    edges: ['hello → core-lib'],
  },
  {
    name: 'excluded-crates-and-packages',
    files: {
      ...plainRoot(),
      ...library('crates/core', 'core-lib'),
      ...library('vendored/zlib', 'zlib'),
      ...npmPackage('vendored/page', { name: 'page' }),
      'legacy/Cargo.toml': '[package]\nname = \n',
      ...npmPackage('web', { name: 'web' }),
    },
    options: { exclude: ['vendored/**', 'legacy/Cargo.toml'] },
    projects: { 'crates/core': 'core-lib', web: 'web' },
    added: { 'crates/core': LIBRARY },
    alsoOnNx24: true,
  },
  {
    name: 'broken-manifest-beside-sound-crates',
    files: {
      ...npmWorkspace(['packages/*']),
      ...npmPackage('packages/web', { name: 'web', scripts: { build: 'node -e 0' } }),
      ...library('crates/core', 'core-lib'),
      'crates/broken/Cargo.toml': '[package]\nname = "broken"\nversion = \n',
    },
    projects: { 'packages/web': 'web', 'crates/core': 'core-lib', 'crates/broken': 'broken' },
    added: { 'crates/core': LIBRARY, 'crates/broken': ['build', 'test', 'lint'] },
    said: [/crates\/broken\/Cargo\.toml:3/],
    commands: [['run', 'web:build']],
    alsoOnNx24: true,
  },
  {
    name: 'empty-package-json-outside-of-the-workspaces',
    files: {
      ...npmWorkspace(['packages/*']),
      ...npmPackage('packages/web', { name: 'web', scripts: { build: 'node -e 0' } }),
      'site/package.json': '',
      ...library('crates/core', 'core-lib'),
    },
    projects: { 'packages/web': 'web', 'crates/core': 'core-lib' },
    added: { 'crates/core': LIBRARY },
    said: [/site\/package\.json.* is empty/],
    commands: [['run', 'web:build']],
  },
]
