import { expect, test } from 'vitest'
import { InferredRepository } from '../../test-kit/inferred-repository'

const repository = new InferredRepository()
const MANIFEST = '[package]\nname = "app"\nversion = "0.1.0"\nedition = "2021"\n'
const APP = { 'app/Cargo.toml': MANIFEST, 'app/src/lib.rs': '' }

async function inputsOf(files: Readonly<Record<string, string>>, options: object = {}): Promise<unknown[]> {
  const projects = await repository.infer({ ...APP, ...files }, { options })
  return [...(projects.app?.targets?.key?.inputs ?? [])]
}

test('the key target has the files that decide on keys as inputs, and no npm package', async () => {
  const inputs = await inputsOf({})
  expect(inputs.slice(0, 2)).toEqual(['{projectRoot}/**/*', '^{projectRoot}/**/*'])
  expect(inputs).toContainEqual({ externalDependencies: [] })
  expect(inputs).toContain('{workspaceRoot}/{.env,.env.*,.*.env}')
})

test.each<[string, Readonly<Record<string, string>>, string]>([
  ['the flake', {}, 'flake.{nix,lock}'],
  ['what the flake names', { 'flake.nix': 'import ./tools/rust.nix' }, 'tools/rust.nix'],
  [
    'what that names in turn',
    { 'flake.nix': 'import ./tools/rust.nix', 'tools/rust.nix': 'readFile ./pins.json' },
    'tools/pins.json',
  ],
  [
    'a submodule, of which Git says only that it changed',
    { '.gitmodules': '[submodule "a"]\n\tpath = vendor/a\n' },
    'vendor/a',
  ],
  [
    'a linker script',
    { 'app/.cargo/config.toml': '[build]\nrustflags = ["-Clink-arg=-Tmemory.x"]\n' },
    'app/memory.x',
  ],
  [
    'what the linker script includes',
    {
      'app/.cargo/config.toml': '[build]\nrustflags = ["-Clink-arg=-Tmemory.x"]\n',
      'app/memory.x': 'INCLUDE regions.x\n',
    },
    'app/regions.x',
  ],
  [
    'a configuration of clippy elsewhere',
    { '.cargo/config.toml': '[env]\nCLIPPY_CONF_DIR = { value = "lints", relative = true }\n' },
    'lints/clippy.toml',
  ],
  [
    'a compiler of the repository',
    { '.cargo/config.toml': '[build]\nrustc = "tools/rustc"\n' },
    'tools/rustc',
  ],
  [
    'a rustdoc of the repository',
    { '.cargo/config.toml': '[build]\nrustdoc = "tools/rustdoc"\n' },
    'tools/rustdoc',
  ],
  [
    'sources in place of a registry',
    { '.cargo/config.toml': '[source.vendored]\ndirectory = "vendored"\n' },
    'vendored/**/*',
  ],
])('its inputs have %s', async (_, files, glob) => {
  expect(await inputsOf(files)).toContain(`{workspaceRoot}/${glob}`)
})

test('where cargo builds, the flake decides on nothing', async () => {
  expect(await inputsOf({}, { builder: 'cargo' })).not.toContain('{workspaceRoot}/flake.{nix,lock}')
})

test('benches, which have no key as an input, are selected by the same files', async () => {
  const projects = await repository.infer({
    ...APP,
    'app/Cargo.toml': `${MANIFEST}[[bench]]\nname = "speed"\n`,
    'app/benches/speed.rs': 'fn main() {}',
  })
  expect(projects.app?.targets?.bench?.inputs).toEqual(projects.app?.targets?.key?.inputs)
})
