import { NixInstallation } from '@nx-crane/nix/cli'
import {
  CACHE_FORMS,
  type CacheAddress,
  parseCacheAddress,
  printCacheAddress,
  readingUrl,
} from '../cache/cache-address'
import { cacheReportJson, printCacheReport, takenFrom } from '../cache/cache-report'
import { cachedTasks, openCacheRepository } from '../cache/cached-tasks'
import { checkCaches } from '../cache/check-caches'
import { makeKey } from '../cache/make-key'
import { pushedPaths } from '../cache/pushed-paths'
import { openSigningKey, withoutKeys } from '../cache/signing-key'
import { refusalToPush } from '../cache/trusted-branch'
import { signersIn, upload } from '../cache/upload'
import { NxCraneError } from '../nx-crane-error'
import type { Command } from './command'
import { parseUsage } from './parse-usage'
import { UsageError } from './usage-error'

type Arguments = ReturnType<typeof parseArguments>

const say = (line: string) => void process.stderr.write(`nx-crane: ${line}\n`)

export const cacheCommand: Command = {
  usage:
    'nx-crane cache push [--root DIR] [--to URL] [--key-file FILE] [--branch NAME]… [--force] [PROJECT…]\n  nx-crane cache check [--root DIR] [--from URL]… [--json] [PROJECT…]\n  nx-crane cache key [--root DIR] [--out FILE] NAME',
  summary:
    'Caches of Nix. push copies what Nix has built for the crates into one, signed; in CI only from the main branch. check says which tasks of this commit caches have, and why one is not taken from there (exits with 1 then). key makes a pair of keys to sign with.',
  run(argv) {
    const [action, ...rest] = argv
    const known = action !== undefined && Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined
    if (known === undefined)
      throw new UsageError(`cache wants one of ${Object.keys(ACTIONS).join(', ')} as its first word`)
    const given = parseArguments(rest)
    const wrong = given.options.find((option) => !known.options.includes(option))
    if (wrong !== undefined) throw new UsageError(`cache ${action} has no option --${wrong}`)
    return known.run(given)
  },
}

interface Action {
  /** Those that it has beside `--root`. */
  readonly options: readonly string[]
  run(given: Arguments): Promise<number>
}

const ACTIONS: Readonly<Record<string, Action>> = {
  push: { options: ['to', 'key-file', 'branch', 'force'], run: push },
  check: { options: ['from', 'json'], run: check },
  key: { options: ['out'], run: key },
}

async function push(given: Arguments): Promise<number> {
  const { root, projects } = given
  const refusal = given.force ? null : refusalToPush(process.env, given.branch)
  if (refusal !== null) throw new NxCraneError('NOT_FROM_HERE', refusal)
  const repository = openCacheRepository(root, withoutKeys(process.env))
  const address = given.to === undefined ? repository.options.cache : addressOf(given.to, '--to')
  if (address === null)
    throw new UsageError(
      'it is not said which cache to push to: --to URL, or the option "cache" of nx-crane in nx.json',
    )
  using key = openSigningKey({ root, env: process.env, file: given['key-file'] })
  if (key?.warning) say(key.warning)
  if (key && address.by !== 'nix')
    say(`the key is not used: what ${address.by} pushes is signed as the cache says`)
  const nix = new NixInstallation({ env: repository.env, cwd: root })
  const { tasks, faults } = await cachedTasks(repository, projects)
  for (const fault of faults) say(fault)
  const { storePaths, built, missing } = await pushedPaths(nix, repository, tasks)
  if (missing.length > 0) say(`not built here, so not pushed: ${missing.map(({ id }) => id).join(', ')}`)
  if (built.length === 0) {
    // No fault: a run of CI may have affected nothing.
    say('nothing to push: run the tasks first (`nx run-many -t build,test,lint`)')
    return faults.length > 0 ? 1 : 0
  }
  await upload(storePaths, { nix, env: repository.env, address, key })
  process.stdout.write(
    `pushed ${built.length} of ${tasks.length} tasks (${storePaths.length} store paths) to ${printCacheAddress(address)}\n`,
  )
  if (address.by === 'nix') await warnOfUnsigned(nix, address.url, storePaths)
  return faults.length > 0 ? 1 : 0
}

async function warnOfUnsigned(
  nix: NixInstallation,
  url: string,
  storePaths: readonly string[],
): Promise<void> {
  const signers = await signersIn(nix, url, storePaths)
  const unsigned = storePaths.filter((path) => signers.get(path)?.length === 0)
  if (unsigned.length > 0)
    say(
      `${unsigned.length} of them have no signature, so other machines refuse them: push again with --key-file (\`nx-crane cache key\` makes one)`,
    )
}

async function check(given: Arguments): Promise<number> {
  const { root, projects } = given
  const repository = openCacheRepository(root, withoutKeys(process.env))
  const { cache } = repository.options
  const named = given.from.map((text) => addressOf(text, '--from'))
  const urls = (named.length > 0 ? named : cache === null ? [] : [cache]).map(urlOf)
  const { tasks, faults } = await cachedTasks(repository, projects)
  for (const fault of faults) say(fault)
  const { NIX_CONFIG: _, ...system } = repository.env
  const report = await checkCaches(tasks, {
    nix: new NixInstallation({ env: repository.env, cwd: root }),
    ofSystem: new NixInstallation({ env: { ...system, NIX_USER_CONF_FILES: '' }, cwd: root }),
    urls,
  })
  process.stdout.write(given.json ? `${JSON.stringify(cacheReportJson(report))}\n` : printCacheReport(report))
  return faults.length === 0 && tasks.every((task) => takenFrom(report, task) !== null) ? 0 : 1
}

async function key(given: Arguments): Promise<number> {
  const { root, projects, out } = given
  const [name] = projects
  if (name === undefined || projects.length > 1)
    throw new UsageError('cache key wants one name, such as cache.example.org-1')
  const nix = new NixInstallation({ env: openEnvironment(root), cwd: root })
  const { file, publicKey } = await makeKey(nix, name, { root, env: process.env, out })
  process.stdout.write(
    [
      `secret key: ${file}`,
      `  only what pushes may have it: \`nx-crane cache push --key-file FILE\`, or its text as the secret NX_CRANE_CACHE_KEY of the CI's main branch`,
      `public key: ${publicKey}`,
      '  to everyone who is to use the cache, in /etc/nix/nix.conf (or in ~/.config/nix/nix.conf of a user in trusted-users):',
      '    extra-substituters = URL-OF-THE-CACHE',
      `    extra-trusted-public-keys = ${publicKey}`,
      '',
    ].join('\n'),
  )
  return 0
}

function openEnvironment(root: string): NodeJS.ProcessEnv {
  return openCacheRepository(root, withoutKeys(process.env)).env
}

function urlOf(address: CacheAddress): string {
  const url = readingUrl(address)
  if (url !== null) return url
  throw new UsageError(
    `where ${printCacheAddress(address)} is read only its server says: name that with --from (\`attic cache info\` prints it)`,
  )
}

function addressOf(text: string, option: string): CacheAddress {
  const address = parseCacheAddress(text, { from: 'command' })
  if (typeof address !== 'string') return address
  // What is refused for holding a secret is not shown again.
  const shown = /password|secret/.test(address) ? '' : ` ${JSON.stringify(text)}`
  throw new UsageError(`${option}${shown}: it ${address}; ${CACHE_FORMS}`)
}

function parseArguments(argv: readonly string[]) {
  const usage = parseUsage(
    argv,
    {
      to: { type: 'string' },
      from: { type: 'string', multiple: true, default: [] },
      'key-file': { type: 'string' },
      branch: { type: 'string', multiple: true, default: [] },
      force: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      out: { type: 'string' },
    },
    { takesNames: true },
  )
  const { names: projects, root, ...values } = usage
  const options = Object.entries(values).flatMap(([name, value]) => (isGiven(value) ? [name] : []))
  return { ...values, root, projects, options }
}

function isGiven(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== false
}
