import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { BuildStateReader } from '../../check-keys/build-state-reader'
import { prepareGenerated } from '../../check-keys/generated/generated-repository'
import { bundleNxProgram } from '../../kit/bundled-program'
import { packPlugin } from '../../kit/packed-plugin'
import type { Contestant } from './contestant'
import { REPOSITORY } from './repository'

export const WITH_CARGO: Contestant = {
  name: 'nx-crane, cargo',
  configuration: '`nx-crane init`, and nothing by hand',
  prepare({ root, plan, scratch }) {
    const plugin = packPlugin(join(scratch, 'plugin')).directory
    const repository = prepareGenerated(root, { ...REPOSITORY, plugin })
    const program = bundleNxProgram(join(__dirname, '../../check-keys/build-state-program.ts'), scratch)
    const reader = new BuildStateReader(program, repository)
    const { version } = JSON.parse(readFileSync(join(plugin, 'package.json'), 'utf8')) as { version: string }
    return {
      version,
      configurationFile: 'nx.json',
      // Where Nx misses, the result of a crate is looked up by its key.
      hashes: (variables) =>
        Object.fromEntries(
          Object.entries(reader.read(variables)).map(([project, { key, hash }]) => [
            project,
            plan.kinds.get(project) === 'crate' ? (key ?? hash) : hash,
          ]),
        ),
    }
  },
}
