import { shellCommand } from '../nix/shell-command'
import { type Check, hasCrates } from './check'
import type { DoctorFacts } from './facts'
import { count, type Found, few } from './finding'
import { hasOurFlake } from './nix-checks'
import { abbreviated, unseenByFlake } from './unseen-by-flake'

/** What Git knows, and a flake with it. */
export const gitChecks: readonly Check[] = [
  { id: 'git', title: 'Git', applies: ({ git }) => git.probe.why !== 'missing', find: gitVersion },
  {
    id: 'ignored-locks',
    title: 'Cargo.lock not ignored',
    applies: (facts) => hasCrates(facts) && facts.git.isRepository,
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
      message: `git ${why === 'hangs' ? 'does not answer' : 'fails when asked for its version'}: nothing is said of what it tracks`,
      mend: 'git --version',
    },
  ]
}

/** A lock that Git does not have, Nix does not have either, and everybody else builds with other versions. */
function ignoredLocks(facts: DoctorFacts): Found[] {
  const { ignoredLocks: ignored } = facts.git
  const locks = facts.workspace.workspaces.flatMap(({ lock }) => lock ?? [])
  const isAll = locks.length > 0 && ignored.length === locks.length
  if (ignored.length === 0) return []
  const isError = hasOurFlake(facts) && isAll
  const consequence = !hasOurFlake(facts)
    ? 'every checkout builds with other versions'
    : isAll
      ? 'cargo builds everything, and Nix nothing'
      : 'Nix builds nothing of their workspaces'
  return [
    {
      level: isError ? 'error' : hasOurFlake(facts) ? 'warning' : 'note',
      message: `Git ignores ${isAll && locks.length > 1 ? 'every Cargo.lock' : few(ignored)}: ${consequence}`,
      place: ignored[0] ?? null,
      mend: `take it out of .gitignore (${shellCommand(['git', 'check-ignore', '-v', ignored[0] ?? ''])} says where), then commit it`,
    },
  ]
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
