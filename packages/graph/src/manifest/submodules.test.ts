import { expect, test } from 'vitest'
import { parseSubmodules } from './submodules'

const MODULES = '[submodule "a"]\n\tpath = vendor/a\n\turl = x\n[submodule "b"]\n\tpath = "vendor/b c"\n'

// each row whose paths lie in the repository: `git config -f .gitmodules --get-regexp path` on the text
test.each([
  [MODULES, ['vendor/a', 'vendor/b c']],
  ['[submodule "x"]\n  path=x\r\n', ['x']],
  [
    '[submodule "x"]\n  path = a/b # why\n[submodule "y"] path = z\n[submodule "q"]\nPATH = "q\\"q"\n',
    ['a/b', 'z', 'q"q'],
  ],
  ['[submodule "x"]\n  path = ../outside\n', []],
  ['[submodule "x"]\n  path = /etc\n', []],
])('the paths of submodules that lie in the repository: %j', (text, paths) => {
  expect(parseSubmodules(text).map(({ path }) => path)).toEqual(paths)
})
