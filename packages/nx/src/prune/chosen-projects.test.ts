import { treeOf } from '@nx-crane/graph/test-kit/files-tree'
import { expect, test } from 'vitest'
import { parseOptions } from '../infer/options'
import { workspaceOf } from '../infer/workspace'
import { projectManifests } from '../project-manifests'
import { chosenProjects, nearNames } from './chosen-projects'

const crate = (name: string, more = '') =>
  `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\n${more}`
const FILES = {
  'package.json': '{"name":"root","private":true,"workspaces":["web"]}',
  'web/package.json': '{"name":"@acme/web","version":"1.0.0"}',
  'web/project.json': '{"name":"shop"}',
  'Cargo.toml': '[workspace]\nresolver = "2"\nmembers = ["api", "broken"]\nexclude = ["a", "b"]\n',
  'api/Cargo.toml': crate('api'),
  'api/src/lib.rs': '',
  'broken/Cargo.toml': crate('broken', 'license =\n'),
  'broken/src/lib.rs': '',
  'a/Cargo.toml': crate('twin'),
  'a/src/lib.rs': '',
  'b/Cargo.toml': crate('twin'),
  'b/src/lib.rs': '',
}
const tree = treeOf(FILES)
const { cargo, npm, nx } = projectManifests(tree)
const workspace = workspaceOf(tree, [...cargo, ...npm, ...nx], parseOptions({}))

test.each([
  ['api', 'api'],
  ['shop', 'web'],
  ['@acme/web', 'web'],
  ['web', 'web'],
])('%s lies in %s', (name, dir) => {
  expect(chosenProjects(workspace, [name])).toEqual([dir])
})

test.each([
  ['apii', /^no project and no crate is named "apii"\n {2}did you mean api\?$/],
  ['acme/web', /did you mean @acme\/web\?$/],
  ['nothing-like-it', /list what there is with/],
  ['broken', /^broken\/Cargo\.toml:5: /],
])('%s is none', (name, message) => {
  expect(() => chosenProjects(workspace, [name])).toThrow(message)
})

test('of two crates of one name the second has another name in Nx', () => {
  expect(chosenProjects(workspace, ['twin', 'twin-b'])).toEqual(['a', 'b'])
})

test('the nearest names come first, and none that have nothing in common', () => {
  expect(nearNames('sever', ['server', 'serve', 'several', 'client'])).toEqual(['server', 'several', 'serve'])
})
