import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { readNixLibrary } from '@nx-crane/crane'
import { type BuildResult, build, type OutputFile, type Plugin, transformSync } from 'esbuild'
import ts from 'typescript'

const packageRoot = __dirname
const repositoryRoot = resolve(packageRoot, '../..')
const dist = join(packageRoot, 'dist')
const target = 'node20'

/** Builds what `npm pack` ships: `dist` with everything in it that is not Nx itself. */
async function main(): Promise<void> {
  const bundled = await bundle()
  rmSync(dist, { recursive: true, force: true })
  for (const file of bundled.outputFiles) writeCommonJs(file)
  checkImplementations()
  writeDeclarations('src/index.ts')
  writeFileSync(join(dist, 'third-party-licenses.txt'), licensesOf(bundled))
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
    plugins: [declaredImports()],
  })
}

/** A hash of everything that is bundled from this repository: see src/build-id.ts. */
function buildId(): string {
  const hash = createHash('sha256')
  for (const dir of [
    packageRoot,
    ...internalDependencies().map((name) => join(packageRoot, '..', name.replace(/^.*\//, ''))),
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

/** Bundles the packages of this repository and what they depend on; Nx and its plugins stay outside; anything else is a fault. */
function declaredImports(): Plugin {
  const bundledNames = new Set(internalDependencies())
  return {
    name: 'declared-imports',
    setup({ onResolve }) {
      onResolve({ filter: /^[^./]/ }, ({ path, importer, kind }) => {
        const name = packageName(path)
        if (kind === 'entry-point' || path.startsWith('node:') || importer.includes('node_modules'))
          return null
        if (name === 'nx' || name.startsWith('@nx/')) return { path, external: true }
        if (bundledNames.has(name)) return null
        return { errors: [{ text: `"${name}" is neither a devDependency of nx-crane nor a part of Nx` }] }
      })
    },
  }
}

function internalDependencies(): string[] {
  const own = Object.keys(manifestOf(packageRoot).devDependencies ?? {})
  const internal = own.filter((name) => name.startsWith('@nx-crane/'))
  const theirs = internal.flatMap((name) =>
    Object.keys(
      manifestOf(join(repositoryRoot, 'packages', name.slice('@nx-crane/'.length))).dependencies ?? {},
    ),
  )
  return [...own, ...theirs]
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
      const missing = [...code, entry.schema].find((path) => !existsSync(join(packageRoot, path)))
      if (missing !== undefined) throw new Error(`${file}: "${name}" names ${missing}, which is not there`)
    }
  }
}

interface Listed {
  readonly implementation: string
  readonly batchImplementation?: string
  readonly schema: string
}

function writeDeclarations(entry: string): void {
  const file = join(packageRoot, entry)
  const config = ts.readConfigFile(join(repositoryRoot, 'tsconfig.base.json'), ts.sys.readFile).config as {
    compilerOptions: Record<string, unknown>
  }
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, repositoryRoot)
  const program = ts.createProgram([file], { ...options, declaration: true, emitDeclarationOnly: true })
  program.emit(
    program.getSourceFile(file),
    (_path, text) => writeFileSync(join(dist, 'index.d.ts'), text),
    undefined,
    true,
  )
  if (!existsSync(join(dist, 'index.d.ts'))) throw new Error(`no declarations were written for ${entry}`)
}

/** The licenses of the packages whose code is in the bundle ask to be passed on with it. */
function licensesOf(bundled: BuildResult<{ metafile: true }>): string {
  const roots = Object.keys(bundled.metafile.inputs).flatMap(
    (input) => input.match(/^(?:\.\.\/)*(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0] ?? [],
  )
  return [...new Set(roots)]
    .sort()
    .map((root) => join(packageRoot, root))
    .map((root) => {
      const license = readdirSync(root).find((file) => /^licen[sc]e/i.test(file))
      const { name, version, license: spdx } = manifestOf(root)
      return `${name} ${version} (${spdx})\n\n${license ? readFileSync(join(root, license), 'utf8').trim() : ''}\n`
    })
    .join('\n----\n\n')
}

interface Manifest {
  readonly name: string
  readonly version: string
  readonly license?: string
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}

function manifestOf(directory: string): Manifest {
  return JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as Manifest
}

function packageName(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
