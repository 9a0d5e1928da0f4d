import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing'
import { expect, test, vi } from 'vitest'
import ci from './ci'

test('nx g writes a workflow, and nx sync keeps those that are there up to date', () => {
  const said = vi.spyOn(console, 'log').mockImplementation(() => undefined)
  const tree = createTreeWithEmptyWorkspace()
  expect(ci(tree)).toBeUndefined()
  expect(tree.exists('.github/workflows/ci.yml')).toBe(false)
  for (const provider of ['github', 'gitlab'] as const) expect(ci(tree, { provider })).toBeUndefined()
  expect(said.mock.calls.flat()).toContain('nx-crane: .github/workflows/ci.yml: created')
  expect(tree.read('.gitlab/nx-crane.yml', 'utf-8')).toContain('npm install')
  expect(ci(tree)).toBeUndefined()
  tree.write('package-lock.json', '{}')
  expect(ci(tree)).toEqual({
    outOfSyncMessage: 'the CI workflow is out of date: .github/workflows/ci.yml, .gitlab/nx-crane.yml',
  })
  expect(tree.read('.gitlab/nx-crane.yml', 'utf-8')).toContain('npm ci')
  said.mockRestore()
})
