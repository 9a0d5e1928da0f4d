import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { type OutputFile, transformSync } from 'esbuild'
import { bundleNxPlugin, nxPackageRoot as packageRoot } from './bundled-nx-plugin'
import { outputDirectory } from './output-directory'
import { thirdPartyLicenses } from './third-party-licenses'
import { writeDeclarations } from './write-declarations'

const dist = outputDirectory(packageRoot)
const target = 'node20'

/** Builds what `npm pack` ships: `dist` with everything in it that is not Nx itself. */
async function main(): Promise<void> {
  const bundled = await bundleNxPlugin(dist)
  rmSync(dist, { recursive: true, force: true })
  for (const file of bundled.outputFiles) writeCommonJs(file)
  checkImplementations()
  writeDeclarations(packageRoot, { dist, modules: ['index'], rewrite: (text) => text })
  writeFileSync(join(dist, 'third-party-licenses.txt'), thirdPartyLicenses(packageRoot, bundled))
  console.log(`nx-crane: ${bundled.outputFiles.length} files in ${relative(process.cwd(), dist) || '.'}`)
}

function writeCommonJs(file: OutputFile): void {
  const { code } = transformSync(file.text, {
    format: 'cjs',
    platform: 'node',
    target,
    // `import()` of a CommonJS file would go through the ES module loader; `require` is the shorter way.
    supported: { 'dynamic-import': false },
  })
  const isCommand = file.path === join(dist, 'bin.js')
  mkdirSync(dirname(file.path), { recursive: true })
  writeFileSync(file.path, isCommand ? `#!/usr/bin/env node\n${code}` : code, {
    mode: isCommand ? 0o755 : 0o644,
  })
}

/** What Nx is told to load must be there: it looks only when a task or a generator is run. */
function checkImplementations(): void {
  for (const [file, table] of [
    ['executors.json', 'executors'],
    ['generators.json', 'generators'],
  ] as const) {
    const listed = JSON.parse(readFileSync(join(packageRoot, file), 'utf8')) as Record<
      string,
      Record<string, Listed>
    >
    for (const [name, entry] of Object.entries(listed[table] ?? {})) {
      const code = [entry.implementation, entry.batchImplementation ?? entry.implementation].map(
        (path) => `${path}.js`,
      )
      const missing = [
        ...code.map((path) => join(dist, relative('dist', path))),
        join(packageRoot, entry.schema),
      ].find((path) => !existsSync(path))
      if (missing !== undefined) throw new Error(`${file}: "${name}" names ${missing}, which is not there`)
    }
  }
}

interface Listed {
  readonly implementation: string
  readonly batchImplementation?: string
  readonly schema: string
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
