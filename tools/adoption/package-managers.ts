import type { Files } from './adoption-case'
import { json } from './cases/manifests'

const PNPM = '10.34.8'
const YARN_1 = '1.22.22'
const YARN_4 = '4.18.1'
const BUN = '1.4.5'

/** What the programs of all of them are installed from. */
export const MANAGER_PACKAGES: Files = { pnpm: PNPM, yarn: YARN_1, '@yarnpkg/cli-dist': YARN_4, bun: BUN }

/** A package manager, and what a repository that uses it has of it. */
export interface Manager {
  readonly name: string
  /** Its programs, by name, with the package that they are installed from. */
  readonly programs: Files
  /** What says in the repository that it is used there. */
  readonly files: Files
}

const workspaces = 'packages:\n  - packages/*\n  - crates/shape\n'
const yarn4 = { yarn: '@yarnpkg/cli-dist/bin/yarn.js' }

export const MANAGERS: readonly Manager[] = [
  { name: 'npm', programs: {}, files: {} },
  {
    name: 'pnpm',
    programs: { pnpm: 'pnpm/bin/pnpm.cjs' },
    files: {
      'pnpm-workspace.yaml': workspaces,
      'package.json': rootManifest(`pnpm@${PNPM}`),
      'packages/page/package.json': pageManifest('workspace:*'),
    },
  },
  {
    name: 'yarn-1',
    programs: { yarn: 'yarn/bin/yarn.js' },
    files: { 'package.json': rootManifest(`yarn@${YARN_1}`) },
  },
  {
    name: 'yarn-4',
    programs: yarn4,
    files: {
      'package.json': rootManifest(`yarn@${YARN_4}`),
      '.yarnrc.yml': 'nodeLinker: node-modules\n',
      'yarn.lock': '',
    },
  },
  {
    name: 'yarn-4-pnp',
    programs: yarn4,
    files: { 'package.json': rootManifest(`yarn@${YARN_4}`), '.yarnrc.yml': '', 'yarn.lock': '' },
  },
  {
    name: 'bun',
    programs: {
      bun: `@oven/bun-linux-${process.arch}/bin/bun`,
      bunx: `@oven/bun-linux-${process.arch}/bin/bun`,
    },
    files: { 'package.json': rootManifest(`bun@${BUN}`) },
  },
]

export function rootManifest(packageManager?: string): string {
  return json({
    name: 'repository',
    private: true,
    workspaces: ['packages/*', 'crates/shape'],
    ...(packageManager === undefined ? {} : { packageManager }),
    devDependencies: { typescript: '6.0.3' },
  })
}

export function pageManifest(local: string): string {
  return json({
    name: '@mixed/page',
    version: '0.1.0',
    type: 'module',
    scripts: { build: 'vite build' },
    dependencies: { '@mixed/lib': local, '@mixed/shape': local },
    devDependencies: { vite: '8.3.8' },
  })
}
