import type { Checks } from '../../kit/checks'
import { cratesThatNeed, type KeyedRepository } from './keyed-repository'

const FAULTY = 'atlas-palette'

/** What Nix says of errors is passed on to those tasks that it is about. */
export async function checkKeyFaults(checks: Checks, keyed: KeyedRepository): Promise<void> {
  const { repository } = keyed
  const failing = async () => {
    const { results } = await keyed.run()
    return results.filter(({ success }) => !success)
  }
  const edited = async <T>(path: string, edit: (text: string) => string, observe: () => Promise<T>) => {
    const original = repository.read(path)
    repository.write(path, edit(original))
    try {
      return await observe()
    } finally {
      repository.write(path, original)
    }
  }

  const missing = (text: string) => {
    const [before, after = ''] = text.split(`dir = "apps/${FAULTY}";`)
    const faulty = after.replace('extraFiles = [ ];', 'extraFiles = [ "no/such.txt" ];')
    return `${before}dir = "apps/${FAULTY}";${faulty}`
  }
  const failed = await edited('nix/nx-crane/crates.nix', missing, failing)
  checks.equal(
    'a crate that cannot be evaluated fails with those that need it',
    failed.map(({ task }) => task).sort(),
    [FAULTY, ...cratesThatNeed(keyed.graph, FAULTY)].sort(),
  )
  checks.true(
    'each with the error',
    failed.length > 0 && failed.every(({ output }) => output.includes('no/such.txt')),
    failed[0]?.output,
  )

  const broken = await edited('flake.nix', (text) => text.replace('root = ./.;', 'root = nothing;'), failing)
  checks.true(
    'an error in flake.nix names its line',
    broken.length === keyed.graph.crates.length &&
      /flake\.nix:\d+: undefined variable 'nothing'/.test(broken[0]?.output ?? ''),
    broken[0]?.output,
  )

  const unknown = await edited(
    'nix/nx-crane/crates.nix',
    (text) => text.replace(/\n {4}atlas-cli = \{[\s\S]*?\n {4}\};/, ''),
    failing,
  )
  checks.true(
    'a crate that the flake does not know fails alone, and nx sync is named',
    unknown.map(({ task }) => task).join() === 'atlas-cli' && /nx sync/.test(unknown[0]?.output ?? ''),
    unknown.map(({ output }) => output).join(),
  )
  checks.equal('mended, all have their keys again', await failing(), [])
}
