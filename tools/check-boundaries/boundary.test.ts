import { expect, test } from 'vitest'
import { findFaults, importsOf } from './boundary'

const cargo = {
  directory: 'packages/graph',
  name: '@nx-crane/graph',
  dependencies: ['smol-toml', '@dagrejs/graphlib'],
  devDependencies: ['vitest'],
}
const nx = {
  directory: 'packages/nx',
  name: 'nx-crane',
  dependencies: ['@nx-crane/graph'],
  devDependencies: [],
}

test.each([
  ['a declared dependency', cargo, 'src/a.ts', `import { parse } from 'smol-toml'`],
  ['a path below a scoped one', cargo, 'src/a.ts', `import x from '@dagrejs/graphlib/x'`],
  ['another file of the package', cargo, 'src/lock/a.ts', `import { x } from '../b'`],
  ['a module of Node that touches nothing', cargo, 'src/a.ts', `import { posix } from 'node:path'`],
  ['the disk in an edge file', cargo, 'src/read-a.ts', `import { readdirSync } from 'node:fs'`],
  ['a file in a test', cargo, 'src/a.test.ts', `import { readFileSync } from 'node:fs'`],
  ['a process in the edge folder', cargo, 'src/cli/a.ts', `import { spawn } from 'node:child_process'`],
  ['a devDependency in a test', cargo, 'src/a.test.ts', `import { test } from 'vitest'`],
  ['a helper of tests in a test', cargo, 'src/a.test.ts', `import { x } from '../test-kit/x'`],
  [
    'a helper of tests of another package in a test',
    nx,
    'src/a.test.ts',
    `import '@nx-crane/graph/test-kit/x'`,
  ],
  ['the disk in the plugin', nx, 'src/a.ts', `import { statSync } from 'node:fs'`],
  ['an import in a string', cargo, 'src/a.ts', `const text = "import x from 'react'"`],
])('%s may be imported', (_, manifest, file, text) => {
  expect(findFaults({ file: `${manifest.directory}/${file}`, text, manifest })).toEqual([])
})

test.each([
  ['an undeclared package', cargo, 'src/a.ts', `import x from 'react'`, /not declared/],
  ['an undeclared type', cargo, 'src/a.ts', `import type { Tree } from '@nx/devkit'`, /not declared/],
  ['the plugin in the core', cargo, 'src/a.ts', `import x from 'nx-crane'`, /not declared/],
  ['a devDependency in the shipped source', cargo, 'src/a.ts', `import { test } from 'vitest'`, /only a dev/],
  ['the disk in the core', cargo, 'src/a.ts', `import { readdirSync } from 'node:fs'`, /edge file/],
  ['a helper of tests', cargo, 'src/a.ts', `import { x } from '../test-kit/x'`, /is for tests/],
  ['another one', nx, 'src/a.ts', `import x from '@nx-crane/graph/test-kit/x'`, /is for tests/],
  ['a reader of pipes', nx, 'src/a.ts', `import {\n  readFileSync,\n} from 'node:fs'`, /waits for pipes/],
  ['a later one', nx, 'src/a.ts', `import { readFile } from 'node:fs/promises'`, /waits for pipes/],
  ['the disk in the core, later', cargo, 'src/a.ts', `const fs = await import('fs/promises')`, /edge file/],
  [
    'a file of another package',
    nx,
    'src/a.ts',
    `import x from '../../graph/src/crate'`,
    /leaves packages\/nx/,
  ],
])('%s may not be imported', (_, manifest, file, text, message) => {
  const faults = findFaults({ file: `${manifest.directory}/${file}`, text, manifest })
  expect(faults).toHaveLength(1)
  expect(faults[0]?.message).toMatch(message)
})

test('imports are found with their line', () => {
  const text = `import {\n  a,\n  b,\n} from './first'\n\nexport * from './second'\nconst c = require('./third')\n`
  expect(importsOf(text)).toEqual([
    { specifier: './first', line: 4 },
    { specifier: './second', line: 6 },
    { specifier: './third', line: 7 },
  ])
})
