import { posix } from 'node:path'
import { Random } from '../../kit/random'
import type { PackagePlan } from './package-plan'
import { prose } from './words'

/** Every file of one TypeScript package, by its path in the repository. */
export function packageFiles(plan: PackagePlan, seed: number): Map<string, string> {
  const random = new Random(seed * 104729 + plan.name.length + Number(plan.name.slice(-4)))
  const modules = random.sample(
    ['format', 'store', 'events', 'client', 'limits', 'merge'],
    random.between(2, 5),
  )
  const files: [string, string][] = [
    ['package.json', json(packageManifest(plan))],
    [
      'tsconfig.json',
      json({
        extends: up(plan, 'tsconfig.base.json'),
        files: [],
        references: [...references(plan), { path: './tsconfig.lib.json' }, { path: './tsconfig.spec.json' }],
      }),
    ],
    ['tsconfig.lib.json', json(libraryConfig(plan))],
    ['tsconfig.spec.json', json(specConfig(plan))],
    ['README.md', prose(random, plan.name, random.between(4, 10))],
    ['src/index.ts', indexSource(plan, modules)],
    ...modules.map((name): [string, string] => [`src/${name}.ts`, moduleSource(name, random)]),
    [
      'src/index.spec.ts',
      `import { name } from './index.js'\nif (name !== '${plan.name}') throw new Error(name)\n`,
    ],
  ]
  return new Map(files.map(([path, text]) => [`${plan.dir}/${path}`, text]))
}

/** As package.json and the lock file write them. */
export function npmDependencies(plan: PackagePlan): Record<string, string> {
  const wasm = plan.wasm.map(({ npm, dir, committedPackage }): [string, string] => [
    npm ?? '',
    committedPackage ? '*' : `file:${posix.relative(plan.dir, dir)}/pkg`,
  ])
  const local = plan.packages.map(({ name }, index): [string, string] => [name, index % 4 ? '*' : '^1.0.0'])
  const registry = plan.registry.map((name): [string, string] => [name, '^1.0.0'])
  return Object.fromEntries([...wasm, ...local, ...registry].sort(([a], [b]) => (a < b ? -1 : 1)))
}

function packageManifest(plan: PackagePlan): unknown {
  return {
    name: plan.name,
    version: '1.0.0',
    private: true,
    type: 'module',
    main: 'dist/index.js',
    types: 'dist/index.d.ts',
    exports: {
      '.': { types: './dist/index.d.ts', default: './dist/index.js' },
      './package.json': './package.json',
    },
    scripts: { build: 'tsc -b tsconfig.lib.json' },
    dependencies: npmDependencies(plan),
  }
}

function libraryConfig(plan: PackagePlan): unknown {
  return {
    extends: up(plan, 'tsconfig.base.json'),
    compilerOptions: { rootDir: 'src', outDir: 'dist', tsBuildInfoFile: 'dist/tsconfig.lib.tsbuildinfo' },
    include: ['src/**/*.ts'],
    exclude: ['src/**/*.spec.ts'],
    references: references(plan).map(({ path }) => ({ path: `${path}/tsconfig.lib.json` })),
  }
}

function specConfig(plan: PackagePlan): unknown {
  return {
    extends: up(plan, 'tsconfig.base.json'),
    compilerOptions: { outDir: 'out-tsc/spec' },
    include: ['src/**/*.spec.ts'],
    references: [{ path: './tsconfig.lib.json' }],
  }
}

function references(plan: PackagePlan): { path: string }[] {
  return plan.packages.map(({ dir }) => ({ path: posix.relative(plan.dir, dir) }))
}

function up(plan: PackagePlan, file: string): string {
  return posix.relative(plan.dir, file)
}

function indexSource(plan: PackagePlan, modules: readonly string[]): string {
  const imported = [...plan.packages.map(({ name }) => name), ...plan.wasm.map(({ npm }) => npm ?? '')]
  const lines = [
    ...modules.map((name) => `export * as ${name} from './${name}.js'`),
    ...imported.map((name, index) => `import * as dependency${index} from '${name}'`),
    `\nexport const name = '${plan.name}'`,
    `export const dependencies: unknown[] = [${imported.map((_, index) => `dependency${index}`).join(', ')}]`,
  ]
  return `${lines.join('\n')}\n`
}

function moduleSource(name: string, random: Random): string {
  const functions = Array.from({ length: random.between(3, 10) }, (_, index) => {
    const factor = random.between(3, 999)
    return `/** Step ${index} of ${name}. */\nexport function step${index}(value: number): number {\n  return (value * ${factor}) % 9973\n}\n`
  })
  return functions.join('\n')
}

export function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
