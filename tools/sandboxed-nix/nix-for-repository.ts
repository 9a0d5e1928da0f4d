import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { cacheDirectory } from '../setup/cache-directory.mjs'
import { nixPrefix, prepareNix } from '../setup/nix.mjs'
import { prepareSandboxTools } from '../setup/sandbox-tools.mjs'
import { type FlakeInputs, inputsIn, writeInputs } from './flake-inputs'
import { surveyHost } from './host'
import { SandboxedNix } from './sandboxed-nix'
import { seedCrates } from './seed-crates'

export interface RepositoryNix {
  /** To be laid over the environment of what builds the repository. */
  readonly env: Readonly<Record<string, string>>
  /** What it is, in a line. */
  readonly what: string
}

/**
 * Nix to build the flake of a repository with: that on PATH where it can fetch the flake's inputs, else a store in the
 * cache directory, kept from one time to the next, with stand-ins for the inputs and programs of this machine.
 */
export async function nixForRepository(root: string): Promise<RepositoryNix> {
  const { programs } = await prepareNix()
  const fault =
    programs === join(nixPrefix(), 'bin') ? 'there is no Nix on PATH' : fetchInputs(root, programs)
  if (fault === null) return { env: {}, what: 'Nix on PATH, with the inputs that flake.lock pins' }
  const directory = join(cacheDirectory(), 'sandbox')
  prepareSandboxTools()
  const host = surveyHost()
  const inputs = keepInputs(directory, (place) => writeInputs(place, { host }))
  const nix = await SandboxedNix.open({ directory, host, inputs })
  const staging = join(directory, `crates-${process.pid}`)
  seedCrates(nix, { workspace: root, staging })
  rmSync(staging, { recursive: true, force: true })
  return {
    env: nix.env,
    what: `${nix.version} with stand-ins for nixpkgs and crane and a store in ${directory}: ${fault}`,
  }
}

/** Has Nix fetch what flake.lock pins; gives what it says where it cannot. */
function fetchInputs(root: string, programs: string): string | null {
  const hurry = ['--option', 'connect-timeout', '5', '--option', 'download-attempts', '1']
  const features = ['--extra-experimental-features', 'nix-command flakes']
  const { status, stderr, error } = spawnSync(
    join(programs, 'nix'),
    ['flake', 'archive', root, '--no-write-lock-file', ...features, ...hurry],
    { encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] },
  )
  if (status === 0) return null
  // The outermost error comes first, the cause last.
  const reason = error?.message ?? stderr.split('\n').findLast((line) => /error: \S/.test(line)) ?? stderr
  return `the inputs cannot be fetched (${reason.replace(/^.*?error:\s*/, '').trim()})`
}

/** Inputs by their content: another clone, of another commit, may be using others now. */
function keepInputs(directory: string, write: (place: string) => FlakeInputs): FlakeInputs {
  const partial = join(directory, `inputs.${process.pid}`)
  rmSync(partial, { recursive: true, force: true })
  write(partial)
  const place = join(directory, `inputs-${digestOf(partial)}`)
  if (existsSync(place)) rmSync(partial, { recursive: true })
  else renameSync(partial, place)
  return inputsIn(place)
}

function digestOf(directory: string): string {
  const hash = createHash('sha256')
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  for (const file of files.sort())
    hash.update(file.slice(directory.length)).update('\0').update(readFileSync(file)).update('\0')
  return hash.digest('hex').slice(0, 16)
}
