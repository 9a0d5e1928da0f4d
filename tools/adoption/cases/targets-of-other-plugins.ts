import type { AdoptionCase, Files } from '../adoption-case'
import { instead, json, LIBRARY, library, npmPackage, npmWorkspace, plainRoot } from './manifests'

// What another plugin infers for a project stays what it is; ours stands beside it under a name of its own.

const core = { projects: { 'crates/core': 'core' } }
const eslint: Files = {
  'eslint.config.mjs': 'export default [{ files: ["**/*.js"], rules: { "no-var": "error" } }]\n',
}
const page: Files = {
  ...npmPackage('crates/page', { name: 'page' }),
  ...library('crates/page', 'page-crate'),
  'crates/page/web.js': 'let one = 1\none += 1\n',
}
const bridge = npmWorkspace(['crates/*'])

export const targetsOfOtherPlugins: readonly AdoptionCase[] = [
  ...(['last', 'first'] as const).map(
    (add): AdoptionCase => ({
      name: `eslint-plugin-and-ours-${add}`,
      files: {
        ...npmWorkspace(['crates/*'], {}, { plugins: ['@nx/eslint/plugin'] }),
        ...eslint,
        ...page,
      },
      plugins: ['@nx/eslint'],
      add,
      projects: { 'crates/page': 'page' },
      added: { 'crates/page': instead(LIBRARY, 'lint') },
      commands: [['run', 'page:lint']],
    }),
  ),
  {
    name: 'eslint-plugin-with-a-target-name-of-its-own',
    files: {
      ...npmWorkspace(
        ['crates/*'],
        {},
        { plugins: [{ plugin: '@nx/eslint/plugin', options: { targetName: 'test' } }] },
      ),
      ...eslint,
      ...page,
    },
    plugins: ['@nx/eslint'],
    projects: { 'crates/page': 'page' },
    added: { 'crates/page': instead(LIBRARY, 'test') },
    commands: [['run', 'page:test']],
  },
  {
    name: 'jest-plugin',
    files: {
      ...bridge,
      'nx.json': json({ analytics: false, plugins: ['@nx/jest/plugin'] }),
      ...page,
      'crates/page/jest.config.js': 'module.exports = { testEnvironment: "node" }\n',
      'crates/page/one.test.js': 'test("one", () => { expect(1).toBe(1) })\n',
    },
    plugins: ['@nx/jest'],
    projects: { 'crates/page': 'page' },
    added: { 'crates/page': instead(LIBRARY, 'test') },
    commands: [['run', 'page:test']],
  },
  {
    name: 'vite-plugin-with-a-crate-beside-it',
    files: {
      ...bridge,
      'nx.json': json({ analytics: false, plugins: ['@nx/vite/plugin'] }),
      ...page,
      'crates/page/vite.config.mjs': 'export default {}\n',
      'crates/page/index.html': '<p>one</p>\n',
    },
    plugins: ['@nx/vite'],
    projects: { 'crates/page': 'page' },
    added: { 'crates/page': instead(LIBRARY, 'build') },
    commands: [['run', 'page:build']],
  },
  {
    name: 'plugin-of-the-repository-itself',
    files: {
      ...plainRoot({}, { plugins: ['./tools/plugin.js'] }),
      ...library('crates/core', 'core'),
      // Eleven lines as teams write them: a lint for each crate.
      'tools/plugin.js':
        "const { dirname } = require('node:path')\n" +
        "exports.createNodesV2 = ['**/Cargo.toml', (files) => files.map((file) => [file, { projects: {\n" +
        "  [dirname(file)]: { name: 'core', targets: { lint: { command: 'node -e 0' } } },\n" +
        '} }])]\n',
    },
    ...core,
    added: { 'crates/core': instead(LIBRARY, 'lint') },
    commands: [['run', 'core:lint']],
  },
]
