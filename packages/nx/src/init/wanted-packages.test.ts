import { expect, test } from 'vitest'
import type { Survey } from './survey'
import { type AskRegistry, wantedPackages } from './wanted-packages'

const survey: Survey = {
  crates: [],
  cargoWorkspaceDirs: [],
  hasPackages: true,
  hasTypeScript: true,
  hasVite: false,
  hasVitest: false,
}
// `npm view '<name>@>=23.3 <25' version`, 2026-11
const registry: Record<string, readonly string[]> = {
  'nx-crane@0.1.0': ['0.1.0'],
  'nx@>=23 <25': ['23.3.0', '23.3.1', '23.3.2', '24.0.0', '24.0.2', '24.0.5', '24.0.6'],
  '@nx/js@>=23 <25': ['23.2.0', '23.3.1'],
  '@nx/js@>=23.0.0 <=23.3.1': ['23.2.0', '23.3.1'],
  '@nx/devkit@>=23 <25': ['23.3.1', '23.3.2', '24.0.0'],
  '@nx/devkit@>=23.0.0 <=23.3.1': ['23.3.1'],
  '@nx/devkit@>=24.0.0 <=24.0.0': ['24.0.0'],
  '@nx/devkit@>=24.0.0 <=24.0.6': ['24.0.0'],
}
const ask: AskRegistry = async (specifier) => registry[specifier] ?? []
const versions = async (...args: Parameters<typeof wantedPackages>) =>
  Object.fromEntries((await wantedPackages(...args)).map(({ name, version }) => [name, version]))

test('a repository without Nx gets the newest one that its companions exist for', async () => {
  expect(await versions(survey, { nx: null, nxIsDeclared: false, nxCrane: '0.1.0' }, ask)).toEqual({
    nx: '23.3.1',
    'nx-crane': '^0.1.0',
    '@nx/js': '23.3.1',
    '@nx/devkit': '23.3.1',
  })
})

test('without TypeScript it is the newest that there is a devkit of, and nothing is added to it', async () => {
  const plain = { ...survey, hasTypeScript: false }
  expect(await versions(plain, { nx: null, nxIsDeclared: false, nxCrane: '0.1.0' }, ask)).toEqual({
    nx: '24.0.0',
    'nx-crane': '^0.1.0',
    '@nx/devkit': '24.0.0',
  })
})

test('where the plugins fit no Nx, it is still one that there is a devkit of', async () => {
  const answers: Record<string, readonly string[]> = { ...registry, '@nx/js@>=23 <25': [] }
  const found = await versions(
    survey,
    { nx: null, nxIsDeclared: false, nxCrane: '0.1.0' },
    async (specifier) => answers[specifier] ?? [],
  )
  expect(found).toEqual({ nx: '24.0.0', 'nx-crane': '^0.1.0', '@nx/js': null, '@nx/devkit': '24.0.0' })
})

test('an Nx that package.json names stays, whatever is missing for it', async () => {
  expect(await versions(survey, { nx: '24.0.6', nxIsDeclared: true, nxCrane: '9.9.9' }, ask)).toEqual({
    nx: '24.0.6',
    'nx-crane': null,
    '@nx/js': null,
    '@nx/devkit': '24.0.0',
  })
})

test('without a registry what is installed is kept, and a known version stands in for nothing', async () => {
  const nobody: AskRegistry = async () => []
  const without = { nxIsDeclared: false, nxCrane: '0.1.0' }
  expect((await versions(survey, { nx: '23.0.1', ...without }, nobody)).nx).toBe('23.0.1')
  expect((await versions(survey, { nx: null, ...without }, nobody)).nx).toBe('23.3.1')
})

test('of a package that was not found it is not said that there is none: npm may not have answered', async () => {
  const nobody: AskRegistry = async () => []
  const wanted = await wantedPackages(survey, { nx: null, nxIsDeclared: false, nxCrane: '0.1.0' }, nobody)
  expect(wanted.find(({ name }) => name === '@nx/devkit')?.why).toBe(
    'npm lists no version of it that works with nx 23.3.1, or does not respond (the plugin loads it)',
  )
})
