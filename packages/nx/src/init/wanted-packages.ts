import type { WantedPackage } from './dev-dependencies'
import type { Survey } from './survey'

/** The published versions that a specifier such as `nx@>=23 <25` means, oldest first; `[]` when there is none or no registry. */
export type AskRegistry = (specifier: string) => Promise<readonly string[]>

export interface Installed {
  /** Version of Nx that the repository uses or has in node_modules; null when there is none. */
  readonly nx: string | null
  /** Whether package.json says so: then it is the user's choice, and ours is only what fits it. */
  readonly nxIsDeclared: boolean
  readonly nxCrane: string
}

/** What newer releases of Nx may lack; a registry that answers nothing leaves this version. */
const KNOWN_NX = '23.3.1'

/**
 * Nx and the plugin themselves, and those of Nx's TypeScript plugins that have something to infer here. The plugin runs
 * them by itself; they need not be in nx.json.
 */
export async function wantedPackages(
  survey: Survey,
  installed: Installed,
  ask: AskRegistry,
): Promise<readonly WantedPackage[]> {
  const companions = companionsFor(survey)
  const nx =
    installed.nxIsDeclared && installed.nx ? installed.nx : await chooseNx(companions, installed.nx, ask)
  const own = (await ask(`nx-crane@${installed.nxCrane}`)).length > 0 ? `^${installed.nxCrane}` : null
  const found = companions.map(async ({ name, why }): Promise<WantedPackage> => {
    const version = (await ask(`${name}@${rangeUpTo(nx)}`)).at(-1) ?? null
    return {
      name,
      version,
      why:
        version === null
          ? `npm lists no version of it that works with nx ${nx}, or does not respond (${why})`
          : why,
    }
  })
  return [
    { name: 'nx', version: nx, why: 'it runs the tasks' },
    {
      name: 'nx-crane',
      version: own,
      why: own === null ? 'this version is not published; install it from where you have it' : 'the plugin',
    },
    ...(await Promise.all(found)),
  ]
}

/** What the plugin requires itself is named as well: with Yarn's PnP and a strict pnpm nothing else can be loaded. */
function companionsFor(survey: Survey): { name: string; why: string }[] {
  const companions = []
  if (survey.hasTypeScript) companions.push({ name: '@nx/js', why: 'it infers targets from tsconfig files' })
  if (survey.hasVite) companions.push({ name: '@nx/vite', why: 'it infers targets from vite configs' })
  if (survey.hasVitest) companions.push({ name: '@nx/vitest', why: 'it infers targets from vitest configs' })
  companions.push({ name: '@nx/devkit', why: 'the plugin loads it' })
  return companions
}

/**
 * The newest Nx that all companions exist for: a new major comes out before all of its plugins do. The first plugin and what
 * the plugins load, which is the last, are there in the very same version: another one brings a second Nx with it.
 */
async function chooseNx(
  companions: readonly { name: string }[],
  present: string | null,
  ask: AskRegistry,
): Promise<string> {
  const [versions = [], ...others] = await Promise.all(
    ['nx', ...companions.map(({ name }) => name)].map((name) => ask(`${name}@>=23 <25`)),
  )
  const newest = [...versions].reverse()
  const isIn = (list: readonly string[] | undefined, version: string) => list?.includes(version) === true
  const hasSame = (version: string) => isIn(others[0], version) && isIn(others.at(-1), version)
  return (
    newest.find((version) => hasSame(version) && others.every((list) => hasMajor(list, version))) ??
    newest.find((version) => isIn(others.at(-1), version)) ??
    newest[0] ??
    present ??
    KNOWN_NX
  )
}

function hasMajor(versions: readonly string[], version: string): boolean {
  return versions.some((other) => majorOf(other) === majorOf(version))
}

function rangeUpTo(version: string): string {
  return `>=${majorOf(version)}.0.0 <=${version}`
}

function majorOf(version: string): string {
  return version.split('.', 1)[0] ?? version
}
