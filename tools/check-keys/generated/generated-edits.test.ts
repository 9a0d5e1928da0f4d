import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DEFAULT_OPTIONS } from '../../bench/generate/options'
import { generateMonorepo, writeMonorepo } from '../../bench/generate-monorepo'
import { EditedRepository } from '../edited-repository'
import { generatedEdits } from './generated-edits'
import { planGenerated } from './generated-plan'
import { chooseSubjects } from './subjects'

describe.each([
  { seed: 1, layout: 'mixed' },
  { seed: 2, layout: 'split' },
] as const)('the edits of a generated monorepo, seed $seed, layout $layout', (variant) => {
  const options = { ...DEFAULT_OPTIONS, ...variant }
  const plan = planGenerated(options)
  const edits = generatedEdits(chooseSubjects(plan, generateMonorepo(options)))
  const scratch = mkdtempSync(join(tmpdir(), 'nx-crane-edits-'))
  const root = join(scratch, 'repository')
  beforeAll(() => writeMonorepo(root, options))
  afterAll(() => rmSync(scratch, { recursive: true, force: true }))

  test('have names of their own, and say of known projects what they change', () => {
    expect(new Set(edits.map(({ id }) => id)).size).toBe(edits.length)
    for (const { changes } of edits) {
      expect([...changes.must, ...changes.may].filter((project) => !plan.kinds.has(project))).toEqual([])
      expect([...changes.must].filter((project) => changes.may.has(project))).toEqual([])
    }
  })

  test('can be made and undone', () => {
    const before = contentsOf(root)
    const repository = new EditedRepository(root, join(scratch, 'tools'))
    for (const edit of edits) {
      edit.apply(repository)
      repository.revert()
    }
    expect(contentsOf(root)).toEqual(before)
  })
})

/** Text and mode of every file. */
function contentsOf(root: string): Record<string, string> {
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).sort()
  return Object.fromEntries(
    paths.map((path) => {
      const stats = statSync(join(root, path))
      return [path, stats.isFile() ? `${stats.mode} ${readFileSync(join(root, path), 'utf8')}` : 'directory']
    }),
  )
}
