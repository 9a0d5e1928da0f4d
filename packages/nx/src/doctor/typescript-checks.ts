import type { PackageManifest } from '@nx-crane/graph'
import { startsNx } from '../infer/package-scripts'
import { cachesByDefault } from '../infer/target-defaults'
import { type Check, isRegistered, ourCommand } from './check'
import type { DoctorFacts } from './facts'
import { count, type Found, few } from './finding'
import { type TakenTarget, takenTargets } from './taken-targets'

/** What npm packages bring along. */
export const typescriptChecks: readonly Check[] = [
  {
    id: 'cached-scripts',
    title: 'caching of build scripts',
    applies: ({ nx }) => nx.text !== null && nx.faults.length === 0,
    find: uncachedBuilds,
  },
  { id: 'taken-targets', title: 'names of targets', applies: isRegistered, find: replacedTargets },
  {
    id: 'vite-plugins',
    title: 'Vite plugins',
    applies: ({ workspace }) => workspace.crates.length > 0,
    find: vitePlugins,
  },
]

/** Scripts with an entry of their own in nx.json are somebody's decision, whatever it says about the cache. */
function uncachedBuilds(facts: DoctorFacts): Found[] {
  const { workspace, nx } = facts
  const { packages, nxProjects, scripts, cachedScripts, crates } = workspace
  const crateDirs = new Set(crates.map(({ dir }) => dir))
  const nxDirs = new Set(nxProjects.map(({ dir }) => dir))
  const isProject = ({ dir, isNamed }: PackageManifest) =>
    nxDirs.has(dir) || (isNamed && !workspace.listsWorkspaces)
  const uncached = packages.filter((npmPackage, index) => {
    const command = scripts[index]?.build
    if (command === undefined || npmPackage.dir === '' || !isProject(npmPackage)) return false
    if (crateDirs.has(npmPackage.dir) || startsNx(command) || cachedScripts[index]?.includes('build'))
      return false
    return !cachesByDefault(nx.json, 'build')
  })
  if (uncached.length === 0) return []
  return [
    {
      level: 'warning',
      message: `the build ${uncached.length === 1 ? 'script' : 'scripts'} of ${few(uncached.map(nameOf))} ${uncached.length === 1 ? 'runs' : 'run'} each time: nothing allows Nx to cache ${uncached.length === 1 ? 'it' : 'them'}`,
      place: uncached[0]?.manifest ?? null,
      mend: cacheMend(uncached, ourCommand(facts, 'init')),
    },
  ]
}

/** In nx.json it would be said of crates too, so that init has to shield those. */
function cacheMend({ length }: readonly PackageManifest[], init: string): string {
  const entry = '"build": { "cache": true, "outputs": ["{projectRoot}/dist"] }'
  return length <= FEW
    ? `"nx": { "targets": { ${entry} } } in package.json, with the directories that it writes`
    : `"targetDefaults": { ${entry} } in nx.json, with the directories that they write; then ${init}`
}

const FEW = 3

function nameOf({ name }: PackageManifest): string {
  return name
}

function replacedTargets(facts: DoctorFacts): Found[] {
  const taken = takenTargets(facts)
  if (taken.length === 0) return []
  return [
    {
      level: 'note',
      message: `${count(taken.length, 'target')} of crates ${taken.length === 1 ? 'is' : 'are'} not nx-crane’s: ${few(taken.map(described))}`,
      place: taken[0]?.by ?? null,
      mend: `nothing, if that is intended: nx-crane’s stand beside them; ${ourCommand(facts, 'migrate')} hands over those that nx-crane can replace`,
    },
  ]
}

function described({ project, target, by, instead }: TakenTarget): string {
  return `${project}:${target} (${by}; nx-crane’s is ${instead})`
}

const REPLACED_BY_OURS = ['vite-plugin-wasm-pack', 'vite-plugin-rsw']

function vitePlugins({ workspace, manager }: DoctorFacts): Found[] {
  const users = workspace.packages.flatMap((npmPackage) =>
    REPLACED_BY_OURS.filter((name) => Object.hasOwn(npmPackage.dependencies, name)).map((plugin) => ({
      npmPackage,
      plugin,
    })),
  )
  if (users.length === 0) return []
  const plugins = [...new Set(users.map(({ plugin }) => plugin))]
  return [
    {
      level: 'note',
      message: `${few(plugins)} can be replaced by @nx-crane/vite, which builds crates of the repository itself`,
      place: users[0]?.npmPackage.manifest ?? null,
      mend: `${manager.addDev('@nx-crane/vite')}, and nxCrane() in "plugins" of the Vite configuration`,
    },
  ]
}
