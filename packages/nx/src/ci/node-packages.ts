import type { PackageManager } from '@nx-crane/graph'
import type { CiFacts } from './ci-facts'

/** What is put on the machine to have pnpm and yarn in the version that package.json asks for; Node 25 no longer brings it. */
const COREPACK = 'corepack@0.36.0'

/** Makes the package manager available, and installs exactly what the lock holds. */
export function installCommands({ manager, hasNpmLock }: CiFacts): string[] {
  const { name, isClassicYarn } = manager
  const prepare =
    name === 'pnpm' || name === 'yarn' ? [`npm install --global ${COREPACK}`, `corepack enable ${name}`] : []
  if (!hasNpmLock) return [...prepare, manager.install]
  const frozen = {
    npm: 'npm ci',
    pnpm: 'pnpm install --frozen-lockfile',
    yarn: `yarn install --${isClassicYarn ? 'frozen-lockfile' : 'immutable'}`,
    bun: 'bun install --frozen-lockfile',
  }
  return [...prepare, frozen[name]]
}

/** Where the package manager keeps what it has downloaded, on Linux. */
export function downloadsOf({ name, isClassicYarn }: PackageManager): string {
  const places = {
    npm: '~/.npm/_cacache',
    pnpm: '~/.local/share/pnpm/store',
    yarn: isClassicYarn ? '~/.cache/yarn' : '~/.yarn/berry/cache',
    bun: '~/.bun/install/cache',
  }
  return places[name]
}
