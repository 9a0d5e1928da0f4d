import { expect, test } from 'vitest'
import { parseLock } from './parse-lock'

const lockOf = (name: string, version: string) =>
  `version = 4\n\n[[package]]\nname = ${JSON.stringify(name)}\nversion = ${JSON.stringify(version)}\n`

// each row: cargo 1.95 fails with such a lock ("unexpected character … while parsing", "empty string, expected a semver version")
test.each([
  '../../x',
  '0.2.100/../../x',
  '1',
  '1.2',
  '01.2.3',
  '1.2.3-',
  '1.2.3 ',
  '--root=/',
  '1.2.3\u001b[2J',
  '..',
])('a lock with the version %j is none, and the line is said', (version) => {
  expect(() => parseLock(lockOf('wasm-bindgen', version), 'a/Cargo.lock')).toThrow(
    /^a\/Cargo\.lock:5: .*which is not of the form 1\.2\.3/,
  )
})

test.each(['1.2.3', '0.0.0', '1.2.3-alpha.1', '1.2.3+20', '1.2.3-0.x-y+a.b', '0.9.34+deprecated'])(
  'the version %j is one',
  (version) => {
    expect(parseLock(lockOf('a', version), 'Cargo.lock').packages[0]?.version).toBe(version)
  },
)

test.each(['../x', 'a/b', '-x', 'a b', '.', 'a\\b'])('a lock with the package %j is none', (name) => {
  expect(() => parseLock(lockOf(name, '1.0.0'), 'Cargo.lock')).toThrow(
    /^Cargo\.lock:4: .*cannot be the name of a package/,
  )
})
