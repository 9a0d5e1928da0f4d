import { shellCommand } from '@nx-crane/files'
import { compareVersions, treeConfigs } from '@nx-crane/graph'
import type { Check } from './check'
import type { DoctorFacts, UsedToolchain } from './facts'
import { type Found, few } from './finding'

/** Compilers, and what comes with them. */
export const rustTools: readonly Check[] = [
  {
    id: 'rust',
    title: 'cargo and rustc',
    applies: ({ rust }) => rust.toolchains.some(({ isInstalled }) => isInstalled),
    find: compilers,
  },
  { id: 'linker', title: 'linker', applies: hasCompiler, find: linker },
  { id: 'rust-version', title: 'rust-version', applies: hasCompiler, find: rustVersions },
  {
    id: 'clippy',
    title: 'clippy',
    applies: (facts) => hasCompiler(facts) && facts.nx.options.targets.lint !== false,
    find: (facts) => components(facts, { name: 'clippy', has: 'hasClippy', target: 'lint' }),
  },
  {
    id: 'rustfmt',
    title: 'rustfmt',
    applies: (facts) => hasCompiler(facts) && facts.nx.options.targets.format !== false,
    find: (facts) => components(facts, { name: 'rustfmt', has: 'hasRustfmt', target: 'format' }),
  },
]

/** Of a toolchain that is not there nothing can be said but that. */
export function hasCompiler({ rust }: DoctorFacts): boolean {
  return rust.toolchains.some(isUsable)
}

function compilers({ rust }: DoctorFacts): Found[] {
  return rust.toolchains.flatMap((toolchain): Found[] => {
    if (!toolchain.isInstalled) return [] // The check of toolchains says so.
    const programs = (['cargo', 'rustc'] as const).map((name) => ({ name, ...toolchain[name] }))
    if (programs.some(({ why }) => why === 'not run')) {
      const message = 'the toolchain is in the repository, so it is not run to find out its version'
      return [
        { level: 'note', message, place: placeOf(toolchain), mend: inDirectory(toolchain, ['rustc', '-vV']) },
      ]
    }
    const faulty = programs.filter(({ why }) => why !== null)
    const versions = programs.map(({ name, version }) => `${name} ${version}`).join(', ')
    if (faulty.length === 0)
      return [
        {
          level: 'ok',
          message: versions + (rust.toolchains.length > 1 ? ` (${placeNames(toolchain)})` : ''),
        },
      ]
    const named = faulty.map(({ name, why }) => `${name} ${WHY[why ?? 'fails']}`).join(', ')
    const isMissing = faulty.some(({ why }) => why === 'missing')
    return [
      {
        level: 'error',
        message: named,
        place: placeOf(toolchain),
        mend: isMissing
          ? 'install Rust (https://rustup.rs), or put its programs on PATH'
          : inDirectory(toolchain, ['rustc', '-vV']),
      },
    ]
  })
}

const WHY = {
  missing: 'is not installed',
  hangs: 'does not answer',
  fails: 'fails when asked for its version',
  'not run': 'is not run',
}

/** rustc says so only when it has compiled everything. A linker of Cargo's configuration is somebody's own. */
function linker({ rust, tree, environment }: DoctorFacts): Found[] {
  const isConfigured =
    treeConfigs(tree, '').files.some(namesLinker) ||
    Object.keys(environment).some((name) => /^CARGO_TARGET_.*_LINKER$/.test(name))
  if (rust.linker || isConfigured) return []
  return [
    {
      level: 'error',
      message:
        'there is no C compiler (cc) on PATH, and rustc cannot link programs, tests and build scripts without one',
      mend: 'install gcc or clang (Debian: apt install build-essential; macOS: xcode-select --install)',
    },
  ]
}

function namesLinker({ table }: { readonly table: Readonly<Record<string, unknown>> }): boolean {
  return Object.values(table.target ?? {}).some((target) => typeof target?.linker === 'string')
}

function rustVersions({ rust, workspace }: DoctorFacts): Found[] {
  return rust.toolchains.flatMap((toolchain): Found[] => {
    const version = toolchain.rustc.version
    if (version === null) return []
    const dirs = new Set(toolchain.dirs)
    const ours = new Map(workspace.workspaces.map(({ manifest, dir }) => [manifest, dir]))
    const demanding = workspace.crates.filter(
      ({ rustVersion, workspace: root }) =>
        rustVersion !== null && dirs.has(ours.get(root) ?? '') && isOlder(version, rustVersion),
    )
    if (demanding.length === 0) return []
    const newest =
      demanding
        .map(({ rustVersion }) => rustVersion ?? '')
        .sort(compareVersions)
        .at(-1) ?? ''
    return [
      {
        level: 'error',
        message: `rustc ${version} is too old for ${few(demanding.map(({ name }) => name))}, which ${demanding.length === 1 ? 'needs' : 'need'} ${newest}`,
        place: demanding[0]?.id ?? null,
        mend: updateCommand(toolchain, newest),
      },
    ]
  })
}

/** A nightly of 1.97 is as new as 1.97 to Cargo. */
function isOlder(version: string, wanted: string): boolean {
  const padded = wanted.split('.').length < 3 ? `${wanted}.0` : wanted
  return compareVersions(version.replace(/-.*$/s, ''), padded) < 0
}

function updateCommand({ name, file, by }: UsedToolchain, version: string): string {
  if (name === null) return `use Rust ${version} or newer`
  if (by === 'file' && file !== null && /^\d/.test(file.channel ?? ''))
    return `write channel = "${version}" or newer in ${file.path}`
  return /^(stable|beta|nightly)(-|$)/.test(name) && !/\d{4}-\d/.test(name)
    ? shellCommand(['rustup', 'update', name])
    : `choose Rust ${version} or newer: rustup toolchain install ${version}`
}

function components(
  { rust }: DoctorFacts,
  component: { name: string; has: 'hasClippy' | 'hasRustfmt'; target: string },
): Found[] {
  return rust.toolchains.flatMap((toolchain): Found[] => {
    if (!isUsable(toolchain) || toolchain[component.has]) return []
    const command = rustupCommand(toolchain, ['component', 'add'], [component.name])
    return [
      {
        level: 'error',
        message: `${component.name}, which the target ${component.target} runs, is not installed for ${titleOf(toolchain)}`,
        place: placeOf(toolchain),
        mend: command ? shellCommand(command) : `install ${component.name} the way you installed rustc`,
        fix: command && { by: 'command', command, dir: '' },
      },
    ]
  })
}

/** What can be looked into. */
export function isUsable({ isInstalled, rustc }: UsedToolchain): boolean {
  return isInstalled && rustc.version !== null
}

export function titleOf({ name, rustc }: UsedToolchain): string {
  return name === null ? `rustc ${rustc.version}` : `the toolchain ${name}`
}

/** The file that has chosen the toolchain, else where it is used. */
export function placeOf({ by, file, dirs }: UsedToolchain): string | null {
  if (file && (by === 'file' || by === 'path')) return file.path
  const [first = ''] = dirs
  return first === '' ? null : few(dirs)
}

function placeNames({ dirs }: UsedToolchain): string {
  return few(dirs.map((dir) => (dir === '' ? 'the root' : dir)))
}

/** A command of rustup that means this toolchain, wherever it is run; null where rustup does not have it. */
export function rustupCommand(
  { name, by }: UsedToolchain,
  verb: readonly string[],
  what: readonly string[],
): string[] | null {
  return name === null || by === 'path' ? null : ['rustup', ...verb, '--toolchain', name, ...what]
}

function inDirectory({ dirs }: UsedToolchain, command: readonly string[]): string {
  const [first = ''] = dirs
  return first === '' ? shellCommand(command) : `${shellCommand(['cd', first])} && ${shellCommand(command)}`
}
