import { rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { bundleVitePlugin, vitePackageRoot } from './bundled-vite-plugin'
import { outputDirectory } from './output-directory'
import { thirdPartyLicenses } from './third-party-licenses'
import { writeDeclarations } from './write-declarations'

const dist = outputDirectory(vitePackageRoot)

/** Builds what `npm pack` ships. */
async function main(): Promise<void> {
  rmSync(dist, { recursive: true, force: true })
  const bundled = await bundleVitePlugin(dist)
  writeFileSync(join(dist, 'third-party-licenses.txt'), thirdPartyLicenses(vitePackageRoot, bundled))
  writeDeclarations(vitePackageRoot, {
    dist,
    // The entry, and what it names.
    modules: ['index', 'plugin', 'plugin-options'],
    // With extensions: that is how Node resolves ES modules, and TypeScript with it.
    rewrite: (text) => text.replace(/(from '\.\/[\w-]+)'/g, "$1.js'"),
  })
  console.log(`@nx-crane/vite: ${relative(process.cwd(), dist) || '.'}`)
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
