import type { SourceTree } from '@nx-crane/graph'
import { dependsOn, type WantedPackage } from '../init/dev-dependencies'
import type { AskRegistry, Installed } from '../init/wanted-packages'

export interface CompanionsRequest {
  readonly installed: Installed
  readonly app: 'none' | 'existing' | 'new'
  /** A wasm-opt that the machine or the repository has already. */
  readonly hasWasmOpt: boolean
}

/**
 * What a wasm crate needs in the root's package.json: wasm-opt; for an app our Vite plugin, of the plugin's own version; for a
 * new app Vite too, and the plugin by which Nx infers targets from it, where there is one for this Nx. What is listed already has
 * the version `*`, and is not asked about.
 */
export async function wasmCompanions(
  tree: SourceTree,
  request: CompanionsRequest,
  ask: AskRegistry,
): Promise<WantedPackage[]> {
  const text = tree.read('package.json')
  const found = companions(request).map(async ({ name, range, why, isExact }): Promise<WantedPackage> => {
    if (text !== undefined && dependsOn(text, name)) return { name, version: '*', why }
    const version = (await ask(`${name}@${range}`)).at(-1)
    if (version === undefined)
      return { name, version: null, why: `no version of it was found that fits (${why})` }
    return { name, version: isExact ? version : `^${version}`, why }
  })
  return Promise.all(found)
}

interface Companion {
  readonly name: string
  readonly range: string
  readonly why: string
  readonly isExact: boolean
}

function companions({ installed, app, hasWasmOpt }: CompanionsRequest): Companion[] {
  const optimizer: Companion = {
    name: 'binaryen',
    range: 'latest',
    why: 'it has wasm-opt, which release builds need',
    // The bytes of a package are its work.
    isExact: true,
  }
  const own: Companion = {
    name: '@nx-crane/vite',
    range: `^${installed.nxCrane}`,
    why: 'it builds wasm crates for Vite',
    isExact: false,
  }
  return [
    ...(hasWasmOpt ? [] : [optimizer]),
    ...(app === 'none' ? [] : [own]),
    ...(app === 'new' ? newAppCompanions(installed) : []),
  ]
}

function newAppCompanions({ nx }: Installed): Companion[] {
  const vite = { name: 'vite', range: '>=7 <9', why: 'it serves and builds the app', isExact: false }
  if (nx === null) return [vite]
  const range = `>=${nx.split('.', 1)[0]}.0.0 <=${nx}`
  return [vite, { name: '@nx/vite', range, why: 'it infers the targets of the app', isExact: true }]
}
