import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing'
import { expect, test, vi } from 'vitest'
import crate from './crate'

test('a crate is written to the tree of Nx, and what is done besides is said', () => {
  const said = vi.spyOn(console, 'log').mockImplementation(() => undefined)
  const tree = createTreeWithEmptyWorkspace()
  const once = crate(tree, { name: 'hello', bin: true })
  expect(once).toBeTypeOf('function')
  expect(tree.read('crates/hello/src/main.rs', 'utf-8')).toContain('fn main()')
  expect(tree.read('Cargo.toml', 'utf-8')).toContain('members = ["crates/*"]')
  expect(tree.read('nx.json', 'utf-8')).toContain('nx-crane')
  expect(said.mock.calls.flat().join('\n')).toMatch(/^nx-crane: Cargo\.toml: created/m)
  expect(() => crate(tree, { name: 'hello' })).toThrow('there is a crate "hello" already')
  said.mockRestore()
})
