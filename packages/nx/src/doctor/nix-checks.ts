import { GENERATED_DIRECTORY, unlockedWorkspaces } from '@nx-crane/crane'
import { messageOf, shellCommand } from '@nx-crane/files'
import { CrateGraph, compareVersions } from '@nx-crane/graph'
import { flakeChanges } from '../flake/flake-changes'
import { BUILDERS } from '../infer/options'
import { objectAt, parseJson } from '../init/edit-json'
import { type Check, hasCrates, ourCommand } from './check'
import type { DoctorFacts } from './facts'
import { count, type Found, few } from './finding'
import { flakeInputs } from './flake-inputs'

const OLDEST_NIX = '2.31.2'

/** Nix, and the flake where there is one. */
export const nixChecks: readonly Check[] = [
  { id: 'nix', title: 'Nix', applies: hasCrates, find: nixVersion },
  { id: 'flake-lock', title: 'flake.lock', applies: hasOurFlake, find: flakeLock },
  { id: 'flake-files', title: 'generated Nix files', applies: hasOurFlake, find: generatedFiles },
  { id: 'cargo-locks', title: 'locks of Cargo workspaces', applies: hasLocks, find: missingLocks },
]

/** A flake with our crates: somebody wants Nix to build. */
export function hasOurFlake({ tree }: Pick<DoctorFacts, 'tree'>): boolean {
  const flake = tree.read('flake.nix')
  return flake !== undefined && (flake.includes(GENERATED_DIRECTORY) || isGenerated(tree))
}

/** Without any, the flake cannot even be written, which another check says. */
function hasLocks(facts: DoctorFacts): boolean {
  return hasOurFlake(facts) && facts.workspace.workspaces.some(({ lock }) => lock !== null)
}

function isGenerated(tree: DoctorFacts['tree']): boolean {
  return tree.list(GENERATED_DIRECTORY)?.has('crates.nix') ?? false
}

function nixVersion(facts: DoctorFacts): Found[] {
  const unknown = unknownBuilder(facts)
  if (unknown) return [unknown]
  const { version, why } = facts.nix
  if (why === 'missing') return missingNix(facts)
  if (version === null) {
    const message = `nix ${why === 'hangs' ? 'does not answer' : 'fails when asked for its version'}`
    return [{ level: hasOurFlake(facts) ? 'error' : 'warning', message, mend: 'nix --version' }]
  }
  if (compareVersions(version, OLDEST_NIX) >= 0) return [{ level: 'ok', message: `Nix ${version}` }]
  return [
    {
      level: 'warning',
      message: `Nix ${version} is older than ${OLDEST_NIX}, the oldest that crane supports`,
      mend: 'install a current Nix (https://nixos.org/download), or build with cargo: NX_CRANE_BUILDER=cargo',
    },
  ]
}

/** Every task would fail with it. */
function unknownBuilder({ environment }: DoctorFacts): Found | undefined {
  const demanded = environment.NX_CRANE_BUILDER || undefined
  if (demanded === undefined || BUILDERS.some((builder) => builder === demanded)) return undefined
  return {
    level: 'error',
    message: `NX_CRANE_BUILDER is ${JSON.stringify(demanded)}`,
    mend: `set it to one of ${BUILDERS.join(', ')}, or unset it`,
  }
}

/** Who has neither a flake nor Nix has not asked for it. */
function missingNix(facts: DoctorFacts): Found[] {
  const { nx, environment } = facts
  const demands = [
    ...(environment.NX_CRANE_BUILDER === 'nix' ? ['NX_CRANE_BUILDER'] : []),
    ...(nx.options.builder === 'nix' ? ['the option "builder" in nx.json'] : []),
  ]
  const install = 'install Nix (https://nixos.org/download)'
  if (demands.length > 0 && environment.NX_CRANE_BUILDER !== 'cargo') {
    return [
      {
        level: 'error',
        message: `${few(demands)} asks for Nix, but Nix is not installed`,
        mend: `${install}, or set it to "auto"`,
      },
    ]
  }
  if (!hasOurFlake(facts)) return [{ level: 'ok', message: 'no Nix: cargo builds' }]
  return [
    {
      level: 'note',
      message: 'Nix is not installed: cargo builds, and the flake is not used',
      mend: install,
    },
  ]
}

function flakeLock({ tree }: DoctorFacts): Found[] {
  const declared = flakeInputs(tree.read('flake.nix') ?? '')
  if (declared === null || declared.length === 0) return []
  const text = tree.read('flake.lock')
  const mend = 'nix flake lock, then commit flake.lock'
  if (text === undefined) {
    const message = 'is missing: every machine builds with the newest inputs'
    return [{ level: 'warning', message, place: 'flake.lock', mend }]
  }
  const locked = lockedInputs(text)
  if (locked === null) {
    return [
      {
        level: 'error',
        message: 'is not a lock that Nix can read',
        place: 'flake.lock',
        mend: 'restore it: git checkout -- flake.lock',
      },
    ]
  }
  const lacking = declared.filter((name) => !locked.includes(name))
  if (lacking.length === 0) return []
  return [
    {
      level: 'warning',
      message: `lacks ${few(lacking)}, which flake.nix has as an input`,
      place: 'flake.lock',
      mend,
    },
  ]
}

function lockedInputs(text: string): string[] | null {
  try {
    const lock = parseJson(text, 'flake.lock')
    const root = objectAt(objectAt(lock, 'nodes'), typeof lock.root === 'string' ? lock.root : 'root')
    return Object.keys(objectAt(root, 'inputs'))
  } catch {
    return null
  }
}

/** As `nx-crane flake --check` has it, but for features.nix, which takes asking cargo. */
function generatedFiles(facts: DoctorFacts): Found[] {
  const { tree } = facts
  const mend = ourCommand(facts, 'flake')
  try {
    const { written, removed } = flakeChanges(tree)
    const paths = [...written.map(({ path }) => path), ...removed]
    if (paths.length === 0) return []
    return [
      {
        level: 'warning',
        message: `${count(paths.length, 'generated file')} of the flake ${paths.length === 1 ? 'is' : 'are'} out of date`,
        place: few(paths),
        mend,
      },
    ]
  } catch (error) {
    const [message = '', hint = 'correct that'] = messageOf(error)
      .split('\n')
      .map((line) => line.trim())
    return [
      {
        level: 'error',
        message: `the flake cannot be written: ${message}`,
        place: GENERATED_DIRECTORY,
        mend: `${hint}; then ${mend}`,
      },
    ]
  }
}

function missingLocks({ workspace }: DoctorFacts): Found[] {
  const { crates, workspaces } = workspace
  const unlocked = unlockedWorkspaces(new CrateGraph({ crates, workspaces, diagnostics: [] }))
  const [first] = unlocked
  if (first === undefined) return []
  return [
    {
      level: 'warning',
      message: `without a Cargo.lock Nix cannot build ${few(unlocked.map(({ manifest }) => manifest))}`,
      place: first.manifest,
      mend: `${shellCommand(['cargo', 'generate-lockfile', '--manifest-path', first.manifest])}, and commit it`,
    },
  ]
}
