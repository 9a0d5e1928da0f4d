import type { NxJsonConfiguration } from '@nx/devkit'
import { describe, expect, test } from 'vitest'
import { InferredRepository } from '../../test-kit/inferred-repository'
import { LIBRARY, ROOT, target, WASM, WEB } from '../../test-kit/sample-repository'

const repository = new InferredRepository()
const infer = (files: Record<string, string>, options: unknown = {}, nxJson: NxJsonConfiguration = {}) =>
  repository.infer(files, { options, nxJson })

describe('TypeScript packages that reach a wasm crate', () => {
  test('run after its package and are cached by its content, not by the crate’s sources', async () => {
    const projects = await infer({ ...ROOT, ...LIBRARY, ...WASM, ...WEB }, {}, CACHED_BUILDS)
    expect(target(projects, 'packages/web', 'build')).toEqual({
      dependsOn: ['^build', { projects: ['@acme/chart'], target: 'build' }],
      inputs: [
        'default',
        { input: 'default', projects: ['@acme/ui'] },
        { dependentTasksOutputFiles: 'crates/chart/pkg/**/*', transitive: true },
      ],
    })
    expect(target(projects, 'packages/web', 'start').inputs).toBeUndefined()
  })

  test('other targets see a new lock or compiler through the named inputs of the crate', async () => {
    const namedInputs = {
      default: ['{projectRoot}/**/*', 'sharedGlobals'],
      production: ['default', '!{projectRoot}/**/*.spec.ts'],
      sources: ['{projectRoot}/src/**/*'],
      sharedGlobals: ['{workspaceRoot}/.nvmrc'],
    }
    const projects = await infer({ ...ROOT, ...LIBRARY, ...WASM, ...WEB }, {}, { namedInputs })
    const own = projects['crates/chart']?.namedInputs
    expect(Object.keys(own ?? {})).toEqual(['default', 'sources'])
    expect(own?.default?.slice(0, 2)).toEqual(namedInputs.default)
    expect(own?.default).toContain('{workspaceRoot}/Cargo.lock')
    expect(own?.sources).toContainEqual({ runtime: 'rustc -vV' })
    expect(projects['crates/engine']?.namedInputs).toBeUndefined()
  })

  test('with a named input `production` what is bundled is cached by it, and by the npm packages that can be used', async () => {
    const lock = {
      packages: Object.fromEntries(NPM.map((name) => [`node_modules/${name}`, { version: '1.0.0' }])),
    }
    const files = {
      ...{ ...ROOT, ...LIBRARY, ...WASM, ...WEB },
      'package.json':
        '{"name": "root", "workspaces": ["packages/*", "crates/*"], "devDependencies": {"typescript": "*"}}',
      'package-lock.json': JSON.stringify(lock),
      'packages/plain/package.json':
        '{"name": "plain", "dependencies": {"zod": "*"}, "scripts": {"build": "tsc", "test": "x", "pack": "y"}}',
    }
    const targetDefaults = { build: { cache: true }, test: { cache: true } }
    const projects = await infer(files, {}, { targetDefaults, namedInputs: { production: ['default'] } })
    expect(target(projects, 'packages/web', 'build').inputs).toEqual([
      'production',
      { input: 'production', projects: ['@acme/ui'] },
      { externalDependencies: ['typescript'] },
      { dependentTasksOutputFiles: 'crates/chart/pkg/**/*', transitive: true },
    ])
    expect(projects['packages/plain']?.targets).toEqual({
      build: { inputs: ['default', '^production', { externalDependencies: ['typescript', 'zod'] }] },
      test: { inputs: ['default', '^production', { externalDependencies: ['typescript', 'zod'] }] },
    })
  })

  test('a package that reaches none is left to Nx', async () => {
    const projects = await infer({ ...ROOT, ...LIBRARY, 'packages/ui/package.json': '{"name": "@acme/ui"}' })
    expect(projects['packages/ui']).toBeUndefined()
  })
})

const NPM = ['typescript', 'zod', 'unused']
const CACHED_BUILDS: NxJsonConfiguration = { targetDefaults: { build: { cache: true } } }
