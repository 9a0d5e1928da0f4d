import { expect, test } from 'vitest'
import { chooseToolchain, type Rustup } from './choose-toolchain'

const HOST = 'x86_64-unknown-linux-gnu'
const rustup: Rustup = {
  toolchains: [`1.95.0-${HOST}`, 'mine', `nightly-${HOST}`, `nightly-2026-01-01-${HOST}`, `stable-${HOST}`],
  defaultToolchain: `stable-${HOST}`,
  overrides: { '/repo/old': `1.95.0-${HOST}` },
}
const at = (dir: string, channel: string | null, path: string | null = null) => ({ dir, channel, path })

// each row: `rustup show active-toolchain` in such a directory, rustup 1.29
test.each([
  ['/repo', null, undefined, `stable-${HOST}`, 'default', true],
  ['/repo', at('/repo', 'nightly'), undefined, `nightly-${HOST}`, 'file', true],
  ['/repo/a/b', at('/repo', '1.95.0'), undefined, `1.95.0-${HOST}`, 'file', true],
  ['/repo', at('/repo', 'mine'), undefined, 'mine', 'file', true],
  ['/repo', at('/repo', '1.80.0'), undefined, '1.80.0', 'file', false],
  ['/repo', at('/repo', null), undefined, `stable-${HOST}`, 'default', true],
  ['/repo', at('/repo', '1.95.0'), 'nightly', `nightly-${HOST}`, 'environment', true],
  ['/repo/old', at('/repo/old', 'nightly'), undefined, `1.95.0-${HOST}`, 'override', true],
  ['/repo/old/a', at('/repo/old/a', 'nightly'), undefined, `nightly-${HOST}`, 'file', true],
  ['/repo/old/a', at('/repo', 'nightly'), undefined, `1.95.0-${HOST}`, 'override', true],
  ['/repo', at('/repo', null, '/opt/rust'), undefined, '/opt/rust', 'path', true],
])('in %s with %j and RUSTUP_TOOLCHAIN=%s it is %s', (dir, file, variable, name, by, isInstalled) => {
  expect(chooseToolchain(dir, { rustup, file, variable })).toEqual({ name, by, isInstalled })
})

test('without a default none is chosen', () => {
  expect(
    chooseToolchain('/repo', {
      rustup: { ...rustup, defaultToolchain: null },
      file: null,
      variable: undefined,
    }),
  ).toEqual({
    name: null,
    by: 'default',
    isInstalled: false,
  })
})
