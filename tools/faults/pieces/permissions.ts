import { chmodSync, chownSync, lstatSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Checks } from '../../kit/checks'
import { Random } from '../../kit/random'
import { runProgram } from '../../kit/run-program'
import { RUNS } from '../built-workspace'
import type { Contained } from '../contained-program'
import { FaultCase } from '../fault-case'
import { plainRepository } from '../hostile/plain-repository'
import { type Listing, listingDifferences, listingOf } from '../listing'
import type { Piece, Surroundings } from '../piece'
import { strayTraces } from '../spoken'
import { asNobody, asOrdinaryUser, isRoot, NOBODY, unprivilegedObstacle } from '../unprivileged'

const READING = [
  ['graph', '--json'],
  ['key', '--json'],
  ['flake', '--check'],
  ['doctor'],
  ['migrate', '--dry-run'],
] as const
const WRITING = [['flake'], ['init', '--no-install'], ['doctor', '--fix']] as const

export const permissions: Piece = {
  name: 'permissions',
  title: 'what must not be read or written, for a user who is not root',
  builds: true,
  obstacle: async () => unprivilegedObstacle(),
  async run(checks, surroundings) {
    for (const path of [
      'crates/lone/src',
      'crates/lone',
      'secrets',
      'packages/ui/src',
      'crates/lone/src/lib.rs',
      'secrets/key.pem',
    ])
      await unreadable(path, 'others have their keys', checks, surroundings)
    for (const path of [
      'nx.json',
      'package.json',
      'Cargo.toml',
      'Cargo.lock',
      '.gitignore',
      'crates',
      'packages/ui/package.json',
      'node_modules',
    ])
      await unreadable(path, 'it is said', checks, surroundings)
    await readOnlyCheckout(checks, surroundings)
    await unwritableHome(checks, surroundings)
    if (isRoot()) await somebodyElse(checks, surroundings)
    else checks.lines.push('  not played: a checkout of another user’s, which only root can make')
    await foreignStores(checks, surroundings)
  },
}

/** One file or directory has no permissions at all: it costs what is in it, and nothing else. */
async function unreadable(
  path: string,
  expected: 'others have their keys' | 'it is said',
  checks: Checks,
  surroundings: Surroundings,
): Promise<void> {
  using place = repositoryIn(surroundings)
  const through = asOrdinaryUser()
  const before = keysOf(await place.command(['key', '--json'], { through }))
  const mode = lstatSync(join(place.root, path)).mode
  chmodSync(join(place.root, path), 0)
  const faults: string[] = []
  let isNamed = false
  const others = [...READING, ...WRITING].filter(([name]) => name !== 'key')
  const chosen = surroundings.options.long ? others : new Random(path.length).sample(others, 2)
  for (const command of [['key', '--json'], ...chosen]) {
    const run = await place.command(command, { through })
    isNamed ||= run.output.includes(path)
    faults.push(...faultsOf(run, place).map((fault) => `nx-crane ${command.join(' ')}: ${fault}`))
    if (command[0] !== 'key' || expected === 'it is said') continue
    const keys = keysOf(run)
    // A directory of no crate is nobody's; what is in a crate may cost its keys and those of crates that need it.
    const lost = Object.keys(before).filter((task) => !(path.includes('lone') && task.startsWith('lone:')))
    const missing = lost.filter((task) => keys[task] === undefined)
    if (missing.length > 0) faults.push(`no keys for ${missing.join(', ')}: ${run.output.slice(0, 400)}`)
  }
  if (expected === 'it is said' && !isNamed) faults.push('nobody names it')
  chmodSync(join(place.root, path), mode)
  checks.true(`${path} cannot be read: ${expected}`, faults.length === 0, faults.join('\n'))
}

async function readOnlyCheckout(checks: Checks, surroundings: Surroundings): Promise<void> {
  using place = repositoryIn(surroundings)
  const through = asOrdinaryUser()
  const before = keysOf(await place.command(['key', '--json'], { through }))
  place.seal()
  await runProgram('chmod', ['-R', 'a-w', place.root], { cwd: place.directory })
  const tree = listingOf(place.root)
  for (const command of [...READING, ...WRITING]) {
    const run = await place.command(command, { through })
    const faults = faultsOf(run, place)
    if (command[0] === 'key' && JSON.stringify(keysOf(run)) !== JSON.stringify(before))
      faults.push(`the keys are others: ${run.output.slice(0, 400)}`)
    if (command[0] === 'graph' && run.code !== 0) faults.push(`ends with ${run.code}: ${run.output}`)
    if ((command[0] === 'flake' && command.length === 1) || command[0] === 'init') {
      if (run.code === 0) faults.push('ends with 0 and has written nothing')
      if (!/flake\.nix|nix\/|nx\.json|package\.json|\.gitignore/.test(run.output))
        faults.push(`names no file: ${run.output}`)
    }
    faults.push(...changes(tree, listingOf(place.root)))
    checks.true(
      `a checkout that is read-only: nx-crane ${command.join(' ')}`,
      faults.length === 0,
      faults.join('\n'),
    )
  }
  await runProgram('chmod', ['-R', 'u+w', place.root], { cwd: place.directory })
}

async function unwritableHome(checks: Checks, surroundings: Surroundings): Promise<void> {
  using place = repositoryIn(surroundings)
  const through = asOrdinaryUser()
  chmodSync(place.home, 0o555)
  place.seal()
  for (const command of [...READING, ['flake'] as const]) {
    const run = await place.command(command, { through })
    const faults = faultsOf(run, place)
    const mayFail = command[0] === 'doctor' || command[1] === '--check'
    if (run.code !== 0 && !mayFail) faults.push(`ends with ${run.code}: ${run.output}`)
    checks.true(
      `HOME cannot be written: nx-crane ${command.join(' ')}`,
      faults.length === 0,
      faults.join('\n'),
    )
  }
  chmodSync(place.home, 0o755)
}

/** Everything is another user's, git says so too, and there is no HOME. */
async function somebodyElse(checks: Checks, surroundings: Surroundings): Promise<void> {
  using place = repositoryIn(surroundings)
  // Made for their owner alone.
  for (const directory of [place.directory, dirname(surroundings.plugin.directory)])
    chmodSync(directory, 0o755)
  await runProgram('git', ['init', '--quiet'], { cwd: place.root, env: place.environment() })
  const tree = listingOf(place.root)
  for (const command of [...READING, ...WRITING]) {
    const run = await place.command(command, {
      through: asNobody(),
      env: { HOME: '/nonexistent', NODE_COMPILE_CACHE: undefined },
    })
    const faults = [...faultsOf(run, place), ...changes(tree, listingOf(place.root))]
    checks.true(
      `a checkout of somebody else’s: nx-crane ${command.join(' ')}`,
      faults.length === 0,
      faults.join('\n'),
    )
  }
  const { output } = await place.command(['flake'], {
    through: asNobody(),
    env: { HOME: '/nonexistent', CARGO_HOME: '/nonexistent', NODE_COMPILE_CACHE: undefined },
  })
  checks.true(
    'a checkout of somebody else’s: whose it is, is said',
    /belongs to root\s+make it yours: sudo chown -R 65534 /.test(output),
    output,
  )
}

/** A directory of results that others may write to is neither read nor written; the build goes on without it. */
async function foreignStores(checks: Checks, { built }: Surroundings): Promise<void> {
  const place = await built()
  const { workspace } = place
  const results = join(workspace.case.home, '.cache/nx-crane/results')
  const args = ['run-many', '--outputStyle=static', ...RUNS.native.args]
  const strange: readonly [string, () => void][] = [
    ['a store that others may write to', () => chmodSync(results, 0o777)],
    ['a store in a directory that others may write to', () => chmodSync(dirname(results), 0o777)],
    ['a store that cannot be read', () => chmodSync(results, 0)],
    ...(isRoot()
      ? [['a store of another user’s', () => chownSync(results, NOBODY, NOBODY)] as [string, () => void]]
      : []),
  ]
  for (const [title, make] of strange) {
    workspace.forget()
    mkdirSync(results, { recursive: true, mode: 0o700 })
    await workspace.nx(args, { through: asOrdinaryUser() })
    const kept = readdirSync(results)
    make()
    const before = listingOf(results)
    for (const path of ['.nx', 'node_modules/.cache']) workspace.remove(path)
    const run = await workspace.nx(args, { through: asOrdinaryUser() })
    const faults = [
      ...strayTraces(run.output),
      ...(run.code === 0 ? [] : [`the build ends with ${run.code}: ${run.output}`]),
      ...(kept.length > 0 ? [] : ['there was nothing in the store to begin with']),
      ...changes(before, listingOf(results)),
      ...(/the result store is not used|the result store does not keep/.test(run.output)
        ? []
        : ['nothing is said of it']),
      ...(await place.faultsAfter(['native'])),
    ]
    if (isRoot()) chownSync(results, 0, 0)
    chmodSync(results, 0o755)
    chmodSync(dirname(results), 0o755)
    checks.true(`${title} is not used, and it is said`, faults.length === 0, faults.join('\n'))
  }
}

function repositoryIn(surroundings: Surroundings): FaultCase {
  const place = new FaultCase(surroundings)
  const files = plainRepository(new Random(3))
  files.set('crates/lone/Cargo.toml', '[package]\nname = "lone"\nversion = "0.1.0"\nedition = "2021"\n')
  files.set('crates/lone/src/lib.rs', '')
  files.set('secrets/key.pem', 'a key\n')
  for (const [path, text] of files) {
    mkdirSync(dirname(join(place.root, path)), { recursive: true })
    writeFileSync(join(place.root, path), text)
  }
  place.seal()
  return place
}

function faultsOf(run: Contained, place: FaultCase): string[] {
  return [
    ...(run.hung ? ['hangs'] : run.signal === null ? [] : [`ended by ${run.signal}`]),
    ...strayTraces(run.output),
    ...place.touched().map((line) => `outside: ${line}`),
  ]
}

function keysOf({ stdout }: Contained): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(stdout) as Record<string, unknown>
  } catch {
    return {}
  }
}

function changes(before: Listing, after: Listing): string[] {
  return listingDifferences(before, after)
    .slice(0, 5)
    .map((line) => `changed: ${line}`)
}
