import { shellCommand } from '@nx-crane/files'
import type { Check } from './check'
import type { DoctorFacts } from './facts'
import { count, type Found, few, type Level } from './finding'
import { hasOurFlake } from './nix-checks'
import { abbreviated, unseenByFlake } from './unseen-by-flake'
import { workspaceLocks } from './workspace-locks'

/** What Git knows, and a flake with it. */
export const gitChecks: readonly Check[] = [
  { id: 'git', title: 'Git', applies: ({ git }) => git.probe.why !== 'missing', find: gitVersion },
  {
    id: 'ignored-locks',
    title: 'Cargo.lock not ignored',
    applies: hasLocks,
    find: ignoredLocks,
  },
  {
    id: 'untracked-files',
    title: 'files of the flake in Git',
    applies: (facts) => hasOurFlake(facts) && facts.git.isRepository,
    find: untrackedFiles,
  },
]

function gitVersion({ git }: DoctorFacts): Found[] {
  const { version, why } = git.probe
  if (why === null) return [{ level: 'ok', message: `Git ${version}` }]
  return [
    {
      level: 'warning',
      message: `git ${why === 'hangs' ? 'does not answer' : 'fails when asked for its version'}: which files it tracks is not checked`,
      mend: 'git --version',
    },
  ]
}

/** Of what is neither there nor ignored another check says that it is missing. */
function hasLocks(facts: DoctorFacts): boolean {
  const { isRepository, ignoredLocks } = facts.git
  return isRepository && (ignoredLocks.length > 0 || workspaceLocks(facts).some(({ isThere }) => isThere))
}

/** A lock that Git does not have, Nix does not have either, and everybody else builds with other versions. */
function ignoredLocks(facts: DoctorFacts): Found[] {
  const locks = workspaceLocks(facts)
  const ignored = locks.filter(({ path }) => facts.git.ignoredLocks.includes(path))
  const [first] = ignored
  if (first === undefined) return []
  const isAll = ignored.length === locks.length
  const consequence = !hasOurFlake(facts)
    ? 'every checkout may build with different versions'
    : isAll
      ? 'cargo builds everything and Nix builds nothing'
      : 'Nix cannot build their workspaces'
  const where = shellCommand(['git', 'check-ignore', '-v', first.path])
  return [
    {
      level: levelOf({ isAll, hasFlake: hasOurFlake(facts) }),
      message: `Git ignores ${isAll && locks.length > 1 ? 'every Cargo.lock' : few(ignored.map(({ path }) => path))}: ${consequence}`,
      place: first.path,
      mend: `remove it from .gitignore (${where} shows the line)${first.isThere ? '' : `, then ${first.generate}`}, then commit it`,
    },
  ]
}

/** Some of several: a workspace of its own for fuzzing or for an example often has none. */
function levelOf({ isAll, hasFlake }: { readonly isAll: boolean; readonly hasFlake: boolean }): Level {
  if (hasFlake) return isAll ? 'error' : 'warning'
  return isAll ? 'warning' : 'note'
}

function untrackedFiles(facts: DoctorFacts): Found[] {
  const unseen = unseenByFlake(facts)
  if (unseen.length === 0) return []
  const shown = abbreviated(unseen)
  return [
    {
      level: 'warning',
      message: `Git does not track ${count(unseen.length, 'file')} of crates or of the flake: \`nix build\` does not see ${unseen.length === 1 ? 'it' : 'them'}`,
      place: few(shown),
      mend: shellCommand(['git', 'add', '-N', '--', ...shown.slice(0, 10)]),
      fix: {
        by: 'command',
        command: [
          'git',
          '--literal-pathspecs',
          'add',
          '--intent-to-add',
          '--pathspec-from-file=-',
          '--pathspec-file-nul',
        ],
        dir: '',
        input: unseen.map((path) => `${path}\0`).join(''),
      },
    },
  ]
}
