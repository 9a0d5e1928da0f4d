import { minimatchGlob } from '@nx-crane/graph'
import { expect, test } from 'vitest'
import { packageInputs } from './wasm-package'

test.each(['crates/app', 'crates/[id]', 'crates/@(acme)', 'crates/a+(b)', 'crates/{a,b}', 'crates/!x'])(
  'the inputs of who uses the package of %s have its files',
  (dir) => {
    const outDir = { dir: 'pkg', isShared: false, manifest: 'full' } as const
    const planned = { outName: 'app', outDirs: [outDir], places: [], post: null }
    const globs = packageInputs([{ dir, planned }]).flatMap((input) =>
      typeof input === 'object' && 'dependentTasksOutputFiles' in input
        ? [String(input.dependentTasksOutputFiles)]
        : [],
    )
    expect(globs.map((glob) => minimatchGlob(glob, { dots: true })(`${dir}/pkg/app.js`))).toEqual([true])
  },
)
