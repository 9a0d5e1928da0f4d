import { childPath } from '@nx-crane/graph'
import type { CiCache } from './ci-cache'
import type { CiFacts } from './ci-facts'

/** A few lines of bash. What comes from the repository is in variables, or is of letters, digits, `-`, `_`, `.` and `/`. */
export interface CiStep {
  readonly name: string
  readonly env?: Readonly<Record<string, string>>
  readonly run: readonly string[]
}

/** Variables of a job. */
export function jobVariables({ builder }: CiFacts): Record<string, string> {
  return {
    // By itself Nx would keep them below the home directory, under a name that only it knows.
    NX_CACHE_DIRECTORY: '.nx/cache',
    NX_WORKSPACE_DATA_DIRECTORY: '.nx/workspace-data',
    NX_CRANE_BUILDER: builder,
    ...(builder === 'cargo' && { NX_CRANE_RESULTS_MAX_BYTES: '1000000000', CARGO_INCREMENTAL: '0' }),
  }
}

/** The compiler that the repository asks for, from rustup. With `RUSTUP_TOOLCHAIN` set, that one. */
export function rustCommands(facts: CiFacts, { hasMatrix }: { readonly hasMatrix: boolean }): string[] {
  const complete = [
    'rustup component add clippy rustfmt',
    ...(facts.hasWasm ? ['rustup target add wasm32-unknown-unknown'] : []),
  ]
  if (hasMatrix) return ['rustup toolchain install --profile minimal "$RUSTUP_TOOLCHAIN"', ...complete]
  // Older versions of rustup install what the file asks for by themselves, newer ones when they are told.
  const named = ['rustup show active-toolchain || rustup toolchain install', ...complete]
  const inDirs = facts.toolchainDirs
    .filter((dir) => dir !== '')
    .flatMap((dir) => [`cd ${dir}`, ...named, 'cd "$OLDPWD"'])
  const inRoot = facts.toolchainDirs.includes('')
    ? named
    : ['rustup toolchain install --profile minimal stable', 'rustup default stable', ...complete]
  return [...inRoot, ...inDirs]
}

/** What is checked and run, in this order. With `NX_BASE` only what differs from there, else everything. */
export function taskSteps(facts: CiFacts): CiStep[] {
  const exec = facts.manager.exec
  const steps: CiStep[] = [
    ...(facts.hasSync ? [{ name: 'Check what nx sync writes', run: [exec('nx sync:check')] }] : []),
    {
      name: 'Format, lint, test and build what is affected',
      env: { TARGETS: facts.targets.join(',') },
      run: [
        'if [ -n "$NX_BASE" ]; then',
        `  ${exec('nx affected -t "$TARGETS"')}`,
        'else',
        `  ${exec('nx run-many -t "$TARGETS"')}`,
        'fi',
      ],
    },
  ]
  if (facts.hasFlake) {
    const fetches = facts.lockedDirs.map(
      (dir) => `cargo fetch --locked --manifest-path ${childPath(dir, 'Cargo.toml')}`,
    )
    // It asks cargo for features, and cargo must not download anything meanwhile.
    steps.splice(-1, 0, { name: 'Check the Nix flake', run: [...fetches, exec('nx-crane flake --check')] })
  }
  if (facts.declaresInputs && facts.builder === 'cargo')
    steps.push({ name: 'Check the declared inputs of crates', run: [exec('nx-crane inputs --check')] })
  return steps
}

/** Puts what was built into the cache, for a job that has the secrets: one of a fork has not. Conditions of the provider come before. */
export function pushStep(
  { manager, branch, provider }: CiFacts,
  { address, secrets, launcher }: CiCache,
): CiStep {
  const [secret = ''] = secrets
  // GitLab says itself which one is the main branch.
  const to = provider === 'github' ? `'${address}' --branch ${branch}` : `'${address}'`
  return {
    name: 'Push to the Nix cache',
    run: [
      `if [ -n "$${secret}" ]; then`,
      `  ${launcher}${manager.exec(`nx-crane cache push --to ${to}`)}`,
      'else',
      `  echo 'nothing is pushed: there is no secret ${secret}'`,
      'fi',
    ],
  }
}
