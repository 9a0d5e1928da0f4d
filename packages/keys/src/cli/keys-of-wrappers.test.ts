import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { EDITED_WORKSPACE } from '@nx-crane/graph/test-kit/edited-workspace'
import { describe, expect, test } from 'vitest'
import { COMPILED, EVERYONE } from '../../test-kit/key-edit'
import { KeyWorkspace } from '../../test-kit/key-workspace'

const SCRIPT = '#!/bin/sh\nexec "$@" $(cat "$FLAGS_IN")\n'

function wrapped(): KeyWorkspace {
  const it = new KeyWorkspace(EDITED_WORKSPACE)
  writeFileSync(join(it.tools, 'wrap'), SCRIPT, { mode: 0o755 })
  it.environment.RUSTC_WRAPPER = 'wrap'
  it.write('data/flags.txt', '')
  return it
}

describe('keys of what a wrapper compiles that nobody knows', () => {
  test.each<[string, (it: KeyWorkspace) => void]>([
    ['hold the wrapper', (it) => writeFileSync(join(it.tools, 'wrap'), `${SCRIPT}#\n`)],
    ['hold data of the repository', (it) => it.write('data/flags.txt', '--cfg x')],
    ['hold variables', (it) => void Object.assign(it.environment, { FLAGS_IN: 'flags.txt' })],
  ])('%s', (_, edit) => {
    using it = wrapped()
    const before = it.keys()
    expect(it.changesSince(before)).toEqual([])
    edit(it)
    expect(it.changesSince(before)).toEqual(EVERYONE(COMPILED))
  })
})

test.each(['', 'sccache', '/opt/ccache'])('a wrapper of the name "%s" makes no key wide', (name) => {
  using it = wrapped()
  it.environment.RUSTC_WRAPPER = name
  const before = it.keys()
  it.write('data/flags.txt', '--cfg x')
  it.environment.FLAGS_IN = 'flags.txt'
  expect(it.changesSince(before)).toEqual([])
})
