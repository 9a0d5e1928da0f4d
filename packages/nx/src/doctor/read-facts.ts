import { readSourceTree } from '@nx-crane/cargo'
import { findNix } from '@nx-crane/nix/cli'
import { type DoctorFacts, type Probe, repositoryFacts } from './facts'
import { readGit } from './read-git'
import { readInstalled } from './read-installed'
import { readVersion } from './read-program'
import { readRust } from './read-rust'
import { readWasm } from './read-wasm'

/** Looks at a repository and at this machine. What is missing, or does not answer, is a fact as well. */
export async function readFacts(root: string, environment: NodeJS.ProcessEnv): Promise<DoctorFacts> {
  const repository = repositoryFacts(readSourceTree(root))
  const [rust, wasm, nix, git] = await Promise.all([
    readRust(root, repository, environment),
    readWasm(root, repository, environment),
    readNix(root, environment),
    readGit(root, repository, environment),
  ])
  return {
    ...repository,
    environment,
    node: process.versions.node,
    npm: readInstalled(root, repository),
    ...{ rust, wasm, nix, git },
  }
}

async function readNix(cwd: string, env: NodeJS.ProcessEnv): Promise<Probe> {
  const command = findNix('nix', { env })
  return command === undefined
    ? { version: null, why: 'missing' }
    : readVersion({ command, args: ['--version'], cwd, env })
}
