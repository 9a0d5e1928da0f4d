import JSON5 from 'json5'
import { isTable } from '../manifest/toml-table'
import type { SourceTree } from '../source-tree'

export type PackageManagerName = 'npm' | 'pnpm' | 'yarn' | 'bun'

/** The package manager of a repository, and how it says what we ask people to type. */
export interface PackageManager {
  readonly name: PackageManagerName
  /** Of yarn: 1, or the later ones, which differ in all but the name. */
  readonly isClassicYarn: boolean
  /** Installs what package.json lists: arguments of the program {@link name}. */
  readonly installArgs: readonly string[]
  /** The command that installs what package.json lists. */
  readonly install: string
  /** The command that adds packages to the root's devDependencies. */
  addDev(...packages: readonly string[]): string
  /** The command that runs a program of an installed package: `npx nx show projects`. */
  exec(command: string): string
  /** The command that runs a program of a package that need not be installed. */
  dlx(command: string): string
  /** The command that says who asks for an installed package. */
  why(name: string): string
  /** The command that runs a script of package.json. */
  run(script: string): string
}

/**
 * Which package manager a repository has. What it says itself (`cli.packageManager` of nx.json, `packageManager` and
 * `devEngines.packageManager` of package.json) comes before what somebody's lock file may have left behind; npm where nothing says any.
 */
export function packageManagerOf(tree: SourceTree): PackageManager {
  const manifest = readObject(tree, 'package.json')
  const declared = declaredManager(manifest, readObject(tree, 'nx.json'))
  const name = declared?.name ?? LOCK_FILES.find(([file]) => isThere(tree, file))?.[1] ?? 'npm'
  const hasWorkspaces = manifest.workspaces !== undefined || isThere(tree, 'pnpm-workspace.yaml')
  const isClassicYarn = name === 'yarn' && isYarnClassic(tree, declared?.major ?? null)
  return { ...WORDS[name]({ hasWorkspaces, isClassicYarn }), name, isClassicYarn, ...installation(name) }
}

/** The first that is there decides; `pnpm-workspace.yaml` is as good as a lock file that Git ignores. */
const LOCK_FILES: readonly (readonly [file: string, name: PackageManagerName])[] = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
  ['package-lock.json', 'npm'],
  ['npm-shrinkwrap.json', 'npm'],
  ['pnpm-workspace.yaml', 'pnpm'],
  ['.yarnrc.yml', 'yarn'],
]

interface Declared {
  readonly name: PackageManagerName
  readonly major: number | null
}

function declaredManager(manifest: Json, nxJson: Json): Declared | null {
  const engine = objectAt(manifest, 'devEngines').packageManager
  // `devEngines.packageManager` may be a list of what will do; the first is the one to use.
  const [first] = Array.isArray(engine) ? engine : [engine]
  const named = isTable(first) ? `${textOf(first.name)}@${textOf(first.version)}` : undefined
  const said = [objectAt(nxJson, 'cli').packageManager, manifest.packageManager, named].map(parseDeclared)
  const [declared] = said.filter((each) => each !== null)
  if (declared === undefined) return null
  const versioned = said.find((each) => each?.name === declared.name && each.major !== null)
  return versioned ?? declared
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** `pnpm@10.1.0+sha512.…`, `yarn@^4`, or the bare name. */
function parseDeclared(text: unknown): Declared | null {
  const [, name, major] =
    (typeof text === 'string' && /^(npm|pnpm|yarn|bun)(?:@\D*(\d+)?.*)?$/s.exec(text)) || []
  return name === undefined
    ? null
    : { name: name as PackageManagerName, major: major === undefined ? null : Number(major) }
}

/** Yarn 1 writes `# yarn lockfile v1` into its lock, the later ones `__metadata:`, and these read `.yarnrc.yml`. */
function isYarnClassic(tree: SourceTree, major: number | null): boolean {
  if (major !== null) return major === 1
  const lock = tree.read('yarn.lock') ?? ''
  if (/^# yarn lockfile v1$/m.test(lock)) return true
  return !/^__metadata:/m.test(lock) && !isThere(tree, '.yarnrc.yml')
}

interface Circumstances {
  readonly hasWorkspaces: boolean
  readonly isClassicYarn: boolean
}

type Words = Pick<PackageManager, 'addDev' | 'exec' | 'dlx' | 'why' | 'run'>

const WORDS: Readonly<Record<PackageManagerName, (circumstances: Circumstances) => Words>> = {
  npm: () => ({
    addDev: (...packages) => ['npm install -D', ...packages].join(' '),
    exec: (command) => `npx ${command}`,
    dlx: (command) => `npx ${command}`,
    why: (name) => `npm ls ${name}`,
    run: (script) => `npm run ${script}`,
  }),
  // Both refuse to add to the root of a workspace unless they are told that it is meant.
  pnpm: ({ hasWorkspaces }) => ({
    addDev: (...packages) => [hasWorkspaces ? 'pnpm add -wD' : 'pnpm add -D', ...packages].join(' '),
    exec: (command) => `pnpm exec ${command}`,
    dlx: (command) => `pnpm dlx ${command}`,
    why: (name) => `pnpm why ${name}`,
    run: (script) => `pnpm run ${script}`,
  }),
  yarn: ({ hasWorkspaces, isClassicYarn }) => ({
    addDev: (...packages) =>
      [isClassicYarn && hasWorkspaces ? 'yarn add -W -D' : 'yarn add -D', ...packages].join(' '),
    exec: (command) => `yarn ${command}`,
    dlx: (command) => `${isClassicYarn ? 'npx' : 'yarn dlx'} ${command}`,
    why: (name) => `yarn why ${name}`,
    run: (script) => `yarn run ${script}`,
  }),
  bun: () => ({
    addDev: (...packages) => ['bun add -d', ...packages].join(' '),
    exec: (command) => `bunx ${command}`,
    dlx: (command) => `bunx ${command}`,
    why: (name) => `bun why ${name}`,
    run: (script) => `bun run ${script}`,
  }),
}

/** In CI pnpm and yarn refuse to change a lock file unless they are told that they may; init has just changed package.json. */
function installation(name: PackageManagerName): Pick<PackageManager, 'install' | 'installArgs'> {
  const args: Readonly<Record<PackageManagerName, readonly string[]>> = {
    npm: ['install'],
    pnpm: ['install', '--no-frozen-lockfile'],
    yarn: ['install'],
    bun: ['install'],
  }
  return { install: `${name} install`, installArgs: args[name] }
}

type Json = Readonly<Record<string, unknown>>

/** nx.json may hold comments. A broken file says nothing here; whoever edits it tells people. */
function readObject(tree: SourceTree, path: string): Json {
  try {
    return asObject(JSON5.parse(tree.read(path)?.replace(/^\uFEFF/, '') ?? '{}'))
  } catch {
    return {}
  }
}

function objectAt(value: Json, key: string): Json {
  return asObject(value[key])
}

function asObject(value: unknown): Json {
  return isTable(value) ? value : {}
}

function isThere(tree: SourceTree, file: string): boolean {
  return tree.list('')?.has(file) ?? false
}
