import { expect, test } from 'vitest'
import { isTauriConfig, parseTauriConfig } from './tauri-config'

const NOTHING = { page: [], resources: [], beforeBuild: null }

// each row: the spelling of Tauri's own documentation of that version
test.each([
  [
    'Tauri 2',
    'tauri.conf.json',
    '{"build":{"beforeBuildCommand":"npm run build","devUrl":"http://localhost:1420","frontendDist":"../dist"},"bundle":{"icon":["icons/a.png"],"resources":{"../data/*.json":"data"}}}',
    {
      page: ['../dist'],
      resources: ['../data/*.json', 'icons/a.png'],
      beforeBuild: { command: 'npm run build', cwd: null },
    },
  ],
  [
    'a command with a directory, files of a page',
    'tauri.conf.json',
    '{"build":{"beforeBuildCommand":{"script":"npm run build","cwd":"../web","wait":true},"frontendDist":["../web/a.html","../web/a.js"]}}',
    {
      page: ['../web/a.html', '../web/a.js'],
      resources: [],
      beforeBuild: { command: 'npm run build', cwd: '../web' },
    },
  ],
  [
    'Tauri 1',
    'tauri.conf.json',
    '{"build":{"beforeBuildCommand":"yarn build","devPath":"http://localhost:1420","distDir":"..\\\\web\\\\dist"},"tauri":{"bundle":{"resources":["../lib/*"],"externalBin":["bin/side"]}}}',
    {
      page: ['../web/dist'],
      resources: ['../lib/*', 'bin/side'],
      beforeBuild: { command: 'yarn build', cwd: null },
    },
  ],
  [
    'Tauri 1 without a word of the page, which lies where it always does',
    'tauri.conf.json',
    '{"build":{"devPath":"../public"},"tauri":{}}',
    { ...NOTHING, page: ['../dist', '../public'] },
  ],
  ['a page from the network', 'tauri.conf.json', '{"build":{"frontendDist":"https://example.org"}}', NOTHING],
  [
    'JSON5',
    'tauri.conf.json5',
    "{ build: { frontendDist: '../dist', /* none */ beforeBuildCommand: '', }, }",
    { ...NOTHING, page: ['../dist'] },
  ],
  [
    'TOML',
    'Tauri.toml',
    '[build]\nfrontend-dist = "../dist"\nbefore-build-command = { script = "pnpm build", cwd = ".." }\n',
    { ...NOTHING, page: ['../dist'], beforeBuild: { command: 'pnpm build', cwd: '..' } },
  ],
  ['what is no configuration', 'tauri.conf.json', '{"build":', NOTHING],
  ['what is something else', 'tauri.conf.json', '[1]', NOTHING],
  ['values that are none', 'tauri.conf.json', '{"build":{"frontendDist":1},"bundle":[]}', NOTHING],
])('%s', (_, name, text, config) => expect(parseTauriConfig(text, name)).toEqual(config))

test('configurations are known by their names', () => {
  const names = [
    'tauri.conf.json',
    'tauri.linux.conf.json',
    'tauri.conf.json5',
    'Tauri.toml',
    'Tauri.macos.toml',
  ]
  expect(names.every(isTauriConfig)).toBe(true)
  expect(['tauri.json', 'Cargo.toml', 'my-tauri.conf.json', 'tauri.conf.json.bak'].some(isTauriConfig)).toBe(
    false,
  )
})
