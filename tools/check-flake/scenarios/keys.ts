import { evaluateTaskPaths } from '@nx-crane/nix/cli'
import type { Checks } from '../../kit/checks'
import type { StorePaths } from '../built-crates'
import type { Scenario, Surroundings } from '../scenario'
import { checkKeyEdits } from './key-edits'
import { checkKeyFaults } from './key-faults'
import { checkKeyReasons } from './key-reasons'
import { type KeyedRepository, type Keys, openRepository } from './keyed-repository'

export const keys: Scenario = {
  title: 'the keys of the example',
  async run(checks, surroundings) {
    const keyed = openRepository(surroundings)
    const { keys, results, printed } = await keyed.run()
    checks.equal(
      'every key task succeeds',
      results.filter(({ success }) => !success),
      [],
    )
    checks.equal('nothing is said of files that git tracks', printed, [])
    await checkOracles(checks, keyed, { ...surroundings, keys })
    await checkKeyEdits(checks, keyed)
    await checkKeyReasons(checks, keyed)
    await checkKeyFaults(checks, keyed)
  },
}

/** The keys are what Nix itself says, by whichever of its commands. */
async function checkOracles(
  checks: Checks,
  { repository, nix }: KeyedRepository,
  { system, keys }: Surroundings & { readonly keys: Keys },
): Promise<void> {
  const flake = `path:${repository.directory}`
  const evaluated = nix.evaluate<Readonly<Record<string, StorePaths>>>(flake, `storePaths.${system}`)
  const expected = Object.entries(evaluated).flatMap(([crate, paths]) =>
    Object.entries(paths).map(([kind, path]) => [`${crate}:${kind}`, `nix ${path}`] as const),
  )
  // Who has not said that a crate has a package gets no key of it.
  const asked = Object.fromEntries(expected.filter(([name]) => !name.endsWith(':wasm')))
  checks.equal(`${Object.keys(asked).length} keys are the store paths of nix eval`, keys, asked)

  const { paths } = await evaluateTaskPaths({
    root: repository.directory,
    ignored: [],
    program: nix.programs['nix-instantiate'],
    inputOverrides: JSON.parse(nix.inputOverrides) as Record<string, string>,
    env: { ...process.env, ...nix.env },
  })
  const tasks = Object.values(paths).flatMap(({ attribute, tasks }) =>
    Object.entries(tasks).map(([kind, task]) => ({
      attribute: `${JSON.stringify(attribute)}.${kind}`,
      task,
    })),
  )
  const derivations = nix.derivationsOf(
    flake,
    tasks.map(({ attribute }) => `legacyPackages.${system}.tasks.${attribute}`),
  )
  checks.equal(
    'the derivations are those of nix path-info --derivation',
    [...new Set(tasks.map(({ task }) => task?.derivation))].sort(),
    [...derivations].sort(),
  )
  const outputs = new Set(nix.outputsOf(derivations))
  checks.equal(
    'every store path is an output of them, as nix-store says',
    tasks.filter(({ task }) => task && !outputs.has(task.storePath)),
    [],
  )
}
