import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { type BuildResult, build, type Plugin } from 'esbuild'
import ts from 'typescript'

const packageRoot = import.meta.dirname
const repositoryRoot = resolve(packageRoot, '../..')
const dist = join(packageRoot, 'dist')

/** Builds what `npm pack` ships: one ES module with everything in it that is not Vite itself. */
async function main(): Promise<void> {
  rmSync(dist, { recursive: true, force: true })
  const bundled = await bundle()
  writeFileSync(join(dist, 'third-party-licenses.txt'), licensesOf(bundled))
  writeDeclarations(join(packageRoot, 'src/index.ts'))
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
    plugins: [declaredImports()],
  })
}

/** Bundles the packages of this repository and what they depend on; Vite stays outside; anything else is a fault. */
function declaredImports(): Plugin {
  const own = Object.keys(manifestOf(packageRoot).devDependencies ?? {})
  const theirs = Object.keys(manifestOf(join(repositoryRoot, 'packages', 'cargo')).dependencies ?? {})
  const bundledNames = new Set([...own, ...theirs])
  return {
    name: 'declared-imports',
    setup({ onResolve }) {
      onResolve({ filter: /^[^./]/ }, ({ path, importer, kind }) => {
        const name = path.split('/', path.startsWith('@') ? 2 : 1).join('/')
        if (kind === 'entry-point' || path.startsWith('node:') || importer.includes('node_modules'))
          return null
        if (name === 'vite') return { path, external: true }
        if (bundledNames.has(name)) return null
        return { errors: [{ text: `"${name}" is neither a devDependency of @nx-crane/vite nor Vite` }] }
      })
    },
  }
}

/** The entry, and what it names. */
function writeDeclarations(entry: string): void {
  const config = ts.readConfigFile(join(repositoryRoot, 'tsconfig.base.json'), ts.sys.readFile).config as {
    compilerOptions: Record<string, unknown>
  }
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, repositoryRoot)
  const program = ts.createProgram([entry], { ...options, declaration: true, emitDeclarationOnly: true })
  for (const name of ['index', 'plugin', 'plugin-options']) {
    const source = program.getSourceFile(join(packageRoot, `src/${name}.ts`))
    // With extensions: that is how Node resolves ES modules, and TypeScript with it.
    const write = (text: string) => text.replace(/(from '\.\/[\w-]+)'/g, "$1.js'")
    program.emit(
      source,
      (_path, text) => writeFileSync(join(dist, `${name}.d.ts`), write(text)),
      undefined,
      true,
    )
    if (!existsSync(join(dist, `${name}.d.ts`))) throw new Error(`no declarations were written for ${name}`)
  }
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

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
