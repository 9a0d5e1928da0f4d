import { packageManagerOf } from '@nx-crane/graph'
import { treeOf } from '@nx-crane/graph/test-kit/files-tree'
import { expect, test } from 'vitest'
import { planViteAdvice } from './vite-advice'

const repository = {
  'package.json': '{ "name": "root", "workspaces": ["apps/*", "crates/*"] }',
  'yarn.lock': '# yarn lockfile v1\n',
  'crates/calc/Cargo.toml':
    '[package]\nname = "calc"\nversion = "0.1.0"\nedition = "2021"\n[lib]\ncrate-type = ["cdylib"]\n[dependencies]\nwasm-bindgen = "0.2"\n',
  'crates/calc/src/lib.rs': '',
  'crates/calc/package.json': '{ "name": "@acme/calc", "main": "pkg/calc.js" }',
  'apps/web/package.json': '{ "name": "web", "dependencies": { "@acme/calc": "*" } }',
  'apps/web/vite.config.ts': 'export default {}',
  'apps/other/package.json': '{ "name": "other" }',
  'apps/other/vite.config.ts': 'export default {}',
}
const notes = (files: Record<string, string>) => {
  const tree = treeOf({ ...repository, ...files })
  return planViteAdvice(tree, packageManagerOf(tree)).notes
}

test('a Vite app that uses a crate is told of the plugin for Vite, in the words of the package manager', () => {
  expect(notes({})).toEqual([
    expect.stringMatching(/yarn add .*@nx-crane\/vite.*nxCrane\(\).*apps\/web\/vite\.config\.ts$/),
  ])
})

const WITH = '"devDependencies": { "@nx-crane/vite": "0.1.0" }'

test.each<[string, Record<string, string>]>([
  [
    'the root has it',
    { 'package.json': `{ "name": "root", "workspaces": ["apps/*", "crates/*"], ${WITH} }` },
  ],
  [
    'the app has it',
    { 'apps/web/package.json': `{ "name": "web", "dependencies": { "@acme/calc": "*" }, ${WITH} }` },
  ],
  ['no app uses a crate', { 'apps/web/package.json': '{ "name": "web" }' }],
])('and is not where %s', (_, files) => {
  expect(notes(files)).toEqual([])
})
