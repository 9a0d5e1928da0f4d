import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  carryOut,
  diagnosticsOf,
  expectHint,
  npmAccepts,
  refusals,
  repository,
  unresolved,
} from '../test-kit/remedies/broken-repository'
import { CARGO_REMEDIES } from '../test-kit/remedies/cargo-remedies'
import { codes } from '../test-kit/remedies/diagnostic-codes'
import { npmPackages } from '../test-kit/remedies/npm-packages'
import { crate, EMPTY, MAIN } from '../test-kit/remedies/remedy-case'
import { wasmPackages } from '../test-kit/remedies/wasm-packages'

// Each hint is carried out as it is printed; then cargo (or npm) must accept the repository, and nothing be left to say.
// The rows are in `test-kit/remedies`, a file for each subject.

const AFTER_RESOLUTION = new Set([
  'MISSING_PATH_DEPENDENCY',
  'PATH_DEPENDENCY_NAME',
  'PATH_OUTSIDE_REPOSITORY',
  'WRONG_WORKSPACE',
])

describe('what a diagnostic advises mends the repository', { timeout: 120_000 }, () => {
  test.each(CARGO_REMEDIES)('%s: %s, %s', (broken, code, hint, remedy) => {
    const root = repository(broken)
    // Paths that lead nowhere are refused only once dependencies are resolved.
    const refusalsNow = () =>
      AFTER_RESOLUTION.has(code) ? [...refusals(root), ...unresolved(root)] : refusals(root)
    expect(refusalsNow(), 'cargo refuses it before').not.toEqual([])
    expectHint(root, code, hint)
    carryOut(root, remedy)
    expect(diagnosticsOf(root)).toEqual([])
    expect(refusalsNow()).toEqual([])
  })

  test.each(npmPackages)('%s: %s, %s', (broken, code, hint, remedy) => {
    const root = repository(broken)
    // npm takes a list for a package without a name; nothing else does.
    expect(npmAccepts(root), 'npm refuses it before').toBe(code === 'INVALID_PACKAGE_JSON')
    expectHint(root, code, hint)
    carryOut(root, remedy)
    expect(diagnosticsOf(root)).toEqual([])
    expect(npmAccepts(root)).toBe(true)
  })

  test.each(wasmPackages)('%s: %s, %s', (broken, code, hint, remedy) => {
    const root = repository(broken)
    expectHint(root, code, hint)
    carryOut(root, remedy)
    expect(diagnosticsOf(root)).toEqual([])
    expect([refusals(root), npmAccepts(root)]).toEqual([[], true])
  })

  test('a manifest that is too large for us alone', () => {
    const root = repository({
      'Cargo.toml': `${crate('a')}[package.metadata]\nx = "${'y'.repeat(1_100_000)}"\n`,
      'src/lib.rs': '',
    })
    expectHint(root, 'MANIFEST_TOO_LARGE', 'remove what does not belong in a manifest')
    carryOut(root, { 'Cargo.toml': crate('a'), 'y.txt': 'y' })
    expect(diagnosticsOf(root)).toEqual([])
    expect(refusals(root)).toEqual([])
  })

  test.each<[string, string, (path: string) => void]>([
    [
      'NOT_UTF8',
      'save it as UTF-8',
      (path) => writeFileSync(path, Buffer.from(`\uFEFF${crate('a')}`, 'utf16le')),
    ],
    ['NOT_A_FILE', 'replace it with a manifest', (path) => mkdirSync(path)],
  ])('%s: %s', (code, hint, spoil) => {
    const root = repository({
      'Cargo.toml': '[workspace]\nmembers = ["a"]\nresolver = "2"\n',
      'a/src/lib.rs': EMPTY,
    })
    spoil(join(root, 'a/Cargo.toml'))
    expect(refusals(root), 'cargo refuses it before').not.toEqual([])
    expectHint(root, code, hint)
    rmSync(join(root, 'a/Cargo.toml'), { recursive: true })
    carryOut(root, { 'a/Cargo.toml': crate('a') })
    expect(diagnosticsOf(root)).toEqual([])
    expect(refusals(root)).toEqual([])
  })

  test('a name that only the compiler refuses', () => {
    const named = (name: string) => crate('a', `[[bin]]\nname = "${name}"\npath = "src/main.rs"\n`)
    const root = repository({ 'Cargo.toml': named('a.b'), 'src/main.rs': MAIN })
    const compile = () => execFileSync('cargo', ['check', '--offline', '-q'], { cwd: root, stdio: 'pipe' })
    expect(compile).toThrow(/invalid character/)
    expectHint(root, 'INVALID_TARGET_NAME', 'give it another name')
    carryOut(root, { 'Cargo.toml': named('a-b') })
    expect(diagnosticsOf(root)).toEqual([])
    expect(compile).not.toThrow()
  })

  test('every diagnostic of the graph has a row', () => {
    const tried = new Set([...CARGO_REMEDIES, ...npmPackages, ...wasmPackages].map(([, code]) => code))
    // The lock's are errors of commands that need one, not diagnostics of the graph; the others have tests of their own.
    // What may not be read takes another user: tools/faults/bad-files.integration.test.ts.
    const ownTests = /^(?:LOCK_.*|MANIFEST_TOO_LARGE|NOT_UTF8|NOT_A_FILE|INVALID_TARGET_NAME|UNREADABLE)$/
    const untried = codes().filter((code) => !tried.has(code) && !ownTests.test(code))
    expect(untried).toEqual([])
  })
})
