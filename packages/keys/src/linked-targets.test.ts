import { expect, test } from 'vitest'
import { linksFor } from './linked-targets'

const crate = (...kinds: string[]) => ({ crateTargets: kinds.map((kind) => ({ kind: [kind] })) }) as never

test.each<[string, string, Parameters<typeof linksFor>[1], boolean]>([
  ['a library', 'lib', 'build', false],
  ['a static library', 'staticlib', 'build', false],
  ['a library', 'lib', 'test', true],
  ['a program', 'bin', 'build', true],
  ['a program', 'bin', 'lint', false],
  ['a program', 'bin', 'doc', false],
  ['a program', 'bin', 'format', false],
  ['a proc macro', 'proc-macro', 'build', true],
  ['a dynamic library', 'cdylib', 'build', true],
  ['a dynamic library', 'cdylib', 'wasm', false],
  ['a build script', 'custom-build', 'build', true],
])('of %s (%s) the linker makes something for %s: %s', (_, target, kind, links) => {
  expect(linksFor(crate(target), kind)).toBe(links)
})
