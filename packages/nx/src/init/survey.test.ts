import { treeOf } from '@nx-crane/graph/test-kit/files-tree'
import { expect, test } from 'vitest'
import { surveyRepository } from './survey'

const crate = (name: string, rest = '') =>
  `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\n${rest}`

test('crates with what stands beside them, and the tools that packages use', () => {
  const survey = surveyRepository(
    treeOf({
      'Cargo.toml': '[workspace]\nmembers = ["crates/*"]\n',
      'package.json': '{ "name": "root", "devDependencies": { "typescript": "6.0.3", "vite": "8.3.8" } }',
      'crates/core/Cargo.toml': crate('core', '[package.metadata.nx-crane]\ninclude = []\n'),
      'crates/core/src/lib.rs': '',
      'crates/web/Cargo.toml': crate(
        'web',
        '[lib]\ncrate-type = ["cdylib"]\n[dependencies]\nwasm-bindgen = "0.2"\n',
      ),
      'crates/web/src/lib.rs': '',
      'crates/web/package.json': '{ "name": "@acme/web" }',
      '.nxignore': 'templates/\n',
      'templates/app/package.json': '{ "name": "template", "dependencies": { "vite": "8.3.8" } }',
      'templates/app/vite.config.ts': '',
      'templates/app/Cargo.toml': crate('template'),
      'templates/app/src/lib.rs': '',
      'packages/app/package.json': '{ "name": "app" }',
      'packages/app/tsconfig.json': '{}',
      'packages/app/vitest.config.ts': '',
    }),
  )
  expect(survey).toEqual({
    crates: [
      { dir: 'crates/core', isWasm: false, declaresReads: true, packageManifest: null },
      { dir: 'crates/web', isWasm: true, declaresReads: false, packageManifest: 'crates/web/package.json' },
    ],
    cargoWorkspaceDirs: [''],
    hasPackages: true,
    hasTypeScript: true,
    hasVite: false,
    hasVitest: false,
  })
})
