import type { SourceTree } from '../source-tree'

export type PackageManagerName = 'npm' | 'pnpm' | 'yarn' | 'bun'

/** The package manager of a repository, and what is typed to have it do something. */
export interface PackageManager {
  readonly name: PackageManagerName
  readonly install: readonly string[]
  /** What adds packages to the root's devDependencies, without the packages. */
  readonly addDev: readonly string[]
  /** What runs a program of an installed package, without the program. */
  readonly execute: readonly string[]
}

type RootTree = Pick<SourceTree, 'read' | 'list'>

/**
 * By what the root's package.json says (`packageManager`, `devEngines`), else by the lock file that is there, else npm.
 *
 * @example packageManagerOf(tree).addDev // → ['pnpm', 'add', '--save-dev', '--workspace-root']
 */
export function packageManagerOf(tree: RootTree): PackageManager {
  const files = tree.list('') ?? new Map()
  const declared = declaredManager(tree.read('package.json') ?? '')
  const name = declared?.name ?? BY_FILE.find(([file]) => files.has(file))?.[1] ?? 'npm'
  // Classic yarn, which has neither of these files, refuses to add to the root of workspaces without being told.
  const isBerry = files.has('.yarnrc.yml') || Number(declared?.major ?? 1) > 1
  return { name, install: [name, 'install'], addDev: addDev(name, files, isBerry), execute: EXECUTE[name] }
}

const BY_FILE: readonly (readonly [string, PackageManagerName])[] = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
  ['package-lock.json', 'npm'],
  ['npm-shrinkwrap.json', 'npm'],
  ['pnpm-workspace.yaml', 'pnpm'],
  ['.yarnrc.yml', 'yarn'],
]

const EXECUTE: Readonly<Record<PackageManagerName, readonly string[]>> = {
  npm: ['npx'],
  pnpm: ['pnpm', 'exec'],
  yarn: ['yarn'],
  bun: ['bunx'],
}

function addDev(name: PackageManagerName, files: ReadonlyMap<string, unknown>, isBerry: boolean): string[] {
  switch (name) {
    case 'npm':
      return ['npm', 'install', '--save-dev']
    case 'pnpm':
      return ['pnpm', 'add', '--save-dev', ...(files.has('pnpm-workspace.yaml') ? ['--workspace-root'] : [])]
    case 'yarn':
      return ['yarn', 'add', '--dev', ...(isBerry ? [] : ['--ignore-workspace-root-check'])]
    case 'bun':
      return ['bun', 'add', '--dev']
  }
}

function declaredManager(
  packageJson: string,
): { name: PackageManagerName; major: string | undefined } | undefined {
  try {
    const manifest = JSON.parse(packageJson.replace(/^\uFEFF/, '')) as {
      readonly packageManager?: unknown
      readonly devEngines?: {
        readonly packageManager?: { readonly name?: unknown; readonly version?: unknown }
      }
    }
    const engine = manifest.devEngines?.packageManager
    const said =
      typeof manifest.packageManager === 'string'
        ? manifest.packageManager
        : `${String(engine?.name)}@${String(engine?.version)}`
    const [, name, major] = /^(npm|pnpm|yarn|bun)(?:@\D*(\d+))?/.exec(said) ?? []
    return name === undefined ? undefined : { name: name as PackageManagerName, major }
  } catch {
    return undefined
  }
}
