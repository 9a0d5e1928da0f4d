import { treeOf } from '@nx-crane/graph/test-kit/files-tree'
import { expect, test } from 'vitest'
import { migrated, text } from '../../../test-kit/sample-migration'
import { ignoredInputs } from './ignored-inputs'

const TREE = treeOf({
  '.gitignore':
    '# local\n.env\n.env*.local\n!.env.test.local\nnode_modules\ndist/\npackages/ui/src/gen.ts\n/secrets/*.json\n',
  'packages/web/.gitignore': '/settings.json\n',
})

// each row: `git check-ignore` of a file of that name in the same repository (Git 2.39)
test.each<[string, boolean]>([
  ['{workspaceRoot}/.env', true],
  ['{workspaceRoot}/.env.local', true],
  ['{workspaceRoot}/.env.test.local', false],
  ['{workspaceRoot}/tsconfig.json', false],
  ['{workspaceRoot}/dist/a.json', true],
  ['{workspaceRoot}/secrets/a.json', true],
  ['{workspaceRoot}/secrets/*.json', true],
  ['{workspaceRoot}/**/.env.*local', true],
  ['{workspaceRoot}/**/.env', true],
  ['{projectRoot}/.env*', true],
  ['{projectRoot}/.env.{production,staging}', false],
  ['{projectRoot}/.env.{production,staging}.local', true],
  ['{projectRoot}/settings.json', true],
  ['{projectRoot}/src/gen.ts', true],
  ['{projectRoot}/src/*.ts', true],
  ['{projectRoot}/src/**', false],
  ['{projectRoot}/*.md', false],
])('%s may be ignored: %s', (input, is) => {
  expect(ignoredInputs(TREE, ['packages/ui', 'packages/web'])(input)).toBe(is)
})

test('what Git ignores is read from disk: globally, by all packages and by one', () => {
  const plan = migrated({
    '.gitignore': '.env\n.env.local\n',
    'turbo.json': text({
      globalDependencies: ['.env', 'tsconfig.json'],
      tasks: {
        build: { inputs: ['$TURBO_DEFAULT$', '.env*', '!.env.example'] },
        'web#build': { inputs: ['src/**', '.env.local'] },
      },
    }),
    'package.json': text({ name: 'acme', workspaces: ['web'] }),
    'web/package.json': text({ name: 'web', scripts: { build: 'x' } }),
  })
  // schemas/nx-schema.json of 23.0.0, 23.1.0 and 23.2.0 has no such word, that of 23.3.1 has
  expect(plan.notes).toContainEqual(
    expect.stringMatching(
      /^nx\.json, web\/package\.json: inputs that Git ignores .* needs Nx 23\.3 or later/,
    ),
  )
  const ignored = (fileset: string) => ({ fileset, includeIgnored: true })
  expect(plan.json('nx.json')).toMatchObject({
    namedInputs: { sharedGlobals: [ignored('{workspaceRoot}/.env'), '{workspaceRoot}/tsconfig.json'] },
    targetDefaults: {
      build: {
        inputs: [
          'default',
          ignored('{projectRoot}/.env*'),
          '!{projectRoot}/.env.example',
          ignored('!{projectRoot}/.env.example'),
        ],
      },
    },
  })
  expect(plan.json('web/package.json')).toMatchObject({
    nx: {
      targets: {
        build: {
          inputs: [
            '{projectRoot}/src/**',
            ignored('{projectRoot}/.env.local'),
            '{projectRoot}/package.json',
            'sharedGlobals',
          ],
        },
      },
    },
  })
})
