import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { readSourceTree } from '../../../packages/graph/src'
import { flakeChanges } from '../../../packages/nx/src/flake/flake-changes'
import { writeUserFiles } from '../../../packages/nx/src/write-user-files'
import { BuildStateReader } from '../../check-keys/build-state-reader'
import type { CheckedRepository } from '../../check-keys/checked-repository'
import { prepareGenerated } from '../../check-keys/generated/generated-repository'
import { bundleNxProgram } from '../../kit/bundled-program'
import { packPlugin } from '../../kit/packed-plugin'
import { writeInputs } from '../../sandboxed-nix/flake-inputs'
import { surveyHost } from '../../sandboxed-nix/host'
import { SandboxedNix } from '../../sandboxed-nix/sandboxed-nix'
import { nixObstacle } from '../../setup/nix.mjs'
import { commitAll } from './commit-all'
import type { Contestant, Place, Prepared, TaskHashes } from './contestant'
import { addToJson } from './json-file'
import { NotHere } from './not-here'
import { toolDirectoryOf } from './peer-programs'
import { REPOSITORY } from './repository'

export const WITH_CARGO: Contestant = {
  name: 'nx-crane, cargo',
  configuration: '`nx-crane init`, and nothing by hand',
  prepare(place) {
    const plugin = packPlugin(join(place.scratch, 'plugin')).directory
    return preparedOf(place, { plugin, repository: prepareGenerated(place.root, { ...REPOSITORY, plugin }) })
  },
}

export const WITH_NIX: Contestant = {
  name: 'nx-crane, Nix',
  configuration:
    '`nx-crane init` and `nx-crane flake`; new files are added to Git before each build. The compiler of the machine and variables cannot reach a build in Nix, so those edits are left out. Cargo builds the wasm packages (`targets.wasm.builder`)',
  ignores: ['rustc-update', 'env-flags'],
  async prepare(place) {
    const obstacle = nixObstacle()
    if (obstacle !== undefined) throw new NotHere(obstacle)
    const { root, scratch } = place
    const directory = join(scratch, 'nix')
    const host = surveyHost()
    const inputs = writeInputs(join(directory, 'inputs'), { host })
    const nix = await SandboxedNix.open({ directory, host, inputs })
    const plugin = packPlugin(join(scratch, 'plugin')).directory
    const generated = prepareGenerated(root, { ...REPOSITORY, plugin })
    // Those of the generator use no wasm-bindgen, without which Nix can make no package.
    const options = { targets: { wasm: { builder: 'cargo' } } }
    addToJson(join(root, 'nx.json'), { plugins: [{ plugin: 'nx-crane', options }] })
    writeUserFiles(root, flakeChanges(readSourceTree(root)))
    commitAll(root)
    const path = [toolDirectoryOf(root), nix.env.PATH].join(delimiter)
    const environment = { ...generated.environment, ...nix.env, PATH: path, NX_CRANE_BUILDER: '' }
    const prepared = preparedOf(place, { plugin, repository: { ...generated, environment } })
    return {
      ...prepared,
      hashes(variables) {
        execFileSync('git', ['add', '--all'], { cwd: root })
        return prepared.hashes(variables)
      },
    }
  },
}

function preparedOf(
  { plan, scratch }: Place,
  { plugin, repository }: { plugin: string; repository: CheckedRepository },
): Prepared {
  const program = bundleNxProgram(join(__dirname, '../../check-keys/build-state-program.ts'), scratch)
  const reader = new BuildStateReader(program, repository)
  const { version } = JSON.parse(readFileSync(join(plugin, 'package.json'), 'utf8')) as { version: string }
  // Where Nx misses, the result of a crate is looked up by its key.
  const lookedUp = (variables: Readonly<Record<string, string>>): TaskHashes =>
    Object.fromEntries(
      Object.entries(reader.read(variables)).map(([project, { key, hash }]) => [
        project,
        plan.kinds.get(project) === 'crate' ? (key ?? hash) : hash,
      ]),
    )
  return { version, configurationFile: 'nx.json', hashes: lookedUp }
}
