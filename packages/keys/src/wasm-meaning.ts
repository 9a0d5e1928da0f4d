import type { Crate, SourceTree } from '@nx-crane/graph'
import { childPath } from '@nx-crane/graph'
import { canonicalJson, type KeyInput } from './key-input'

/** Fields of a `package.json` beside the manifest that decide what the package made of the crate looks like. */
const PACKAGE_FIELDS = [
  'name',
  'version',
  'type',
  'main',
  'module',
  'browser',
  'types',
  'exports',
  'files',
  'sideEffects',
]

/** What a WebAssembly package is made from beyond what a library is. */
export function wasmMeaning(crate: Crate, tree: SourceTree): KeyInput[] {
  const { description, license, homepage, repository } = crate
  const beside = tree.read(childPath(crate.dir, 'package.json'))
  return [
    { what: 'manifest: metadata of wasm-pack', value: canonicalJson(crate.metadata['wasm-pack'] ?? null) },
    {
      what: 'manifest: package fields',
      value: canonicalJson({ description, license, homepage, repository }),
    },
    { what: 'package.json', value: beside === undefined ? 'not there' : packageMeaning(beside) },
  ]
}

function packageMeaning(text: string): string {
  try {
    const manifest = JSON.parse(text) as unknown
    if (typeof manifest !== 'object' || manifest === null) return 'no object'
    return canonicalJson(
      Object.fromEntries(Object.entries(manifest).filter(([name]) => PACKAGE_FIELDS.includes(name))),
    )
  } catch {
    return 'no JSON'
  }
}
