import { expect, test } from 'vitest'
import { KeyWorkspace } from '../../test-kit/key-workspace'
import { configuredEnvironment } from './configured-environment'

test('a variable has the values of all directories at once, and what is not listed stays unlisted', () => {
  using it = new KeyWorkspace({
    '.cargo/config.toml': '[env]\nALL = "1"\nHAS = "1"\n',
    'a/.cargo/config.toml': '[env]\nALL = "2"\nHAS = { value = "3", force = true }\n',
    'b/Cargo.toml': '',
  })
  const plain = Object.defineProperty({ HAS: '2', CARGO_HOME: it.path('home') }, 'RUSTUP_TOOLCHAIN', {
    enumerable: false,
    get: () => 'stable',
  })
  const { root } = it
  const directories = [it.path('a'), it.path('b')]
  const { variables, configured } = configuredEnvironment(plain, { directories, root })
  expect({ ...variables }).toEqual({ ...plain, ALL: '1, or 2', HAS: '2, or 3' })
  expect(variables.RUSTUP_TOOLCHAIN).toBe('stable')
  expect([...configured.keys()].sort()).toEqual(['ALL', 'HAS'])
})

test('without a configuration it is the environment itself', () => {
  using it = new KeyWorkspace({ 'Cargo.toml': '' })
  const plain = { CARGO_HOME: it.path('home') }
  const { variables } = configuredEnvironment(plain, { directories: [it.root], root: it.root })
  expect(variables).toBe(plain)
})
