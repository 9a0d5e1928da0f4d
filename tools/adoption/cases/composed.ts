import type { AdoptionCase, Files } from '../adoption-case'
import { json, LIBRARY, library, npmPackage, npmWorkspace, plainRoot } from './manifests'

// Nx's own plugins, run inside ours: one that fails costs its project what it would have inferred there, and nobody else.

const build = { build: 'node -e 0' }

const TYPECHECK = 'typecheck (nx:run-commands)'
const VITE = [
  'build (nx:run-commands)',
  'dev (nx:run-commands)',
  'serve (nx:run-commands)',
  'preview (nx:run-commands)',
  'serve-static (@nx/web:file-server)',
  'build-deps (nx:noop)',
  'watch-deps (nx:run-commands)',
]

const tsconfig = json({ compilerOptions: { strict: true, noEmit: true }, include: ['src'] })

const web: Files = {
  ...npmPackage('packages/web', { name: 'web', scripts: build }),
  'packages/web/tsconfig.json': tsconfig,
  'packages/web/src/index.ts': 'export const one = 1\n',
}
const crate = library('crates/core', 'core-lib')

/** SvelteKit's plugin for Vite reads the page's template from the current directory, as the real one does. */
const svelteKit: Files = {
  '@sveltejs/kit/package.json': json({
    name: '@sveltejs/kit',
    version: '2.0.0',
    type: 'module',
    exports: { './vite': './vite.js' },
  }),
  '@sveltejs/kit/vite.js':
    "import { readFileSync } from 'node:fs'\n" +
    "export async function sveltekit() {\n  readFileSync('src/app.html')\n  return [{ name: 'kit' }]\n}\n",
}

export const composed: readonly AdoptionCase[] = [
  {
    name: 'typescript-cannot-be-resolved',
    files: { ...npmWorkspace(['packages/*']), ...web, ...crate },
    plugins: ['@nx/js'],
    withoutPackages: ['typescript'],
    projects: { 'packages/web': 'web', 'crates/core': 'core-lib' },
    added: { 'crates/core': LIBRARY },
    said: [/@nx\/js.*typescript/],
    commands: [['run', 'web:build']],
  },
  {
    name: 'tsconfig-beside-a-package-without-a-name',
    files: {
      ...npmWorkspace(['packages/*']),
      ...web,
      ...crate,
      'tools/scripts/package.json': json({ private: true }),
      'tools/scripts/tsconfig.json': tsconfig,
      'tools/scripts/src/index.ts': 'export {}\n',
    },
    plugins: ['@nx/js'],
    projects: { 'packages/web': 'web', 'crates/core': 'core-lib' },
    added: { 'packages/web': [TYPECHECK], 'crates/core': LIBRARY },
    commands: [['run', 'web:build']],
  },
  {
    name: 'vite-config-beside-a-package-without-a-name',
    files: {
      ...plainRoot(),
      ...crate,
      'demo/package.json': json({ private: true }),
      'demo/vite.config.mjs': 'export default {}\n',
      'demo/index.html': '<p>demo</p>\n',
    },
    plugins: ['@nx/vite', '@nx/vitest'],
    projects: { 'crates/core': 'core-lib' },
    added: { 'crates/core': LIBRARY },
    commands: [['show', 'projects']],
  },
  {
    name: 'sveltekit-app',
    files: {
      ...npmWorkspace(['apps/*']),
      ...crate,
      ...npmPackage('apps/site', { name: 'site', scripts: build, type: 'module' }),
      'apps/site/vite.config.ts':
        "import { sveltekit } from '@sveltejs/kit/vite'\nexport default { plugins: [sveltekit()] }\n",
      'apps/site/src/app.html': '<html></html>\n',
    },
    plugins: ['@nx/vite', '@nx/vitest'],
    installed: svelteKit,
    projects: { 'apps/site': 'site', 'crates/core': 'core-lib' },
    added: { 'crates/core': LIBRARY },
    // Both plugins read the configuration.
    said: [/apps\/site\/vite\.config\.ts: @nx\/vite\/plugin and @nx\/vitest cannot read it/],
    commands: [['run', 'site:build']],
  },
  {
    name: 'vite-config-that-throws',
    files: {
      ...npmWorkspace(['apps/*']),
      ...crate,
      ...npmPackage('apps/sound', { name: 'sound', scripts: { start: 'node -e 0' } }),
      'apps/sound/vite.config.mjs': 'export default {}\n',
      'apps/sound/index.html': '<p>sound</p>\n',
      ...npmPackage('apps/strict', { name: 'strict', scripts: build }),
      'apps/strict/vite.config.mjs':
        "if (process.env.API_URL === undefined) throw new Error('API_URL is not set')\nexport default {}\n",
    },
    plugins: ['@nx/vite'],
    projects: { 'apps/sound': 'sound', 'apps/strict': 'strict', 'crates/core': 'core-lib' },
    added: { 'apps/sound': VITE, 'crates/core': LIBRARY },
    said: [/apps\/strict\/vite\.config\.mjs: @nx\/vite\/plugin.*API_URL is not set/],
    commands: [
      ['run', 'strict:build'],
      ['run', 'sound:start'],
    ],
  },
  {
    name: 'vitest-config-that-throws',
    files: {
      ...npmWorkspace(['packages/*']),
      ...crate,
      ...npmPackage('packages/lib', { name: 'lib', scripts: build }),
      'packages/lib/vitest.config.mjs': "throw new Error('no browser here')\n",
    },
    plugins: ['@nx/vitest'],
    projects: { 'packages/lib': 'lib', 'crates/core': 'core-lib' },
    added: { 'crates/core': LIBRARY },
    said: [/@nx\/vitest.*packages\/lib\/vitest\.config\.mjs/],
    commands: [['run', 'lib:build']],
  },
  {
    name: 'only-the-packages-of-the-root-are-installed',
    files: {
      ...npmWorkspace(['packages/*']),
      ...crate,
      ...npmPackage('packages/tool', { name: 'tool', scripts: build }),
      ...npmPackage('packages/app', {
        name: 'app',
        scripts: build,
        devDependencies: { '@vitejs/plugin-react': '^5.0.0' },
      }),
      'packages/app/vite.config.ts':
        "import react from '@vitejs/plugin-react'\nexport default { plugins: [react()] }\n",
      ...npmPackage('packages/page', { name: 'page', scripts: build }),
      'packages/page/vitest.config.ts':
        "import svelte from '@sveltejs/vite-plugin-svelte'\nexport default { plugins: [svelte()] }\n",
    },
    plugins: ['@nx/js', '@nx/vite', '@nx/vitest'],
    projects: {
      'packages/tool': 'tool',
      'packages/app': 'app',
      'packages/page': 'page',
      'crates/core': 'core-lib',
    },
    added: { 'crates/core': LIBRARY },
    said: [
      /packages\/app\/vite\.config\.ts: @nx\/vite\/plugin and @nx\/vitest cannot read it/,
      /packages\/page\/vitest\.config\.ts: @nx\/vitest/,
    ],
    commands: [
      ['run', 'tool:build'],
      ['run', 'app:build'],
    ],
  },
  {
    name: 'tsconfig-that-extends-what-is-not-installed',
    files: {
      ...npmWorkspace(['packages/*']),
      ...crate,
      ...web,
      ...npmPackage('packages/other', { name: 'other', scripts: build }),
      'packages/other/tsconfig.json': json({ extends: '@acme/tsconfig/base.json' }),
    },
    plugins: ['@nx/js'],
    projects: { 'packages/web': 'web', 'packages/other': 'other', 'crates/core': 'core-lib' },
    added: { 'packages/web': [TYPECHECK], 'packages/other': [TYPECHECK], 'crates/core': LIBRARY },
    commands: [
      ['run', 'web:build'],
      ['run', 'other:build'],
    ],
  },
  {
    name: 'fixtures-excluded-from-a-composed-plugin',
    files: {
      ...npmWorkspace(['packages/*']),
      ...crate,
      ...web,
      ...npmPackage('packages/fixture', { name: 'fixture', scripts: build }),
      'packages/fixture/vite.config.mjs': "throw new Error('a fixture')\n",
      'packages/fixture/tsconfig.json': tsconfig,
    },
    plugins: ['@nx/js', '@nx/vite'],
    options: {
      typescript: { js: { exclude: ['packages/fixture/**'] }, vite: { exclude: ['packages/fixture/**'] } },
    },
    projects: { 'packages/web': 'web', 'packages/fixture': 'fixture', 'crates/core': 'core-lib' },
    added: { 'packages/web': [TYPECHECK], 'crates/core': LIBRARY },
    commands: [['run', 'fixture:build']],
  },
  {
    name: 'composed-plugins-switched-off',
    files: { ...npmWorkspace(['packages/*']), ...web, ...crate },
    plugins: ['@nx/js', '@nx/vite', '@nx/vitest'],
    options: { typescript: false },
    projects: { 'packages/web': 'web', 'crates/core': 'core-lib' },
    added: { 'crates/core': LIBRARY },
  },
  {
    name: 'composed-plugin-in-nx-json-already',
    files: {
      ...npmWorkspace(['packages/*'], {}, { plugins: ['@nx/js/typescript'] }),
      ...web,
      ...crate,
    },
    plugins: ['@nx/js', '@nx/vite', '@nx/vitest'],
    projects: { 'packages/web': 'web', 'crates/core': 'core-lib' },
    added: { 'crates/core': LIBRARY },
    commands: [['run', 'web:build']],
  },
]
