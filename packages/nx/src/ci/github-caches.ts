import { childPath } from '@nx-crane/graph'
import { pushStep } from './ci-commands'
import type { CiFacts } from './ci-facts'
import { expression, lines, ON_MAIN } from './github-syntax'
import { DOWNLOADS } from './node-packages'
import { uses } from './pinned-actions'
import type { Yaml } from './print-yaml'

const MACHINE = `${expression('runner.os')}-${expression('runner.arch')}`
const COMMIT = expression('github.sha')

/** Results of earlier runs, and downloads; compiled dependencies by themselves, as they are large and seldom change. */
export function restoreSteps(facts: CiFacts, hasRustMatrix: boolean): Yaml[] {
  const rust = hasRustMatrix ? `-${expression('matrix.rust')}` : ''
  const machine = `${MACHINE}${rust}`
  const results = {
    name: 'Restore results and downloads',
    id: 'results',
    uses: uses('actions/cache/restore'),
    with: {
      path: lines(resultPaths(facts)),
      key: `nx-crane-${machine}-${COMMIT}`,
      'restore-keys': `nx-crane-${machine}-`,
    },
  }
  if (facts.builder === 'nix') return [results, ...nixSteps(facts)]
  if (facts.cargoDirs.length === 0) return [results]
  const toolchain = `cargo-target-${machine}-${expression("hashFiles('**/rust-toolchain*')")}-`
  return [
    results,
    {
      name: 'Restore compiled dependencies',
      id: 'target',
      uses: uses('actions/cache/restore'),
      with: {
        path: lines(targetPaths(facts)),
        key: `${toolchain}${expression("hashFiles('**/Cargo.lock')")}`,
        'restore-keys': toolchain,
      },
    },
  ]
}

function nixSteps({ cache }: CiFacts): Yaml[] {
  const machine = `nix-${MACHINE}-`
  const settings = cache?.settings ?? []
  return [
    {
      uses: uses('cachix/install-nix-action'),
      ...(settings.length > 0 && { with: { extra_nix_config: lines(settings) } }),
    },
    {
      name: 'Restore the Nix store',
      uses: uses('nix-community/cache-nix-action'),
      with: {
        'primary-key': `${machine}${COMMIT}`,
        'restore-prefixes-first-match': machine,
        'gc-max-store-size': '4G',
        save: expression(ON_MAIN),
      },
    },
  ]
}

function resultPaths({ manager }: CiFacts): string[] {
  const cargo = ['~/.cargo/registry/index', '~/.cargo/registry/cache', '~/.cargo/git/db']
  return [...cargo, DOWNLOADS[manager.name], '~/.cache/nx-crane', '.nx/cache', '.nx/workspace-data/*.db']
}

function targetPaths({ cargoDirs }: CiFacts): string[] {
  return cargoDirs.map((dir) => childPath(dir, 'target'))
}

/** Only for runs of the main branch. */
export function saveSteps(facts: CiFacts): Yaml[] {
  const save = (id: string, what: string, paths: readonly string[], condition = ON_MAIN): Yaml => ({
    name: `Save ${what}`,
    if: condition,
    uses: uses('actions/cache/save'),
    with: { path: lines(paths), key: expression(`steps.${id}.outputs.cache-primary-key`) },
  })
  const results = save('results', 'results and downloads', resultPaths(facts))
  if (facts.builder === 'nix') return [...pushSteps(facts), results]
  if (facts.cargoDirs.length === 0) return [results]
  const isNew = `${ON_MAIN} && steps.target.outputs.cache-hit != 'true'`
  return [results, save('target', 'compiled dependencies', targetPaths(facts), isNew)]
}

/** Secrets are for jobs of the main branch alone, whatever else somebody has them run for. */
function pushSteps(facts: CiFacts): Yaml[] {
  if (facts.cache === null) return []
  const { name, run } = pushStep(facts, facts.cache)
  const secrets = facts.cache.secrets.map((secret) => [secret, expression(`secrets.${secret}`)])
  return [
    {
      name,
      if: `${ON_MAIN} && github.ref == 'refs/heads/${facts.branch}'`,
      env: Object.fromEntries(secrets),
      run: lines(run),
    },
  ]
}
