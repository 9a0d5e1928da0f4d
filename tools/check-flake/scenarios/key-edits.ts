import { execFileSync } from 'node:child_process'
import type { Checks } from '../../kit/checks'
import { cratesThatNeed, type KeyedRepository, type Keys } from './keyed-repository'

const CRATE = 'atlas-noise'
const DIR = `apps/${CRATE}`
const CHECKED = ['format', 'lint', 'test']

/** An edit moves the keys of what it is part of, and no other. */
export async function checkKeyEdits(checks: Checks, keyed: KeyedRepository): Promise<void> {
  const { keys: before } = await keyed.run()
  const moved = async (path: string, edit: (text: string) => string): Promise<string[]> => {
    const original = keyed.repository.read(path)
    keyed.repository.write(path, edit(original))
    try {
      return changedKeys(before, (await keyed.run()).keys)
    } finally {
      keyed.repository.write(path, original)
    }
  }
  checks.equal(
    'a source moves all keys of its crate, and of those that need it all but the format',
    await moved(`${DIR}/src/lib.rs`, (text) => `${text}// edited\n`),
    sourceKeys(keyed, before),
  )
  checks.equal(
    'a comment in the lock moves none',
    await moved('Cargo.lock', (text) => `# edited\n${text}`),
    [],
  )
  checks.equal(
    'nor does one in a manifest',
    await moved(`${DIR}/Cargo.toml`, (text) => `${text}# edited\n`),
    [],
  )
  checks.equal(
    'nor does the README of the repository',
    await moved('README.md', (text) => `${text}edited\n`),
    [],
  )
  await checkNewFile(checks, keyed, before)
}

async function checkNewFile(checks: Checks, keyed: KeyedRepository, before: Keys): Promise<void> {
  const { repository, nix } = keyed
  const test = `${DIR}/tests/it's new.rs`
  repository.write(test, '#[test]\nfn passes() {}\n')
  const { keys, printed } = await keyed.run()
  checks.equal(
    'a new test moves the keys of what runs or checks it',
    changedKeys(before, keys),
    CHECKED.map((kind) => `${CRATE}:${kind}`),
  )
  const tracked = () =>
    nix.evaluate<string>(`git+file://${repository.directory}`, `storePaths.${nix.system}.${CRATE}.test`)
  const key = keys[`${CRATE}:test`]?.replace('nix ', '')
  checks.true('git does not track it, so that the flake has another path', tracked() !== key)
  const command = /git add -N -- .*/.exec(printed.join('\n'))?.[0]
  checks.true('the command that makes them agree is printed', command !== undefined, printed.join('\n'))
  execFileSync('sh', ['-c', command ?? 'false'], { cwd: repository.directory })
  checks.equal('after it they do', tracked(), key)
  checks.equal('and nothing is said any more', (await keyed.run()).printed, [])
  execFileSync('git', ['rm', '--quiet', '--force', '--', test], { cwd: repository.directory })
  checks.equal(
    'without the test the keys are what they were',
    changedKeys(before, (await keyed.run()).keys),
    [],
  )
}

function sourceKeys({ graph }: KeyedRepository, keys: Keys): string[] {
  const needing = cratesThatNeed(graph, CRATE)
  const isMoved = (key: string) => {
    const [crate = '', kind] = key.split(':')
    return crate === CRATE || (needing.has(crate) && kind !== 'format')
  }
  return Object.keys(keys).filter(isMoved).sort()
}

function changedKeys(before: Keys, after: Keys): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((key) => before[key] !== after[key])
    .sort()
}
