import { describe, expect, test } from 'vitest'
import { HELLO, MONODON, SHAPES } from '../../test-kit/monodon-repository'
import { migrated, text, written } from '../../test-kit/sample-migration'

describe('@monodon/rust', () => {
  test('what its generators write is handed over, and the plugin goes', () => {
    const plan = migrated(MONODON)
    expect(plan.sources).toEqual(['monodon'])
    expect(plan.json('apps/hello/project.json')).toEqual({
      ...HELLO,
      targets: {
        build: { configurations: { production: { profile: 'release' } } },
        test: { configurations: { production: { profile: 'release' } } },
        lint: { options: { warnings: 'allow' } },
        run: { options: { cwd: '.' }, configurations: { production: { profile: 'release' } } },
      },
    })
    expect(plan.json('libs/shapes/project.json')).toEqual({
      ...SHAPES,
      targets: { lint: { options: { warnings: 'allow' } } },
    })
    expect(plan.json('nx.json')).toEqual({
      namedInputs: {
        default: ['{projectRoot}/**/*', 'sharedGlobals'],
        sharedGlobals: ['{workspaceRoot}/.github/workflows/ci.yml'],
      },
      plugins: ['@nx/eslint/plugin'],
      targetDefaults: { lint: { cache: true } },
      generators: {},
    })
    expect(plan.json('package.json')).toEqual({ name: 'acme', devDependencies: { nx: '23.3.1' } })
    expect(plan.kept).toEqual([])
    expect(
      plan.rows.map(({ project, target, before, after }) => [project, target, before, after].join(' ')),
    ).toEqual([
      'hello build @monodon/rust:build nx-crane:cargo',
      'hello test @monodon/rust:test nx-crane:cargo',
      'hello lint @monodon/rust:lint nx-crane:cargo',
      'hello run @monodon/rust:run nx-crane:cargo-run',
      'shapes build @monodon/rust:check nx-crane:cargo',
      'shapes lint @monodon/rust:lint nx-crane:cargo',
    ])
    expect(plan.notes).toContain(
      'apps/hello/project.json: build: programs are in apps/hello/dist/cargo now, not in dist/target/hello',
    )
  })

  test('a second time there is nothing to do', () => {
    const once = migrated(MONODON)
    expect(migrated(written(MONODON, once))).toMatchObject({ sources: [], files: [], removed: [] })
  })

  test('comments and formatting of what stays are kept, and an empty table goes', () => {
    const file = `{
  // the shapes
  "name": "shapes", "tags": [ "a" ],
  "targets": {
    "build": { "executor": "@monodon/rust:build" },
    "docs": { "command": "mdbook build" }, // for people
  },
}
`
    const plan = migrated({ ...MONODON, 'libs/shapes/project.json': file })
    expect(plan.tree.read('libs/shapes/project.json')).toBe(`{
  // the shapes
  "name": "shapes", "tags": [ "a" ],
  "targets": {
    "docs": { "command": "mdbook build" }, // for people
  },
}
`)
    const bare = migrated({
      ...MONODON,
      'libs/shapes/project.json': text({
        name: 'shapes',
        targets: { build: { executor: '@monodon/rust:build' } },
      }),
    })
    expect(bare.json('libs/shapes/project.json')).toEqual({ name: 'shapes' })
  })

  test('a broken file is named, with its line', () => {
    expect(() => migrated({ ...MONODON, 'apps/hello/project.json': '{\n  "name": \n}' })).toThrow(
      /apps\/hello\/project\.json:\d/,
    )
  })
})
