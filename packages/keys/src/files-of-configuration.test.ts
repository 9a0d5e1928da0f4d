import { treeOf } from '@nx-crane/graph/test-kit/files-tree'
import { expect, test } from 'vitest'
import { filesOfConfiguration } from './files-of-configuration'

const linked = (...words: readonly string[]) =>
  `[build]\nrustflags = ${JSON.stringify(words.flatMap((word) => ['-C', `link-arg=${word}`]))}\n`

test.each<[string, string, string[]]>([
  ['a linker script of the workspace', linked('-Tmemory.x'), ['app/memory.x']],
  ['what that includes', linked('-Tall.x'), ['all.x', 'app/part.x']],
  ['a library in a directory of the workspace', linked('-Llibs'), ['app/libs/a/libx.a']],
  ['a script in a directory that is searched', linked('-Llink', '-Tfound.x'), ['link/found.x']],
  ['what a file of arguments names', '[build]\nrustflags = "@flags.txt"\n', ['flags.txt', 'memory.ld']],
  ['a wrapper', '[build]\nrustc-wrapper = "tools/wrap.sh"\n', ['tools/wrap.sh']],
  [
    'a wrapper that is a script, with what lies beside it',
    '[build]\nrustc-wrapper = "tools/sh/wrap"\n',
    ['tools/sh/lib.sh', 'tools/sh/lib/b.sh', 'tools/sh/wrap'],
  ],
  ['a compiler', '[build]\nrustc = "tools/wrap.sh"\n', ['tools/wrap.sh']],
  ['a rustdoc', '[build]\nrustdoc = "tools/wrap.sh"\n', ['tools/wrap.sh']],
  ['a runner and its arguments', '[target."cfg(unix)"]\nrunner = "node tools/run.mjs"\n', ['tools/run.mjs']],
  ['a specification of the target', '[build]\ntarget = "board.json"\n', ['board.json']],
  ['vendored crates', '[source.v]\ndirectory = "vendor"\n', ['vendor/one/Cargo.toml']],
  ['a registry', '[source.v]\nlocal-registry = "vendor"\n', ['vendor/one/Cargo.toml']],
  ['a crate in place of another', 'paths = ["vendor/one"]\n', ['vendor/one/Cargo.toml']],
  ['a directory that a variable is', '[env]\nV = { value = "link", relative = true }\n', ['link/found.x']],
  ['certificates', '[http]\ncainfo = "tools/ca.pem"\n', ['tools/ca.pem']],
  ['a library beside all crates', linked('-L.'), ['app/memory.x', 'app/part.x']],
  ['nothing of the repository', linked('-T/memory.x', '-L/', '-L../../../..'), []],
])('configuration of the repository names %s', (_, text, named) => {
  const tree = treeOf({
    '.cargo/config.toml': text,
    'all.x': 'INCLUDE part.x\n',
    'app/memory.x': '',
    'app/part.x': '',
    'app/libs/a/libx.a': '',
    'link/found.x': '',
    'flags.txt': '-Clink-arg=memory.ld',
    'memory.ld': '',
    'board.json': '{}',
    'tools/wrap.sh': '',
    'tools/sh/wrap': '#!/bin/sh\n. "$(dirname "$0")/lib.sh"\nexec "$@"\n',
    'tools/sh/lib.sh': '',
    'tools/sh/lib/b.sh': '',
    'tools/run.mjs': '',
    'tools/ca.pem': '',
    'vendor/one/Cargo.toml': '',
  })
  expect(filesOfConfiguration(tree, new Set(['app/crates/one', 'app'])).named).toEqual(named)
})
