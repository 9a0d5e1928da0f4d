import { expect, test } from 'vitest'
import { linkerNames } from './linker-names'

const config = (table: Record<string, unknown>) => ({ name: 'c', foundIn: '/c', table }) as never

test.each<[string, Parameters<typeof linkerNames>, string[]]>([
  ['nothing', [[], {}], []],
  ['flags', [[], { RUSTFLAGS: '-C linker=clang -Clink-arg=-fuse-ld=mold' }], ['clang', 'ld.mold']],
  ['one flag', [[config({ build: { rustflags: ['-Clinker=clang-19'] } })], {}], ['clang-19']],
  ['a target', [[config({ target: { 'cfg(unix)': { linker: 'gcc-14' } } })], {}], ['gcc-14']],
  ['a variable', [[], { CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_LINKER: 'clang' }], ['clang']],
  ['paths', [[], { RUSTFLAGS: '-Clinker=/opt/ld', CARGO_TARGET_X_LINKER: './ld' }], []],
])('linkers that are looked for on PATH, beside cc and ld, where these say so: %s', (_, asked, names) => {
  expect(linkerNames(...asked).filter((name) => !['cc', 'ld'].includes(name))).toEqual(names)
})
