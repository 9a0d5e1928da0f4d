import { readSourceTree } from '@nx-crane/graph'
import { machineEnvironment } from '@nx-crane/keys/cli'
import { findNix } from '@nx-crane/nix/cli'
import { type DoctorFacts, type Probe, repositoryFacts } from './facts'
import { readGit } from './read-git'
import { readInstalled } from './read-installed'
import { readObserver } from './read-observer'
import { readVersion } from './read-program'
import { readPublished } from './read-published'
import { readRust } from './read-rust'
import { readWasm } from './read-wasm'

/** Looks at a repository and at this machine. What is missing, or does not answer, is a fact as well. */
export async function readFacts(root: string, from: NodeJS.ProcessEnv): Promise<DoctorFacts> {
  const environment = machineEnvironment(root, from)
  const repository = repositoryFacts(readSourceTree(root))
  const installed = readInstalled(root, repository)
  const [rust, wasm, nix, git, published] = await Promise.all([
    readRust(root, repository, environment),
    readWasm(root, repository, environment),
    readNix(root, environment),
    readGit(root, repository, environment),
    readPublished(root, installed.installed),
  ])
  return {
    ...repository,
    environment: from,
    node: process.versions.node,
    npm: { ...installed, published },
    observer: await readObserver(root, { ...repository, rust }, from),
    ...{ rust, wasm, nix, git },
  }
}

async function readNix(cwd: string, env: NodeJS.ProcessEnv): Promise<Probe> {
  const command = findNix('nix', { env })
  return command === undefined
    ? { version: null, why: 'missing' }
    : readVersion({ command, args: ['--version'], cwd, env })
}
