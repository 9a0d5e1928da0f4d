import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { gitIgnore } from './git-ignore'

const RULES: Readonly<Record<string, string>> = {
  '.gitignore':
    '*.local\n/target\nbuild/\n!keep.local\n# no\n\\#yes\na/b\n**/deep/*.x\n[a-c].y\nodd{1,2}\ntrail   \n',
  'sub/.gitignore': '!*.local\n/only\n*.z\n',
}
const PATHS = [
  ...[
    'x.local',
    'keep.local',
    'sub/x.local',
    'target',
    'sub/target',
    'build',
    'sub/build',
    '#yes',
    '# no',
    'a/b',
  ],
  ...[
    'sub/a/b',
    'deep/f.x',
    'a/deep/f.x',
    'a/deep/g/f.x',
    'b.y',
    'd.y',
    'odd{1,2}',
    'odd1',
    'trail',
    'sub/only',
  ],
  ...['only', 'sub/more/only', 'q.z', 'sub/q.z', 'sub/more/q.z'],
]

test('says of every path what `git check-ignore` says', () => {
  const root = mkdtempSync(join(tmpdir(), 'nx-crane-ignore-'))
  try {
    execFileSync('git', ['init', '-q'], { cwd: root })
    for (const [path, text] of Object.entries(RULES)) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), text)
    }
    const isIgnored = gitIgnore((path) => RULES[path])
    for (const path of PATHS) {
      expect([path, isIgnored(path, false)]).toEqual([path, gitSays(root, path)])
    }
    expect(isIgnored('build', true)).toBe(true)
    expect(isIgnored('target', true)).toBe(true)
  } finally {
    rmSync(root, { recursive: true })
  }
})

function gitSays(root: string, path: string): boolean {
  try {
    execFileSync('git', ['check-ignore', '-q', '--', path], { cwd: root })
    return true
  } catch {
    return false
  }
}
