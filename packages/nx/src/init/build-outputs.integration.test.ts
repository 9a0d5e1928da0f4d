import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { readSourceTree } from '@nx-crane/graph'
import { treeOf } from '@nx-crane/graph/test-kit/files-tree'
import { describe, expect, test } from 'vitest'
import { buildOutputs } from './build-outputs'

const tsconfig = (compilerOptions: object, rest: object = {}) =>
  JSON.stringify({ compilerOptions: { types: [], ...compilerOptions }, ...rest })
const SOURCE = { 'p/src/index.ts': 'export const one: number = 1\n' }
const PAGE = {
  'p/index.html': '<script type="module" src="/main.js"></script>\n',
  'p/main.js': 'console.log(1)\n',
}
const EXTENDED = '$' + '{configDir}/lib'

// Each row is carried out: the program runs in the package, and what it wrote is what was said, nothing more.
describe('what the real program writes', () => {
  test.each<[string, Record<string, string>, readonly string[]]>([
    ['tsc', { 'p/tsconfig.json': tsconfig({ outDir: 'dist', rootDir: 'src' }) }, ['p/dist']],
    ['tsc --outDir lib', { 'p/tsconfig.json': tsconfig({ rootDir: 'src' }) }, ['p/lib']],
    [
      'tsc -p tsconfig.build.json',
      { 'p/tsconfig.build.json': tsconfig({ outDir: './build', rootDir: 'src' }) },
      ['p/build'],
    ],
    ['tsc', { 'p/tsconfig.json': tsconfig({ outDir: '../out/p', rootDir: 'src' }) }, ['out/p']],
    [
      'tsc',
      {
        'p/tsconfig.json': tsconfig({
          outDir: 'js',
          declaration: true,
          declarationDir: 'types',
          rootDir: 'src',
        }),
      },
      ['p/js', 'p/types'],
    ],
    [
      'tsc',
      {
        'base/tsconfig.json': tsconfig({ outDir: EXTENDED, rootDir: '$' + '{configDir}/src' }),
        'p/tsconfig.json': '{ "extends": "../base/tsconfig.json", // ours\n "include": ["src"] }',
      },
      ['p/lib'],
    ],
    ['tsc --noEmit', { 'p/tsconfig.json': tsconfig({}) }, []],
    [
      'tsc -b',
      { 'p/tsconfig.json': tsconfig({ outDir: 'dist', rootDir: 'src' }, { include: ['src'] }) },
      ['p/dist', 'p/tsconfig.tsbuildinfo'],
    ],
    [
      'tsc -b',
      { 'p/tsconfig.json': tsconfig({ composite: true, outDir: 'dist' }, { include: ['src'] }) },
      ['p/dist'],
    ],
    [
      'tsc --build',
      {
        'p/tsconfig.json': '{ "files": [], "references": [{ "path": "./tsconfig.app.json" }] }',
        'p/tsconfig.app.json': tsconfig(
          { composite: true, outDir: 'dist', rootDir: 'src', tsBuildInfoFile: './dist/app.tsbuildinfo' },
          { include: ['src'] },
        ),
      },
      ['p/dist'],
    ],
    ['vite build', PAGE, ['p/dist']],
    ['vite build --outDir site', PAGE, ['p/site']],
    [
      'vite build',
      { ...PAGE, 'p/vite.config.mjs': "// outDir: 'no'\nexport default { build: { outDir: '../site' } }\n" },
      ['site'],
    ],
    [
      'vite build',
      {
        'p/pages/index.html': '<p>one</p>',
        'p/vite.config.mjs':
          "export default { root: 'pages', build: { outDir: '../public', emptyOutDir: true } }\n",
      },
      ['p/public'],
    ],
  ])('%s with %j leaves %j', (build, files, expected) => {
    const root = mkdtempSync(join(tmpdir(), 'nx-crane-build-outputs-'))
    try {
      const all = { 'p/package.json': '{ "type": "module" }', ...SOURCE, ...files }
      for (const [path, text] of Object.entries(all)) {
        mkdirSync(dirname(join(root, path)), { recursive: true })
        writeFileSync(join(root, path), text)
      }
      expect(buildOutputs(readSourceTree(root), { dir: 'p', scripts: { build } })).toEqual(expected)
      const [program = '', ...args] = build.split(' ')
      const bin = resolve(__dirname, '../../../../node_modules/.bin', program)
      const { status, stdout } = spawnSync(bin, args, { cwd: join(root, 'p'), encoding: 'utf8' })
      expect(status, stdout).toBe(0)
      const written = filesBelow(root).filter((path) => !(path in all))
      const belongsTo = (path: string) =>
        expected.find((output) => path === output || path.startsWith(`${output}/`))
      expect([...new Set(written.map((path) => belongsTo(path) ?? path))].sort()).toEqual(expected)
    } finally {
      rmSync(root, { recursive: true })
    }
  })
})

function filesBelow(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(root, path)).isFile(),
  )
}

const dist = { 'p/tsconfig.json': tsconfig({ outDir: 'dist', rootDir: 'src' }) }
const outputsOf = (scripts: Record<string, string>, files: Record<string, string> = dist) =>
  buildOutputs(treeOf({ 'p/package.json': '{}', ...files }), { dir: 'p', scripts })

test.each<[string, Record<string, string>, readonly string[]]>([
  ['what it removes and checks first', { build: 'rm -rf dist && eslint . && tsc' }, ['p/dist']],
  [
    'scripts that it runs',
    { build: 'npm run clean && npm run js', clean: 'rimraf dist', js: 'tsc' },
    ['p/dist'],
  ],
  [
    'scripts around it',
    { build: 'tsc', postbuild: 'cp README.md types/README.md' },
    ['p/dist', 'p/types/README.md'],
  ],
  [
    'what other package managers write',
    { build: 'pnpm clean && yarn js', clean: 'rm -rf dist', js: 'tsc' },
    ['p/dist'],
  ],
  [
    'what create-vue writes',
    {
      build: 'run-p type-check "build-only {@}" --',
      'type-check': 'vue-tsc --noEmit',
      'build-only': 'vite build',
    },
    ['p/dist'],
  ],
  ['an environment', { build: 'cross-env NODE_ENV=production npx tsc' }, ['p/dist']],
  ['flags of esbuild', { build: 'esbuild src/a.ts --bundle --outfile=out/a.js' }, ['p/out/a.js']],
  ['flags of swc', { build: 'swc src -d lib' }, ['p/lib']],
  ['tsup without a word', { build: 'tsup src/index.ts' }, ['p/dist']],
])('a script that says it: %s', (_, scripts, expected) => {
  expect(outputsOf(scripts)).toEqual(expected)
})

test.each<[string, Record<string, string>, readonly string[]]>([
  ['tsup', { 'p/tsup.config.ts': "export default { outDir: 'lib' }" }, ['p/lib']],
  [
    'rollup -c',
    { 'p/rollup.config.mjs': "export default { output: [{ file: 'dist/a.cjs' }, { dir: 'dist/esm' }] }\n" },
    ['p/dist/a.cjs', 'p/dist/esm'],
  ],
  ['vite build', { 'p/vite.config.ts': 'export default { root: __dirname }\n' }, ['p/dist']],
])('a configuration that says it: %s with %j', (build, files, expected) => {
  expect(outputsOf({ build }, files)).toEqual(expected)
})

test.each<[string, Record<string, string>, Record<string, string>]>([
  ['a program of their own', { build: 'node build.mjs' }, {}],
  ['a pipe', { build: 'tsc | tee log' }, dist],
  ['another directory', { build: 'cd src && tsc' }, dist],
  ['a redirection', { build: 'tsc > log' }, dist],
  ['a substitution', { build: 'tsc --outDir $(node out.js)' }, dist],
  ['a script that runs itself', { build: 'npm run build' }, {}],
  ['a script that is not there', { build: 'npm run js' }, {}],
  ['no configuration', { build: 'tsc' }, {}],
  ['JavaScript beside the sources', { build: 'tsc' }, { 'p/tsconfig.json': tsconfig({}) }],
  ['everything in the package', { build: 'tsc --outDir .' }, dist],
  ['files outside of the repository', { build: 'tsc --outDir ../../out' }, dist],
  ['watching', { build: 'tsc -w' }, dist],
  [
    'a computed directory',
    { build: 'vite build' },
    { 'p/vite.config.ts': 'export default { build: { outDir: dirFor(mode) } }' },
  ],
  [
    'a directory with a variable in it',
    { build: 'vite build' },
    { 'p/vite.config.ts': 'export default { build: { outDir: `out/$' + '{x}` } }' },
  ],
  [
    'a framework',
    { build: 'vite build' },
    { 'p/vite.config.ts': "import { sveltekit } from '@sveltejs/kit/vite'" },
  ],
  [
    'rollup as the package says',
    { build: 'rollup -c' },
    { 'p/rollup.config.js': 'export default { output: { file: pkg.main } }' },
  ],
  ['esbuild to its output', { build: 'esbuild src/a.ts' }, {}],
])('a script of which it cannot be told: %s', (_, scripts, files) => {
  expect(outputsOf(scripts, files)).toBeNull()
})
