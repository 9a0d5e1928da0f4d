import { posix } from 'node:path'
import { first, type Subjects } from '../../check-keys/generated/subjects'
import type { FarInput } from './far-input'

/** What packages say of the WebAssembly that they use. */
export function wasmPackages({ wasmPackage, builtWasm }: Subjects): FarInput[] {
  const manifest = `${wasmPackage.dir}/package.json`
  const crate = first([builtWasm])
  return [
    {
      id: 'scripts of a package',
      add: () => {},
      edits: [
        {
          id: 'script that builds another glue',
          apply: (it) =>
            it.replace(
              manifest,
              '"scripts": {',
              `"scripts": { "wasm": "wasm-pack build ${posix.relative(wasmPackage.dir, crate.dir)} --target nodejs",`,
            ),
        },
        {
          id: 'source of a package',
          apply: (it) => it.append(`${wasmPackage.dir}/src/index.ts`, '// More.\n'),
        },
      ],
    },
  ]
}
