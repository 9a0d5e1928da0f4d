import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { readSourceTree } from '@nx-crane/graph'
import { expect, test } from 'vitest'
import { PINNED_ACTIONS } from './pinned-actions'
import { planCi } from './plan-ci'

/** The workflows of this repository. */
const root = resolve(import.meta.dirname, '../../../..')
const directory = join(root, '.github/workflows')

test('the workflow of this repository is up to date', () => {
  expect(planCi(readSourceTree(root), { provider: 'github' }).files).toEqual([])
})

test.each(readdirSync(directory))('%s uses the actions that are pinned, and no other', (file) => {
  const used = [...readFileSync(join(directory, file), 'utf8').matchAll(/uses: (.*)/g)].map(
    ([, text]) => text,
  )
  const pinned = Object.entries(PINNED_ACTIONS).map(
    ([name, { commit, version }]) => `${name}@${commit} # ${version}`,
  )
  expect(pinned).toEqual(expect.arrayContaining(used))
  expect(used).not.toEqual([])
})
