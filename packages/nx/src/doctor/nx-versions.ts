import { compareVersions } from '@nx-crane/graph'
import { nxMigration, SUPPORTED_NX } from '../infer/supported-nx'
import { type Check, ourCommand } from './check'
import type { DoctorFacts, InstalledPackage } from './facts'
import { type Found, few } from './finding'
import { matchingNx } from './matching-nx'

const NEEDED = `nx-crane needs Nx ${SUPPORTED_NX.from} or ${SUPPORTED_NX.to}`
const OLDEST_NODE = '20.19.0'

/** Nx, Node and the packages of both that have to fit together. */
export const nxVersions: readonly Check[] = [
  {
    id: 'node-version',
    title: 'the version of Node',
    find: ({ node }) =>
      compareVersions(node, OLDEST_NODE) >= 0
        ? [{ level: 'ok', message: `Node ${node}` }]
        : [
            {
              level: 'error',
              message: `Node ${node} is too old: nx-crane needs ${OLDEST_NODE.slice(0, -2)} or newer`,
              mend: 'install a current Node (https://nodejs.org), or switch to one with your version manager',
            },
          ],
  },
  { id: 'nx-version', title: 'Nx', applies: isNxWanted, find: nxVersion },
  { id: 'nx-copies', title: 'copies of Nx', applies: hasNx, find: nxCopies },
  { id: 'plugin-versions', title: 'packages of nx-crane', find: pluginVersions },
]

function hasNx(facts: DoctorFacts): boolean {
  return rootVersion(facts, 'nx') !== null
}

/** Where it is neither there nor asked for, `nx-crane init` is what is missing, which the check of nx.json says. */
function isNxWanted(facts: DoctorFacts): boolean {
  if (hasNx(facts)) return true
  const { tree, nx, npm } = facts
  const manifest = tree.read('package.json')
  const isElsewhere = npm.isPlugAndPlay || (manifest === undefined && nx.text !== null)
  return !isElsewhere && (nx.plugins.has('nx-crane') || declaredNx(facts) !== null)
}

function nxVersion(facts: DoctorFacts): Found[] {
  const version = rootVersion(facts, 'nx')
  if (version === null) return [missingNx(facts)]
  const major = Number(version.split('.')[0])
  if (major < SUPPORTED_NX.from) {
    const mend = nxMigration(facts.manager)
    return [{ level: 'error', message: `Nx ${version} is too old: ${NEEDED}`, mend }]
  }
  if (major > SUPPORTED_NX.to) {
    const mend = `${facts.manager.addDev('nx-crane@latest')}, or ${facts.manager.addDev(`nx@${SUPPORTED_NX.to}`)}`
    const known = `${SUPPORTED_NX.from} and ${SUPPORTED_NX.to}`
    return [
      { level: 'error', message: `Nx ${version} is newer than this nx-crane supports (${known})`, mend },
    ]
  }
  return [{ level: 'ok', message: `Nx ${version}` }]
}

function missingNx(facts: DoctorFacts): Found {
  const { manager } = facts
  const missing = { level: 'error', place: 'package.json' } as const
  const declared = declaredNx(facts)
  if (declared === null) {
    const message = 'Nx is neither installed nor among the dependencies'
    return { ...missing, message, mend: ourCommand(facts, 'init') }
  }
  const major = /^[~^=v]?(\d+)(?:\.|$)/.exec(declared)?.[1]
  if (major === undefined || Number(major) >= SUPPORTED_NX.from) {
    return { ...missing, message: 'Nx is not installed', mend: manager.install }
  }
  return {
    ...missing,
    message: `Nx is not installed, and the requested ${declared} is too old: ${NEEDED}`,
    mend: `${manager.install}, then ${nxMigration(manager)}`,
  }
}

/** What the root's package.json asks for; null where it does not. */
function declaredNx({ workspace }: DoctorFacts): string | null {
  return workspace.packages.find(({ dir }) => dir === '')?.dependencies.nx ?? null
}

/**
 * Plugins share data through these two: with several versions of one they see several worlds. Nx's other packages need not be of
 * the same version, and there may be none of it.
 */
function nxCopies(facts: DoctorFacts): Found[] {
  const wanted = rootVersion(facts, 'nx') ?? ''
  const others = facts.npm.installed.filter(
    ({ name, version }) => (name === 'nx' || name === '@nx/devkit') && version !== wanted,
  )
  const [first] = others
  if (first === undefined) return []
  const own = others.filter(({ usedBy }) => usedBy === '')
  return [
    {
      level: own.some(({ version }) => majorOf(version) !== majorOf(wanted)) ? 'error' : 'warning',
      message: `versions other than Nx ${wanted} are installed: ${few(others.map(described))}`,
      place: first.dir,
      mend: copiesMend(facts, others),
    },
  ]
}

/** Never a version that there may be none of: a release of Nx need not have all of its packages. */
function copiesMend(facts: DoctorFacts, others: readonly InstalledPackage[]): string {
  const nx = rootVersion(facts, 'nx') ?? ''
  const devkit = rootVersion(facts, '@nx/devkit')
  const target =
    devkit === null || devkit === nx
      ? onlyDevkit(others, nx)
      : matchingNx({ nx, devkit, published: facts.npm.published })
  if (target !== null) {
    const pair = { nx, '@nx/devkit': devkit }
    const moved = Object.entries(pair).filter(([, version]) => version !== target)
    return facts.manager.addDev(...moved.map(([name]) => `${name}@${target}`))
  }
  const name = others[0]?.name ?? 'nx'
  return `${facts.manager.why(name)} shows what depends on it; use versions that need the same Nx`
}

/** The version of the copies, where it is one to go by: whoever brings a devkit asks for exactly that one. */
function onlyDevkit(others: readonly InstalledPackage[], nx: string): string | null {
  const [version, ...more] = new Set(others.map((each) => each.version))
  const isPublished = others.some(({ name }) => name === '@nx/devkit')
  return version !== undefined && more.length === 0 && isPublished && majorOf(version) === majorOf(nx)
    ? version
    : null
}

function described({ name, version, usedBy }: InstalledPackage): string {
  return `${name} ${version}${usedBy === '' ? '' : ` (for ${usedBy})`}`
}

function pluginVersions(facts: DoctorFacts): Found[] {
  const { npm, manager } = facts
  const ours = npm.installed.filter(({ name }) => name === 'nx-crane' || name === '@nx-crane/vite')
  const newest = [npm.own, ...ours.map(({ version }) => version)].sort(compareVersions).at(-1) ?? npm.own
  const others = ours.filter(({ version }) => version !== newest)
  if (others.length === 0 && npm.own === newest) return [{ level: 'ok', message: `nx-crane ${newest}` }]
  const names = [...new Set(others.map(({ name }) => name))]
  const all = [...others.map(described), ...(npm.own === newest ? [] : [`this nx-crane ${npm.own}`])]
  return [
    {
      level: 'warning',
      message: `packages of nx-crane have different versions: ${few(all)}, beside ${newest}`,
      place: others[0]?.dir ?? null,
      mend:
        names.length === 0
          ? ourCommand(facts, 'doctor')
          : manager.addDev(...names.map((name) => `${name}@${newest}`)),
    },
  ]
}

function rootVersion({ npm }: DoctorFacts, wanted: string): string | null {
  return npm.installed.find(({ name, usedBy }) => name === wanted && usedBy === '')?.version ?? null
}

function majorOf(version: string): string {
  return version.split('.', 1)[0] ?? version
}
