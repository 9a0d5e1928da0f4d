import { rmSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { build } from 'esbuild'
import { declaredImports } from './declared-imports'
import { thirdPartyLicenses } from './third-party-licenses'
import { writeDeclarations } from './write-declarations'

const packageRoot = resolve(__dirname, '../../packages/vite')
const dist = join(packageRoot, 'dist')

/** Builds what `npm pack` ships: one ES module with everything in it that is not Vite itself. */
async function main(): Promise<void> {
  rmSync(dist, { recursive: true, force: true })
  const bundled = await bundle()
  writeFileSync(join(dist, 'third-party-licenses.txt'), thirdPartyLicenses(packageRoot, bundled))
  writeDeclarations(packageRoot, {
    // The entry, and what it names.
    modules: ['index', 'plugin', 'plugin-options'],
    // With extensions: that is how Node resolves ES modules, and TypeScript with it.
    rewrite: (text) => text.replace(/(from '\.\/[\w-]+)'/g, "$1.js'"),
  })
  console.log(`@nx-crane/vite: ${relative(process.cwd(), dist) || '.'}`)
}

function bundle() {
  return build({
    absWorkingDir: packageRoot,
    entryPoints: ['src/index.ts'],
    outdir: dist,
    bundle: true,
    metafile: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    legalComments: 'none',
    plugins: [declaredImports(packageRoot, { isOutside: (name) => name === 'vite', what: 'Vite' })],
  })
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
