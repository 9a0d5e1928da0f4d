import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { hostDebugInfo } from './host-debug-info'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-crane-host-debug-'))
})
afterEach(() => rmSync(root, { recursive: true }))

function said(
  manifest: string,
  profile: string | null = null,
  more: { config?: string; environment?: object } = {},
) {
  writeFileSync(join(root, 'Cargo.toml'), `[workspace]\n${manifest}`)
  mkdirSync(join(root, '.cargo'), { recursive: true })
  writeFileSync(join(root, '.cargo/config.toml'), more.config ?? '')
  const environment = { CARGO_HOME: join(root, 'home'), ...more.environment }
  return hostDebugInfo({ workspace: join(root, 'Cargo.toml'), profile, environment })
}

const DEV = { CARGO_PROFILE_DEV_BUILD_OVERRIDE_DEBUG: 'false' }
const RELEASE = { CARGO_PROFILE_RELEASE_BUILD_OVERRIDE_DEBUG: 'false' }

test.each([
  ['Cargo’s default', null, '', DEV],
  ['tests', 'test', '', DEV],
  ['releases', 'release', '', RELEASE],
  ['a profile of one’s own', 'ci', '[profile.ci]\ninherits = "release"\n', RELEASE],
  ['a profile that says other things', null, '[profile.dev.build-override]\nopt-level = 3\n', DEV],
  [
    'a circle of profiles',
    'a',
    '[profile.a]\ninherits = "a"\n',
    { CARGO_PROFILE_A_BUILD_OVERRIDE_DEBUG: 'false' },
  ],
])('for %s it is said once', (_, profile, manifest, expected) => {
  expect(said(manifest, profile)).toEqual(expected)
})

const OWN = '[profile.dev.build-override]\ndebug = true\n'

test('what the manifest, the configuration or the environment says is left alone', () => {
  expect(said(OWN)).toEqual({})
  expect(said(OWN, 'test')).toEqual({})
  expect(said(OWN, 'release')).toEqual(RELEASE)
  expect(said('', null, { config: OWN })).toEqual({})
  expect(said('', null, { environment: { CARGO_PROFILE_DEV_BUILD_OVERRIDE_DEBUG: '2' } })).toEqual({})
})
