import type { SourceTree } from '@nx-crane/cargo'
import { dependsOn, type WantedPackage } from '../init/dev-dependencies'
import type { AskRegistry, Installed } from '../init/wanted-packages'

/**
 * What an app with wasm crates needs in the root's package.json and does not have: the Vite plugin, of the plugin's own
 * version; for a new app Vite too, and the plugin by which Nx infers targets from it, where there is one for this Nx.
 */
export async function appPackages(
  tree: SourceTree,
  { installed, isNew }: { installed: Installed; isNew: boolean },
  ask: AskRegistry,
): Promise<WantedPackage[]> {
  const text = tree.read('package.json')
  const major = Number(installed.nx?.split('.', 1)[0] ?? 23)
  const wanted = [
    { name: '@nx-crane/vite', range: `^${installed.nxCrane}`, why: 'it builds wasm crates for Vite' },
    ...(isNew
      ? [
          { name: 'vite', range: '>=7 <9', why: 'it serves and builds the app' },
          {
            name: '@nx/vite',
            range: `>=${major}.0.0 <=${installed.nx ?? `${major}`}`,
            why: 'it infers the targets of the app',
          },
        ]
      : []),
  ]
  const found = wanted.map(async ({ name, range, why }): Promise<WantedPackage> => {
    if (text !== undefined && dependsOn(text, name)) return { name, version: '*', why }
    const version = (await ask(`${name}@${range}`)).at(-1) ?? null
    return {
      name,
      version: version === null || name === '@nx/vite' ? version : `^${version}`,
      why: version === null ? `no version of it is published that fits (${why})` : why,
    }
  })
  return Promise.all(found)
}
