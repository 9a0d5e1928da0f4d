import { copyExample } from '../../bench/example-copy'
import type { CheckedRepository } from '../checked-repository'
import { exampleEdits } from './example-edits'

/** A copy of this repository's example in `root`, with the plugin as it is published. */
export function prepareExample(root: string, plugin: string): CheckedRepository {
  copyExample(root, plugin)
  return {
    title: 'the example',
    root,
    kinds: new Map([
      ...[
        ...['cli', 'macros', 'names', 'noise', 'palette', 'render', 'terrain', 'wasm'].map(
          (name) => [`apps/atlas-${name}`, 'crate'] as const,
        ),
        ...['ts-world', 'ts-view', 'web'].map((name) => [`apps/${name}`, 'wasm-dependent'] as const),
      ],
      ['apps/ts-chart', 'typescript'] as const,
    ]),
    edits: exampleEdits(),
    environment: {},
  }
}
