import { join } from 'node:path'
import { DEFAULT_OPTIONS, type GeneratorOptions } from '../../bench/generate/options'
import { generateMonorepo, writeMonorepo } from '../../bench/generate-monorepo'
import { cargoHomeOf } from '../../bench/generated-repository'
import { outputOf } from '../../bench/measured-command'
import { installPlugin } from '../../bench/node-modules'
import type { CheckedRepository } from '../checked-repository'
import { generatedEdits } from './generated-edits'
import { planGenerated } from './generated-plan'
import { chooseSubjects } from './subjects'

/** Writes a generated monorepo to `root` and makes it an Nx workspace as a user does: installed, and then `nx-crane init`. */
export function prepareGenerated(
  root: string,
  {
    plugin,
    ...chosen
  }: Pick<GeneratorOptions, 'seed' | 'layout'> & Partial<GeneratorOptions> & { readonly plugin: string },
): CheckedRepository {
  const options = { ...DEFAULT_OPTIONS, ...chosen }
  const { seed, layout } = options
  writeMonorepo(root, options)
  installPlugin(root, { plugin, packages: ['nx', '@nx/devkit', '@nx/js', 'typescript'] })
  outputOf({
    program: process.execPath,
    args: [join(root, 'node_modules/nx-crane/dist/bin.js'), 'init', '--no-install'],
    cwd: root,
    // What is installed decides, and not what a registry has today.
    env: { ...process.env, npm_config_offline: 'true' },
  })
  const plan = planGenerated(options)
  const subjects = chooseSubjects(plan, generateMonorepo(options))
  return {
    title: `generated, seed ${seed}, ${layout}`,
    root,
    kinds: plan.kinds,
    edits: generatedEdits(subjects),
    environment: { CARGO_HOME: cargoHomeOf(root) },
  }
}
