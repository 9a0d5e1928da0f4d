import { rmSync } from 'node:fs'
import type { NxJsonConfiguration } from '@nx/devkit'
import { describe, expect, test } from 'vitest'
import { type Files, InferredRepository, type Projects } from '../../test-kit/inferred-repository'

const repository = new InferredRepository()
const { notices } = repository

const VIRTUAL = {
  ...crate('crates/engine'),
  ...crate('crates/cli'),
  'Cargo.toml': '[workspace]\nmembers = ["crates/*"]\n',
}
const LOCK = 'version = 4\n'

describe('audit and deny', () => {
  test.each<[string, Files, Record<string, string[]>]>([
    ['a workspace has `audit` before the first build makes its lock', VIRTUAL, { '.cargo': ['audit'] }],
    ['and for its lock: one for all its crates', { ...VIRTUAL, 'Cargo.lock': LOCK }, { '.cargo': ['audit'] }],
    [
      'a workspace has `deny` for its configuration',
      { ...VIRTUAL, '.deny.toml': '' },
      { '.cargo': ['audit', 'deny'] },
    ],
    [
      'a configuration among those of Cargo',
      { ...VIRTUAL, '.cargo/deny.toml': '' },
      { '.cargo': ['audit', 'deny'] },
    ],
    [
      'a directory of that name is no configuration',
      { ...VIRTUAL, 'deny.toml/x': '' },
      { '.cargo': ['audit'] },
    ],
    [
      'a crate that stands alone has its own',
      { ...crate('engine'), 'engine/Cargo.lock': LOCK, 'engine/deny.toml': '' },
      { engine: ['audit', 'deny'] },
    ],
    [
      'a member with a configuration of its own',
      { ...VIRTUAL, 'crates/cli/deny.toml': '', 'crates/cli/Cargo.lock': LOCK },
      { 'crates/cli': ['deny'], '.cargo': ['audit'] },
    ],
    [
      'a crate that is the root of a workspace stands for it',
      {
        ...VIRTUAL,
        ...crate('', '[workspace]\nmembers = ["crates/*"]\n'),
        'Cargo.lock': LOCK,
        'deny.toml': '',
      },
      { '.': ['audit', 'deny'] },
    ],
    [
      'a workspace in a directory of its own',
      nested('rust', { ...VIRTUAL, 'Cargo.lock': LOCK }),
      { 'rust/.cargo': ['audit'] },
    ],
    [
      'a project in the directory of the workspace gets them',
      { ...VIRTUAL, 'Cargo.lock': LOCK, 'project.json': '{"name": "everything"}' },
      { '.': ['audit'] },
    ],
    [
      'what a project has stays',
      {
        ...VIRTUAL,
        'Cargo.lock': LOCK,
        'project.json': '{"name": "everything", "targets": {"audit": {"command": "npm audit"}}}',
      },
      { '.': ['cargo-audit'] },
    ],
    [
      'a crate with such a target keeps it',
      {
        ...crate('engine'),
        'engine/Cargo.lock': LOCK,
        'engine/project.json': '{"name": "engine", "targets": {"audit": {"command": "x"}}}',
      },
      { engine: ['cargo-audit'] },
    ],
    [
      'what lies there for tests is no project',
      nested('tests/fixtures/sample', { ...VIRTUAL, 'Cargo.lock': LOCK, 'deny.toml': '' }, crate('engine')),
      { engine: ['audit'] },
    ],
  ])('%s', async (_, files, expected) => {
    expect(checksOf(await infer(files))).toEqual(expected)
  })

  test('a workspace that is no project gets one of its own, beside which files of the root stay nobody’s', async () => {
    const projects = await infer({ ...VIRTUAL, 'Cargo.lock': LOCK, 'deny.toml': '' })
    expect(Object.keys(projects).sort()).toEqual(['.cargo', 'crates/cli', 'crates/engine'])
    expect(projects['.cargo']).toEqual({
      name: 'cargo-workspace',
      tags: ['rust', 'rust:workspace'],
      metadata: { technologies: ['rust'], description: 'The Cargo workspace of Cargo.toml' },
      targets: {
        audit: {
          executor: 'nx-crane:cargo-dependencies',
          cache: false,
          inputs: expect.arrayContaining(['{workspaceRoot}/Cargo.lock', '{workspaceRoot}/**/Cargo.toml']),
          options: { kind: 'audit', manifest: 'Cargo.toml', allMembers: true },
          metadata: { technologies: ['rust'], description: expect.stringContaining('cargo-audit') },
        },
        deny: expect.objectContaining({
          options: { kind: 'deny', manifest: 'Cargo.toml', allMembers: true },
        }),
      },
    })
  })

  test('a crate called as the workspace keeps its name', async () => {
    const projects = await infer({ ...VIRTUAL, ...crate('crates/cargo-workspace'), 'Cargo.lock': LOCK })
    expect(projects['crates/cargo-workspace']?.name).toBe('cargo-workspace')
    expect(projects['.cargo']?.name).toBe('cargo-workspace-.cargo')
  })

  test('options name them, leave them out, or leave out the workspace', async () => {
    const files = { ...VIRTUAL, 'Cargo.lock': LOCK, 'deny.toml': '' }
    const named = await infer(files, {}, { targets: { audit: 'advisories', deny: false } })
    expect(Object.keys(named['.cargo']?.targets ?? {})).toEqual(['advisories'])
    expect(checksOf(await infer(files, {}, { exclude: ['Cargo.toml'] }))).toEqual({})
  })

  test('where nx.json would have answers about advisories cached there is no target, which is said', async () => {
    const files = { ...crate('engine'), 'engine/Cargo.lock': LOCK, 'engine/deny.toml': '' }
    const cached = { targetDefaults: { audit: { cache: true } } }
    expect(checksOf(await infer(files, cached))).toEqual({ engine: ['deny'] })
    expect(notices.join('')).toMatch(
      /targetDefaults have the results of "audit" cached.*"nx-crane:cargo-dependencies": \{\}/s,
    )
    const shielded = { targetDefaults: { ...cached.targetDefaults, 'nx-crane:cargo-dependencies': {} } }
    expect(checksOf(await infer(files, shielded))).toEqual({ engine: ['audit', 'deny'] })
  })
})

/** The checks of each project by its directory. */
function checksOf(projects: Projects): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(projects).flatMap(([dir, { targets }]) => {
      const names = Object.entries(targets ?? {}).flatMap(([name, { executor }]) =>
        executor === 'nx-crane:cargo-dependencies' ? [name] : [],
      )
      return names.length === 0 ? [] : [[dir, names]]
    }),
  )
}

async function infer(
  files: Files,
  nxJson: NxJsonConfiguration = {},
  options: object = {},
): Promise<Projects> {
  rmSync(repository.root, { recursive: true, force: true })
  return repository.infer({ ...files, 'nx.json': JSON.stringify(nxJson) }, { options, nxJson })
}

function crate(dir: string, more = ''): Files {
  const name = dir.split('/').pop() || 'root'
  return nested(dir, {
    'Cargo.toml': `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\n${more}`,
    'src/lib.rs': '',
  })
}

function nested(dir: string, files: Files, others: Files = {}): Files {
  const inside = Object.entries(files).map(([path, text]) => [dir === '' ? path : `${dir}/${path}`, text])
  return { ...Object.fromEntries(inside), ...others }
}
