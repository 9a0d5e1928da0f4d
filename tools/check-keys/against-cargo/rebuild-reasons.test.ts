import { expect, test } from 'vitest'
import { rebuildReasons } from './rebuild-reasons'

// Of cargo 1.95 with --verbose.
const PRINTED = `       Fresh b v0.1.0 (/repo/crates/b)
       Dirty a v0.1.0 (/repo/crates/a): the file \`src/d.txt\` has changed (1796029381.107s, 1s after last build at 1796029380.6s)
   Compiling a v0.1.0 (/repo/crates/a)
     Running \`/repo/target/debug/build/my-app-1f5fdb4c7c7a8d3e/build-script-build\`
     Running \`/root/bin/rustc --crate-name a src/lib.rs\`
   Compiling m v0.1.0 (proc-macro) (/repo/crates/m)
       Dirty c v0.1.0 (/repo/crates/c): the environment variable API_URL changed
   Compiling c v0.1.0 (/repo/crates/c)
    Finished \`dev\` profile [unoptimized] target(s) in 0.07s
`

test('what cargo compiled, by crate and with its reasons', () => {
  expect([...rebuildReasons(PRINTED)]).toEqual([
    ['a', ['the file `src/d.txt` has changed']],
    ['my-app', ['its build script ran']],
    ['m', ['compiling it']],
    ['c', ['the environment variable API_URL changed']],
  ])
})
