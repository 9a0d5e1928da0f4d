import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const library = join(__dirname, '../../../packages/crane/nix/lib/workspace-checks.nix')

test('each check of a workspace is asked for in a scenario', () => {
  const names = [...readFileSync(library, 'utf8').matchAll(/\bcheck "([^"]+)"/g)].map(([, name]) => name)
  expect(names).toContain('cargo-deny')
  const scenario = readFileSync(join(__dirname, 'workspace-checks.ts'), 'utf8')
  expect(names.filter((name) => !scenario.includes(`checks.\${system}.${name}`))).toEqual([])
})
