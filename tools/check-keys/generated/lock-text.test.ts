import { expect, test } from 'vitest'
import { withDependency, withPackage } from './lock-text'

const LOCK = `version = 4

[[package]]
name = "app"
version = "0.1.0"
dependencies = [
 "engine",
]

[[package]]
name = "engine"
version = "0.1.0"
`

test('a dependency is put into the list of its crate, in order', () => {
  expect(withDependency(LOCK, 'app', 'base')).toBe(LOCK.replace(' "engine",', ' "base",\n "engine",'))
})

test('a crate without dependencies gets a list', () => {
  expect(withDependency(LOCK, 'engine', 'base')).toBe(`${LOCK}dependencies = [\n "base",\n]\n`)
})

test('a package is put where its name belongs', () => {
  const entry = '[[package]]\nname = "base"\nversion = "1.0.0"\n'
  expect(withPackage(LOCK, entry)).toBe(
    LOCK.replace('[[package]]\nname = "engine"', `${entry}\n[[package]]\nname = "engine"`),
  )
})
