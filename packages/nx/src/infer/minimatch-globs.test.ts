import { type Random, randomOf } from '@nx-crane/files/test-kit/damage'
import { minimatchGlob } from '@nx-crane/graph'
import { minimatch } from 'minimatch'
import { expect, test } from 'vitest'

/** Another tries other globs: by hand. */
const SEED = Number(process.env.SEED ?? 1)

test(`random globs match random paths as minimatch has it (SEED=${SEED})`, () => {
  const random = randomOf(SEED)
  const differences: unknown[] = []
  for (let round = 0; round < 2000; round++) {
    const glob = `${pick(random, ['', '', '', '', '!', '!!'])}${globOf(random)}`
    const dots = random(2) === 0
    const matches = minimatchGlob(glob, { dots })
    for (const path of Array.from({ length: 15 }, () => pathOf(random))) {
      const says = minimatch(path, glob, { dot: dots })
      if (matches(path) !== says) differences.push({ glob, path, dots, says })
    }
  }
  expect(differences).toEqual([])
})

test.each([
  ['{**/package.json,**/project.json}', 'a/project.json'],
  ['{**/package.json,**/project.json}', 'package.json'],
  ['**/{vite,vitest}.config.{js,ts,mjs,mts,cjs,cts}', 'apps/web/vite.config.mts'],
  ['apps/{web,api}/**', 'apps/web/.env'],
  ['{apps/**,libs/a}/x', 'apps/b/c/x'],
  ['{**,a}/x', 'x'],
  ['build-{1..3}', 'build-2'],
  ['v{01..10}', 'v07'],
])('%s matches %s', (glob, path) => {
  expect(minimatch(path, glob, { dot: true })).toBe(true)
  expect(minimatchGlob(glob, { dots: true })(path)).toBe(true)
})

function globOf(random: Random): string {
  return Array.from({ length: 1 + random(3) }, () => (random(4) === 0 ? '**' : segment(random))).join('/')
}

/**
 * A star beside a brace is left out: minimatch makes `**` of `{*,a}*`. So is a sign first in a name, where what it says of
 * dots depends on what stands in all of its alternatives.
 */
function segment(random: Random): string {
  const plain = () => pick(random, ['a', 'b', 'c', 'ab', '.a', 'x.ts', '?', '[ab]', '[!a]', '[^a]', '[a-c]'])
  const piece = () => (random(3) === 0 ? '*' : plain())
  const group = pick(random, [
    () => `{${plain()},${plain()}${plain()}}`,
    () => `b${pick(random, ['@', '?', '+', '*', '!'])}(${piece()}a|${plain()})`,
    piece,
    piece,
  ])()
  return pick(random, [group, `${plain()}${group}`, `${group}${plain()}`])
}

function pathOf(random: Random): string {
  const name = () =>
    Array.from({ length: 1 + random(3) }, () => pick(random, ['a', 'b', 'c', '.', 'ab', 'x.ts'])).join('')
  return Array.from({ length: 1 + random(3) }, () => name().replace(/^\.{1,2}$/, 'b')).join('/')
}

function pick<T>(random: Random, values: readonly T[]): T {
  return values[random(values.length)] as T
}
