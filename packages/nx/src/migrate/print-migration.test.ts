import { expect, test } from 'vitest'
import { CRATES, migrated, text } from '../../test-kit/sample-migration'
import { printMigration } from './print-migration'

test('the plan for people: the table first, then what changes, then what does not', () => {
  const plan = migrated({
    ...CRATES,
    'libs/shapes/project.json': text({
      name: 'shapes',
      targets: {
        build: { executor: '@monodon/rust:build' },
        addon: { executor: '@monodon/rust:napi' },
      },
    }),
  })
  expect(printMigration(plan)).toBe(`from @monodon/rust

Project  Target  Before               After
shapes   addon   @monodon/rust:napi   @monodon/rust:napi
         build   @monodon/rust:build  nx-crane:cargo

Kept as it is
  libs/shapes/project.json: addon (@monodon/rust:napi) is kept: nx-crane does not build native addons for Node
  package.json: @monodon/rust is kept: libs/shapes/project.json still uses it for addon
`)
})

test('a target that two sources are about has one row', () => {
  const row = { project: 'a', target: 'build' }
  const rows = [
    { ...row, before: 'turbo (script)', after: 'nx:run-script' },
    { ...row, before: 'nx:run-script', after: 'nx-crane:noop' },
  ]
  expect(printMigration({ ...migrated({}), sources: ['turbo'], rows })).toContain(
    'a        build   turbo (script)  nx-crane:noop\n',
  )
})

test('where there is nothing, that is said', () => {
  expect(printMigration(migrated(CRATES))).toBe(
    'nothing to migrate: no @monodon/rust, @nxrs/cargo, Turborepo, scripts that build Rust here\n',
  )
})
