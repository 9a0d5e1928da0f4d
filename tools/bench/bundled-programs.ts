import { join } from 'node:path'
import { buildSync } from 'esbuild'
import { readNixLibrary } from '../../packages/crane/src'

/**
 * Programs of this folder as they would be published: one file each, not compiled while they run.
 *
 * @param programs file names without `.ts`, by the name under which the path of the bundle is returned
 */
export function bundlePrograms<Name extends string>(
  outdir: string,
  programs: Readonly<Record<Name, string>>,
): Record<Name, string> {
  const names = Object.entries<string>(programs)
  buildSync({
    entryPoints: names.map(([, file]) => join(__dirname, `${file}.ts`)),
    outdir,
    bundle: true,
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    external: ['nx', '@nx/*'],
    define: {
      NX_CRANE_BUILD_ID: '"benchmark"',
      NX_CRANE_NIX_LIBRARY: JSON.stringify(Object.fromEntries(readNixLibrary())),
    },
  })
  const bundles = names.map(([name, file]) => [name, join(outdir, `${file}.js`)])
  return Object.fromEntries(bundles) as Record<Name, string>
}
