import { basename, dirname } from 'node:path'
import { CargoError } from '../cargo-error'
import type { DependencyCheckKind } from '../target-kinds'
import { askProgram } from './ask-program'
import { runInteractively } from './run-interactively'
import { cannotStart } from './run-process'

export interface DependencyCheck {
  readonly kind: DependencyCheckKind
  /** Absolute path of the manifest beside the lock (`audit`) or the configuration (`deny`). */
  readonly manifest: string
  /** Whether all members of its workspace are looked at; cargo-deny looks at the manifest's own crate by itself. */
  readonly allMembers: boolean
  /** Further arguments to the program. */
  readonly args: readonly string[]
}

/**
 * Has cargo-audit or cargo-deny look at what crates depend on, with this terminal, and says whether they find nothing wrong. Both
 * bring the advisories up to date first.
 *
 * @throws CargoError `MISSING_AUDIT` or `MISSING_DENY`, with the command that installs the program
 */
export async function checkDependencies(check: DependencyCheck): Promise<boolean> {
  const { program, commandLine } = PROGRAMS[check.kind]
  const cwd = dirname(check.manifest)
  requireProgram(check.kind, cwd)
  const { code } = await runInteractively({ command: 'cargo', args: commandLine(check), cwd })
  if (code === null)
    throw new CargoError('CHECK_ENDED', { message: `${program} was ended by a signal`, hint: 'run it again' })
  return code === 0
}

const PROGRAMS: Readonly<
  Record<DependencyCheckKind, { readonly program: string; commandLine(check: DependencyCheck): string[] }>
> = {
  audit: { program: 'cargo-audit', commandLine: ({ args }) => ['audit', ...args] },
  deny: {
    program: 'cargo-deny',
    // Its own search for a configuration begins in the manifest's directory.
    commandLine: ({ manifest, allMembers, args }) => [
      'deny',
      `--manifest-path=${basename(manifest)}`,
      ...(allMembers ? ['--workspace'] : []),
      'check',
      ...args,
    ],
  },
}

/** Cargo is asked which commands it has: it looks beside itself too, and a configuration may name another program so. */
function requireProgram(kind: DependencyCheckKind, cwd: string): void {
  const { program } = PROGRAMS[kind]
  const { stdout, error } = askProgram({ command: 'cargo', args: ['--list'], cwd })
  if (error) throw cannotStart({ command: 'cargo', cwd }, error)
  if (stdout.split('\n').some((line) => line.trim().split(/\s/, 1)[0] === kind)) return
  throw new CargoError(kind === 'audit' ? 'MISSING_AUDIT' : 'MISSING_DENY', {
    message: `${program} is not installed, and the target that runs \`cargo ${kind}\` needs it`,
    hint: `run \`cargo install ${program} --locked\``,
  })
}
