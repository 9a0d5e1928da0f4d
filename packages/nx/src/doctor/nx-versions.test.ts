import { expect, test } from 'vitest'
import { SOUND_FILES, SOUND_MACHINE, said } from '../../test-kit/doctor-facts'
import type { InstalledPackage } from './facts'

const nx = (version: string): InstalledPackage => ({
  name: 'nx',
  version,
  dir: 'node_modules/nx',
  usedBy: '',
})
const crane: InstalledPackage = {
  name: 'nx-crane',
  version: '0.1.0',
  dir: 'node_modules/nx-crane',
  usedBy: '',
}
// `npm view nx versions` and `npm view @nx/devkit versions`, 2026-11: what both have of the last
const published = ['23.3.0', '23.3.1', '23.3.2', '24.0.0']
const installed = (...packages: InstalledPackage[]) => ({
  npm: { ...SOUND_MACHINE.npm, installed: packages, published },
})

test.each([
  [
    '22.7.5',
    'Nx 22.7.5 is too old: nx-crane needs Nx 23 or 24 | npx nx migrate 23, then npm install, then npx nx migrate --run-migrations',
  ],
  [
    '25.0.0',
    'Nx 25.0.0 is newer than this nx-crane supports (23 and 24) | npm install -D nx-crane@latest, or npm install -D nx@24',
  ],
])('Nx %s is an error', (version, text) => {
  expect(said({ machine: installed(nx(version), crane) })).toEqual([`error nx-version |  | ${text}`])
})

test.each(['23.0.0', '23.3.1', '24.9.9'])('Nx %s is not', (version) => {
  expect(said({ machine: installed(nx(version), crane) })).toEqual([])
})

test('Node before 20.19 is an error', () => {
  expect(said({ machine: { node: '20.18.3' } })[0]).toMatch(/^error node-version .*Node 20\.18\.3 is too old/)
  expect(said({ machine: { node: '20.19.0' } })).toEqual([])
})

test('Nx that package.json lists and that is not installed is installed with the package manager of the repository', () => {
  const files = { ...SOUND_FILES, 'pnpm-lock.yaml': '' }
  expect(said({ files, machine: installed(crane) })).toEqual([
    'error nx-version | package.json | Nx is not installed | pnpm install',
  ])
})

test('an old Nx that is asked for and not installed is said at once', () => {
  const files = {
    ...SOUND_FILES,
    'package.json': '{ "name": "root", "devDependencies": { "nx": "^21.3.5" } }',
  }
  expect(said({ files, machine: installed(crane) })).toEqual([
    'error nx-version | package.json | Nx is not installed, and the requested ^21.3.5 is too old: nx-crane needs Nx 23 or 24 | npm install, then npx nx migrate 23, then npm install, then npx nx migrate --run-migrations',
  ])
})

test('without Nx anywhere init is what is missing, once', () => {
  const files = { ...SOUND_FILES, 'package.json': '{ "name": "root" }', 'nx.json': '{}' }
  expect(said({ files, machine: installed() })).toEqual([
    'warning nx-json | nx.json | the plugin nx-crane is not among "plugins" | npx nx-crane init',
  ])
})

test('where packages lie in archives nothing is said of what cannot be seen', () => {
  expect(said({ machine: { npm: { ...SOUND_MACHINE.npm, installed: [], isPlugAndPlay: true } } })).toEqual([])
})

test('two versions of what plugins share are a warning, of two majors an error', () => {
  const devkit = (version: string, usedBy = ''): InstalledPackage => ({
    name: '@nx/devkit',
    version,
    dir: usedBy === '' ? 'node_modules/@nx/devkit' : `node_modules/${usedBy}/node_modules/@nx/devkit`,
    usedBy,
  })
  const all = (...packages: InstalledPackage[]) => said({ machine: installed(crane, ...packages) })
  const text = 'node_modules/@nx/devkit | versions other than Nx 23.3.1 are installed: @nx/devkit'
  const mend = 'npm install -D @nx/devkit@23.3.1'
  expect(said({ machine: installed(nx('23.3.1'), crane, devkit('23.1.0')) })).toEqual([
    `warning nx-copies | ${text} 23.1.0 | ${mend}`,
  ])
  expect(said({ machine: installed(nx('23.3.1'), crane, devkit('22.0.0')) })).toEqual([
    `error nx-copies | ${text} 22.0.0 | ${mend}`,
  ])
  expect(all(nx('24.0.5'), devkit('24.0.0'))).toEqual([
    'warning nx-copies | node_modules/@nx/devkit | versions other than Nx 24.0.5 are installed: @nx/devkit 24.0.0 | npm install -D nx@24.0.0',
  ])
  expect(all(nx('24.0.5'), devkit('22.0.0'))[0]).toMatch(
    /\| npm install -D nx@24\.0\.0 @nx\/devkit@24\.0\.0$/,
  )
  // `npm view @nx/js@23.3.1 dependencies`: exactly that devkit; and there is no 23.3.2 of it
  expect(all(nx('23.3.2'), devkit('23.3.2'), devkit('23.3.1', '@nx/js'))[0]).toMatch(
    /\(for @nx\/js\) \| npm install -D nx@23\.3\.1 @nx\/devkit@23\.3\.1$/,
  )
  expect(all(nx('23.3.1'), devkit('23.3.1'), devkit('22.0.0', '@nx/js'))).toEqual([
    'warning nx-copies | node_modules/@nx/js/node_modules/@nx/devkit | versions other than Nx 23.3.1 are installed: @nx/devkit 22.0.0 (for @nx/js) | npm ls @nx/devkit shows what depends on it; use versions that need the same Nx',
  ])
})

// `npm view @nx/vite versions`, 2026-11: 23.2.1 is the last one where Nx has 23.3.1 and 24.0.6
test('other packages of Nx may be of another version', () => {
  const vite = { name: '@nx/vite', version: '23.2.1', dir: 'node_modules/@nx/vite', usedBy: '' }
  const cache = { name: '@nx/s3-cache', version: '5.0.0', dir: 'node_modules/@nx/s3-cache', usedBy: '' }
  expect(said({ machine: installed(nx('23.3.1'), crane, vite, cache) })).toEqual([])
})

test('two versions of our packages are a warning, whichever is behind', () => {
  const vite = (version: string) => ({
    name: '@nx-crane/vite',
    version,
    dir: 'node_modules/@nx-crane/vite',
    usedBy: '',
  })
  expect(said({ machine: installed(nx('23.3.1'), crane, vite('0.0.9')) })).toEqual([
    'warning plugin-versions | node_modules/@nx-crane/vite | packages of nx-crane have different versions: @nx-crane/vite 0.0.9, beside 0.1.0 | npm install -D @nx-crane/vite@0.1.0',
  ])
  expect(said({ machine: installed(nx('23.3.1'), crane, vite('0.2.0')) })[0]).toContain(
    'npm install -D nx-crane@0.2.0',
  )
})
