import { buildCrateGraph } from '@nx-crane/graph'
import { treeOf } from '@nx-crane/graph/test-kit/files-tree'
import { expect, test } from 'vitest'
import { CRATES } from '../../test-kit/sample-migration'
import { translateFlags, type Verb } from './cargo-flags'

const crate = buildCrateGraph(treeOf(CRATES), [
  'Cargo.toml',
  'apps/hello/Cargo.toml',
  'libs/shapes/Cargo.toml',
]).crates.find(({ name }) => name === 'hello')
if (!crate) throw new Error('there is no crate hello')
const translate = (verb: Verb, flags: Record<string, unknown>, trailing: string[] = []) =>
  translateFlags({ verb, flags, trailing, cwd: '.' }, crate)

// every option of the schemas of @monodon/rust 1.4.0, 2.3.0 and 3.0.0 and of @nxrs/cargo 0.3.4 and 0.4.1 is in some row
test.each<[string, Verb, Record<string, unknown>, string[], Record<string, unknown>]>([
  ['nothing', 'build', {}, [], { profile: 'dev' }],
  ['release', 'build', { release: true }, [], { profile: 'release' }],
  [
    'flags that are off',
    'build',
    { release: false, 'all-features': false, lib: false },
    [],
    { profile: 'dev' },
  ],
  ['a profile', 'test', { profile: 'ci' }, [], { profile: 'ci' }],
  ['features as a text', 'build', { features: 'a,b c' }, [], { profile: 'dev', features: ['a', 'b', 'c'] }],
  ['features as a list', 'test', { features: ['a', 'b'] }, [], { features: ['a', 'b'] }],
  ['all features', 'test', { 'all-features': true }, [], { allFeatures: true }],
  ['no default features', 'test', { 'no-default-features': true }, [], { noDefaultFeatures: true }],
  ['a target', 'lint', { target: 'wasm32-wasip1' }, ['-D', 'warnings'], { targetTriple: 'wasm32-wasip1' }],
  ['its own package', 'test', { package: 'hello' }, [], {}],
  [
    'a locked lock',
    'test',
    { locked: true, offline: true, frozen: true },
    [],
    { args: ['--locked', '--offline', '--frozen'] },
  ],
  ['a program', 'build', { bin: 'x' }, [], { profile: 'dev', args: ['--bin=x'] }],
  [
    'several',
    'build',
    { example: ['x', 'y'], bins: true },
    [],
    { profile: 'dev', args: ['--example=x', '--example=y', '--bins'] },
  ],
  ['tests alone', 'test', { test: 'it', lib: true }, [], { args: ['--test=it', '--lib'] }],
  ['what cargo does by itself', 'test', { 'no-fail-fast': true }, [], {}],
  [
    'the program to run',
    'run',
    { bin: 'x' },
    ['--port', '3'],
    { profile: 'dev', cwd: '.', bin: 'x', args: ['--port', '3'] },
  ],
  [
    'arguments of the tests',
    'test',
    {},
    ['--nocapture'],
    { testRunner: 'cargo', args: ['--', '--nocapture'] },
  ],
  ['warnings', 'lint', {}, [], { warnings: 'allow' }],
  ['warnings denied', 'lint', {}, ['-D', 'warnings', '--no-deps'], {}],
  [
    'warnings denied in one word',
    'lint',
    {},
    ['-Dwarnings', '-A', 'clippy::all'],
    { args: ['--', '-A', 'clippy::all'] },
  ],
])('%s', (_, verb, flags, trailing, options) => {
  expect(translate(verb, flags, trailing)).toMatchObject({ is: 'ours', options })
})

test.each<[string, Verb, Record<string, unknown>, string[], string]>([
  ['another package', 'build', { package: 'other' }, [], '--package names "other"'],
  ['tests that are only compiled', 'test', { 'no-run': true }, [], '--no-run has no counterpart'],
  ['what is mended', 'lint', { fix: true }, [], '--fix has no counterpart'],
  ['an example that is run', 'run', { example: 'x' }, [], '--example has no counterpart'],
  ['a format for programs', 'build', { 'message-format': 'json' }, [], '--message-format has no counterpart'],
  ['what cargo does not know', 'build', { targetDir: 'x' }, [], '--targetDir has no counterpart'],
  ['what cargo refuses', 'build', { release: true, profile: 'ci' }, [], 'both --release and --profile'],
  ['arguments of a build', 'build', {}, ['x'], 'cargo build with x after --'],
])('%s: refused', (_, verb, flags, trailing, reason) => {
  expect(translate(verb, flags, trailing)).toEqual({ is: 'refused', reason: expect.stringContaining(reason) })
})

test('the directory of cargo is said apart, and what only changes the output is a remark', () => {
  expect(translate('build', { 'target-dir': 'dist/target/hello', quiet: true })).toMatchObject({
    targetDir: 'dist/target/hello',
    remarks: ['--quiet is left out: it changes only what is printed'],
  })
})
