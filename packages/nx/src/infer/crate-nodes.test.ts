import type { NxJsonConfiguration } from '@nx/devkit'
import { describe, expect, test } from 'vitest'
import { InferredRepository } from '../../test-kit/inferred-repository'
import {
  CLI,
  EVERY_CRATE,
  instead,
  kindsOf,
  LIBRARY,
  manifest,
  ROOT,
  target,
  WASM,
} from '../../test-kit/sample-repository'

const repository = new InferredRepository()
const infer = (files: Record<string, string>, options: unknown = {}, nxJson: NxJsonConfiguration = {}) =>
  repository.infer(files, { options, nxJson })

describe('crates', () => {
  test('a library has the targets Cargo has for it, a binary can be run, benches make a bench', async () => {
    const projects = await infer({ ...ROOT, ...LIBRARY, ...CLI })
    expect(Object.keys(projects['crates/engine']?.targets ?? {})).toEqual(EVERY_CRATE)
    expect(Object.keys(projects['crates/cli']?.targets ?? {})).toEqual(
      kindsOf('every crate', 'programs', 'benches'),
    )
    expect(projects['crates/cli']).toMatchObject({
      name: 'cli',
      projectType: 'application',
      tags: ['rust', 'rust:bin'],
      metadata: { technologies: ['rust'], description: 'The command' },
    })
    expect(projects['crates/cli']?.targets?.run).toMatchObject({ continuous: true, options: { bin: 'cli' } })
  })

  test('builds wait for their key alone, and are cached by it: Cargo compiles what a crate depends on', async () => {
    const projects = await infer({ ...ROOT, ...LIBRARY, ...CLI })
    const build = target(projects, 'crates/cli', 'build')
    expect(build.dependsOn).toEqual(['key'])
    expect(build.inputs).toEqual([
      {
        dependentTasksOutputFiles: expect.stringMatching(/^\*\*\/cli-[0-9a-f]{8}\/build$/),
        transitive: false,
      },
      { externalDependencies: [] },
    ])
  })

  test('the option observe reaches whatever cargo compiles for', async () => {
    const projects = await infer({ ...ROOT, ...LIBRARY, ...WASM }, { observe: false })
    const observed = (dir: string) =>
      Object.entries(projects[dir]?.targets ?? {}).flatMap(([name, { options }]) =>
        options?.observe === false ? [name] : [],
      )
    expect(observed('crates/engine')).toEqual(['build', 'test', 'lint', 'doc'])
    expect(observed('crates/chart')).toEqual(['test', 'lint', 'doc', 'wasm'])
    expect(JSON.stringify(await infer({ ...ROOT, ...LIBRARY, ...WASM }))).not.toContain('observe')
  })

  test('a wasm crate has its package as build', async () => {
    const projects = await infer({ ...ROOT, ...LIBRARY, ...WASM })
    expect(projects['crates/chart']).toMatchObject({
      name: '@acme/chart',
      tags: ['rust', 'rust:lib', 'rust:wasm'],
    })
    expect(target(projects, 'crates/chart', 'build')).toMatchObject({
      executor: 'nx-crane:noop',
      dependsOn: ['key', 'wasm'],
    })
    expect(target(projects, 'crates/chart', 'wasm')).toMatchObject({ outputs: ['{projectRoot}/pkg'] })
  })

  test('a name in the options is the target’s, false leaves it out', async () => {
    const projects = await infer({ ...ROOT, ...LIBRARY }, { targets: { build: 'cargo-build', doc: false } })
    expect(Object.keys(projects['crates/engine']?.targets ?? {})).toEqual(
      instead(EVERY_CRATE, 'build').filter((name) => name !== 'doc'),
    )
  })

  test('two crates of one name are two projects', async () => {
    const projects = await infer({
      'a/Cargo.toml': manifest('same'),
      'a/src/lib.rs': '',
      'b/Cargo.toml': manifest('same'),
      'b/src/lib.rs': '',
    })
    expect([projects.a?.name, projects.b?.name]).toEqual(['same', 'same-b'])
  })
})
