import { expect, test } from 'vitest'
import { Builders } from './builders'
import { kindsForNix } from './planned-keys'

const OPTIONS = { crate: 'app', manifest: 'app/Cargo.toml', workspace: 'Cargo.toml' }
const builders = (env: NodeJS.ProcessEnv = {}) => new Builders(env, { nix: true, flake: true })

test('Nix builds what it can see: not what is compiled with the outputs of other tasks, whoever asks for it', () => {
  expect(kindsForNix(OPTIONS, builders())).toContain('build')
  expect(kindsForNix({ ...OPTIONS, readsOutputs: true }, builders())).toEqual([])
  expect(kindsForNix({ ...OPTIONS, readsOutputs: true }, builders({ NX_CRANE_BUILDER: 'nix' }))).toEqual([])
})
