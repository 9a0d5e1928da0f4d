import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { shellCommand } from './shell-command'

test.each([[['plain/path.rs', 'a b', "it's", '$(x)', '`x`', '-n', '*', '', 'a\nb', '"', '\\', '~']]])(
  'a shell takes the words for what they are',
  (words) => {
    const command = shellCommand(['printf', '%s\\0', ...words])
    const printed = execFileSync('sh', ['-c', command], { encoding: 'utf8' })
    expect(printed.split('\0').slice(0, -1)).toEqual(words)
  },
)
