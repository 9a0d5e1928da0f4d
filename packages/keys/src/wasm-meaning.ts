import type { Crate, SourceTree, WasmPackage } from '@nx-crane/graph'
import { childPath, isPackageText } from '@nx-crane/graph'
import { canonicalJson, digestText, type KeyInput } from './key-input'

/** Fields of a `package.json` beside the manifest that decide what the package made of the crate looks like. */
const PACKAGE_FIELDS = [
  'name',
  'version',
  'type',
  'main',
  'module',
  'browser',
  'types',
  'typings',
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
    const fields = Object.entries(manifest).filter(([name]) => PACKAGE_FIELDS.includes(name))
    const scripts = wasmScripts((manifest as { readonly scripts?: unknown }).scripts)
    return canonicalJson(Object.fromEntries(scripts.length > 0 ? [...fields, ['scripts', scripts]] : fields))
  } catch {
    return 'no JSON'
  }
}

/** The scripts that may say which glue a package has, and where. */
function wasmScripts(scripts: unknown): [string, unknown][] {
  if (typeof scripts !== 'object' || scripts === null) return []
  return Object.entries(scripts).filter(
    ([, script]) => typeof script === 'string' && /\bwasm-(?:pack|bindgen)\b/.test(script),
  )
}

/** The texts of a crate's directory that are copied into its package, where that is an npm package by itself. */
export function packagedTexts(dir: string, planned: WasmPackage, tree: SourceTree): KeyInput[] {
  if (planned.outDirs.every(({ manifest }) => manifest !== 'full')) return []
  const names = [...(tree.list(dir)?.keys() ?? [])].filter(isPackageText).sort()
  return names.map((name) => {
    const path = childPath(dir, name)
    return { what: `file: ${path}`, value: digestText(tree.read(path) ?? 'not there') }
  })
}
