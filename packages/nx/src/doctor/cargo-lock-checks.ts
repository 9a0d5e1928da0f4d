import { messageOf, shellCommand } from '@nx-crane/files'
import { type CargoWorkspace, parseLock } from '@nx-crane/graph'
import type { Check } from './check'
import type { DoctorFacts } from './facts'
import { count, type Found, few } from './finding'
import { hasOurFlake } from './nix-checks'
import { workspaceLocks } from './workspace-locks'

/** Whether locks fit the crates. */
export const cargoLockChecks: readonly Check[] = [
  { id: 'cargo-lock', title: 'Cargo.lock', applies: hasLocks, find: locks },
]

/** Nothing is sound about a lock that is not there. */
function hasLocks(facts: DoctorFacts): boolean {
  return facts.workspace.workspaces.some(({ lock }) => lock !== null) || missingLocks(facts).length > 0
}

function locks(facts: DoctorFacts): Found[] {
  const faults = facts.workspace.workspaces.flatMap((workspace): Found[] => {
    const text = workspace.lock === null ? undefined : facts.tree.read(workspace.lock)
    return text === undefined || workspace.lock === null ? [] : lockFaults(facts, workspace, text)
  })
  return [...faults, ...missingLocks(facts)]
}

/** What a flake lacks, and what Git ignores, other checks say. */
function missingLocks(facts: DoctorFacts): Found[] {
  if (hasOurFlake(facts)) return []
  const all = workspaceLocks(facts)
  const missing = all.filter(({ path, isThere }) => !isThere && !facts.git.ignoredLocks.includes(path))
  const [first] = missing
  if (first === undefined) return []
  return [
    {
      level: all.some(({ isThere }) => isThere) ? 'note' : 'warning',
      message: `is missing${missing.length > 1 ? ` here and for ${count(missing.length - 1, 'other workspace')}` : ''}: every checkout may build with different versions`,
      place: first.path,
      mend: `${first.generate}, and commit it`,
    },
  ]
}

function lockFaults(facts: DoctorFacts, { lock, manifest, members }: CargoWorkspace, text: string): Found[] {
  const place = lock ?? ''
  try {
    const locked = new Set(
      parseLock(text, place).packages.flatMap(({ source, name, version }) =>
        source === null ? [`${name} ${version}`] : [],
      ),
    )
    const ids = new Set(members)
    const lacking = facts.workspace.crates.filter(
      ({ id, name, version }) => ids.has(id) && !locked.has(`${name} ${version}`),
    )
    if (lacking.length === 0) return []
    return [
      {
        level: hasOurFlake(facts) ? 'error' : 'warning',
        message: `lacks ${few(lacking.map(({ name, version }) => `${name} ${version}`))}: ${hasOurFlake(facts) ? 'Nix cannot build that' : 'the next cargo command changes it'}`,
        place,
        mend: `${shellCommand(['cargo', 'update', '--workspace', '--manifest-path', manifest])}, and commit it`,
      },
    ]
  } catch (error) {
    const [message = '', hint] = messageOf(error)
      .split('\n')
      .map((line) => line.trim())
    // The message begins with the file, and the line where there is one.
    const [, found = place, rest = message] = /^([^:]+(?::\d+)?): (.*)$/.exec(message) ?? []
    return [{ level: 'error', message: rest, place: found, mend: hint ?? null }]
  }
}
