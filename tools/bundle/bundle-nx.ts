import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { readNixLibrary } from '@nx-crane/crane'
import { build, type OutputFile, transformSync } from 'esbuild'
import { bundledPackages, declaredImports } from './declared-imports'
import { outputDirectory } from './output-directory'
import { thirdPartyLicenses } from './third-party-licenses'
import { writeDeclarations } from './write-declarations'

const packageRoot = resolve(__dirname, '../../packages/nx')
const dist = outputDirectory(packageRoot)
const target = 'node20'

/** Builds what `npm pack` ships: `dist` with everything in it that is not Nx itself. */
async function main(): Promise<void> {
  const bundled = await bundle()
  rmSync(dist, { recursive: true, force: true })
  for (const file of bundled.outputFiles) writeCommonJs(file)
  checkImplementations()
  writeDeclarations(packageRoot, { dist, modules: ['index'], rewrite: (text) => text })
  writeFileSync(join(dist, 'third-party-licenses.txt'), thirdPartyLicenses(packageRoot, bundled))
  console.log(`nx-crane: ${bundled.outputFiles.length} files in ${relative(process.cwd(), dist) || '.'}`)
}

/**
 * One file for each entry, and shared chunks: what an entry imports dynamically is not even read before it is needed.
 * esbuild splits ES modules only, so each piece becomes CommonJS afterwards.
 */
async function bundle() {
  return build({
    absWorkingDir: packageRoot,
    entryPoints: entryPoints(),
    outbase: 'src',
    outdir: dist,
    bundle: true,
    splitting: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'node',
    target,
    mainFields: ['module', 'main'],
    chunkNames: 'chunks/[name]-[hash]',
    legalComments: 'none',
    define: {
      NX_CRANE_BUILD_ID: JSON.stringify(buildId()),
      NX_CRANE_NIX_LIBRARY: JSON.stringify(Object.fromEntries(readNixLibrary())),
    },
    plugins: [declaredImports(packageRoot, { isOutside: isPartOfNx, what: 'a part of Nx' })],
  })
}

/** A hash of everything that is bundled from this repository: see src/build-id.ts. */
function buildId(): string {
  const hash = createHash('sha256')
  for (const dir of [
    packageRoot,
    ...bundledPackages(packageRoot).map((name) => join(packageRoot, '..', name.replace(/^.*\//, ''))),
  ]) {
    const sources = existsSync(join(dir, 'src'))
      ? readdirSync(join(dir, 'src'), { recursive: true, encoding: 'utf8' })
      : []
    for (const file of sources.filter((path) => path.endsWith('.ts')).sort()) {
      hash
        .update(`${file}\0`)
        .update(readFileSync(join(dir, 'src', file)))
        .update('\0')
    }
  }
  return hash.digest('hex').slice(0, 16)
}

function isPartOfNx(name: string): boolean {
  return name === 'nx' || name.startsWith('@nx/')
}

/** Nx finds executors and generators by their paths in `executors.json` and `generators.json`. */
function entryPoints(): string[] {
  const inDirectory = (dir: string) =>
    existsSync(join(packageRoot, dir))
      ? readdirSync(join(packageRoot, dir))
          .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
          .map((file) => `${dir}/${file}`)
      : []
  return ['src/index.ts', 'src/bin.ts', ...inDirectory('src/executors'), ...inDirectory('src/generators')]
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
