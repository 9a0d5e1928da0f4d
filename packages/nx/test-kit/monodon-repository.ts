import { CRATES, migrated, text } from './sample-migration'

export const TARGET_DIR = { 'target-dir': 'dist/target/hello' }
export const PRODUCTION = { production: { release: true } }

// As `nx g @monodon/rust:binary hello` (3.0.0, Nx 22.3.3) writes it; 2.3.0 makes the same of it.
export const HELLO = {
  name: 'hello',
  $schema: '../../node_modules/nx/schemas/project-schema.json',
  projectType: 'application',
  sourceRoot: './apps/hello/src',
  targets: {
    build: {
      cache: true,
      executor: '@monodon/rust:build',
      outputs: ['{options.target-dir}'],
      options: TARGET_DIR,
      configurations: PRODUCTION,
    },
    test: {
      cache: true,
      executor: '@monodon/rust:test',
      outputs: ['{options.target-dir}'],
      options: TARGET_DIR,
      configurations: PRODUCTION,
    },
    lint: {
      cache: true,
      executor: '@monodon/rust:lint',
      outputs: ['{options.target-dir}'],
      options: TARGET_DIR,
    },
    run: {
      executor: '@monodon/rust:run',
      outputs: ['{options.target-dir}'],
      options: TARGET_DIR,
      configurations: PRODUCTION,
    },
  },
  tags: [],
}

// As `nx g @monodon/rust:library shapes` writes it: its build is a check.
export const SHAPES = {
  name: 'shapes',
  projectType: 'library',
  targets: {
    build: {
      executor: '@monodon/rust:check',
      outputs: ['{options.target-dir}'],
      options: { 'target-dir': 'dist/target/shapes' },
    },
    lint: {
      cache: true,
      executor: '@monodon/rust:lint',
      outputs: ['{options.target-dir}'],
      options: { 'target-dir': 'dist/target/shapes' },
    },
  },
  tags: ['scope:shared'],
  implicitDependencies: ['schemas'],
}

export const MONODON = {
  ...CRATES,
  'nx.json': text({
    namedInputs: {
      default: ['{projectRoot}/**/*', 'sharedGlobals'],
      sharedGlobals: [
        '{workspaceRoot}/Cargo.lock',
        '{workspaceRoot}/.github/workflows/ci.yml',
        '{workspaceRoot}/Cargo.toml',
      ],
    },
    plugins: ['@nx/eslint/plugin', '@monodon/rust'],
    targetDefaults: { '@monodon/rust:test': { cache: true }, lint: { cache: true } },
    generators: { '@monodon/rust:library': { edition: '2024' } },
  }),
  'package.json': text({ name: 'acme', devDependencies: { '@monodon/rust': '^3.0.0', nx: '23.3.1' } }),
  'apps/hello/project.json': text(HELLO),
  'libs/shapes/project.json': text(SHAPES),
}

/** What is left of the targets of one project. */
export function targetsAfter(targets: Record<string, unknown>, more: Record<string, string> = {}) {
  const plan = migrated({ ...MONODON, 'apps/hello/project.json': text({ ...HELLO, targets }), ...more })
  return { ...plan, left: (plan.json('apps/hello/project.json') as { targets?: unknown }).targets }
}
