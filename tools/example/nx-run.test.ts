import { expect, test } from 'vitest'
import { tasksIn } from './nx-run'

// The text is Nx 23.3.1's, with --outputStyle=static.
test('the tasks are read from the heads of their output, without the keys', () => {
  const output = `
 NX   Running target build for 3 projects and 2 tasks they depend on:

> nx run atlas-noise:key

noise: unchanged
> nx run @atlas/wasm:wasm  [local cache]

\u001b[2m> \u001b[22mnx run @atlas/web:build  [existing outputs match the cache, left as is]

> nx run atlas-noise:build

   Compiling atlas-noise v0.1.0
`
  expect(tasksIn(output)).toEqual([
    { id: '@atlas/wasm:wasm', cached: true },
    { id: '@atlas/web:build', cached: true },
    { id: 'atlas-noise:build', cached: false },
  ])
})
