import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Random, randomOf } from '@nx-crane/files/test-kit/damage'
import { expect, test } from 'vitest'
import { IgnoreRules } from './ignore-rules'

/** Another tries other globs: by hand. */
const SEED = Number(process.env.SEED ?? 1)

test(`random rules say of random paths what git check-ignore says (SEED=${SEED})`, () => {
  const random = randomOf(SEED)
  const root = mkdtempSync(join(tmpdir(), 'nx-crane-ignore-rules-'))
  try {
    execFileSync('git', ['init', '-q'], { cwd: root })
    for (let round = 0; round < 40; round++) {
      const file = Array.from({ length: 1 + random(4) }, () => rule(random)).join(
        pick(random, ['\n', '\r\n']),
      )
      const paths = [...new Set(Array.from({ length: 150 }, () => path(random)))]
      writeFileSync(join(root, '.gitignore'), file)
      const rules = new IgnoreRules(file)
      const ours = paths.filter((each) => rules.ignores(each))
      expect({ file, ignored: ours }).toEqual({ file, ignored: gitIgnored(root, paths) })
    }
  } finally {
    rmSync(root, { recursive: true })
  }
})

/** `git check-ignore` says of paths that are not there what it would of files. */
function gitIgnored(root: string, paths: readonly string[]): string[] {
  const args = ['-c', 'core.excludesFile=/dev/null', 'check-ignore', '--no-index', '-z', '--stdin']
  try {
    const output = execFileSync('git', args, { cwd: root, input: paths.join('\0'), encoding: 'utf8' })
    return output.split('\0').filter((each) => each !== '')
  } catch (error) {
    if ((error as { status?: number }).status === 1) return []
    throw error
  }
}

function rule(random: Random): string {
  const segments = Array.from({ length: 1 + random(3) }, () => (random(4) === 0 ? '**' : segment(random)))
  return `${pick(random, ['', '', '', '!', '/'])}${segments.join('/')}${pick(random, ['', '', '/', ' ', '\\ '])}`
}

/** Two stars beside text are left out: what Git makes of them depends on where in memory the pattern lies. */
function segment(random: Random): string {
  const pieces = [
    ...['a', 'b', 'c', '.', 'ab', '*', '?', '\\*', '\\a', '{a,b}', '#', '!', 'é', '$', '('],
    ...[
      '[ab]',
      '[!a]',
      '[^a]',
      '[a-c]',
      '[c-a]',
      '[]a]',
      '[[:alpha:]]',
      '[![:digit:]]',
      '[a',
      '[\\]]',
      '[a-]',
    ],
  ]
  return Array.from({ length: 1 + random(3) }, () => pick(random, pieces))
    .join('')
    .replace(/\*+/g, '*')
}

function path(random: Random): string {
  const pieces = ['a', 'b', 'c', '.', 'ab', '*', ']', '1', '{a,b}', ' ', '#x', 'é', '$', '(', '-']
  const name = () =>
    `n${Array.from({ length: random(3) }, () => pick(random, pieces)).join('')}`.slice(random(2))
  return Array.from({ length: 1 + random(3) }, () => name().replace(/^\.{0,2}$/, 'b')).join('/')
}

function pick<T>(random: Random, values: readonly T[]): T {
  return values[random(values.length)] as T
}
