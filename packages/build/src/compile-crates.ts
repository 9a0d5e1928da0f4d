import { dirname } from 'node:path'
import { withoutColour } from '@nx-crane/keys/cli'
import type { CompilerArtifact } from './cargo-message'
import { packageSpecification } from './cargo-metadata'
import { CompileLog } from './compile-log'
import type { BatchContext, CrateGroup, GroupMember } from './crate-group'
import { hostDebugInfo } from './host-debug-info'
import { messageFormat, runCargo } from './run-cargo'
import type { ProcessExit } from './run-process'

export interface CompileRequest {
  readonly group: CrateGroup
  /** `['build', …]`: what comes before the packages. */
  readonly args: readonly string[]
  /** What comes after `--`. */
  readonly trailingArgs?: readonly string[]
  readonly env?: NodeJS.ProcessEnv
  readonly context: BatchContext
  readonly onArtifact?: (artifact: CompilerArtifact, log: CompileLog) => void
}

export interface Compilation {
  readonly log: CompileLog
  readonly exit: ProcessExit
  readonly keptGoing: boolean
}

/** Runs one cargo over the crates of a group, which goes on past crates that fail. */
export async function compileCrates(request: CompileRequest): Promise<Compilation> {
  const first = await compile(request, true)
  // cargo learnt --keep-going in 1.74
  const isRefused = first.log.general.some((line) => withoutColour(line).includes('--keep-going'))
  return isRefused ? compile(request, false) : first
}

async function compile(request: CompileRequest, keptGoing: boolean): Promise<Compilation> {
  const { group, context } = request
  const log = new CompileLog(group.packages, context.onOutput)
  const exit = await runCargo({
    args: [
      ...request.args,
      ...(keptGoing ? ['--keep-going'] : []),
      messageFormat(),
      '--manifest-path',
      group.workspace,
      ...group.members.flatMap((member) => ['--package', packageSpecification(member.package)]),
      ...(request.trailingArgs && request.trailingArgs.length > 0 ? ['--', ...request.trailingArgs] : []),
    ],
    cwd: dirname(group.workspace),
    env: {
      ...hostDebugInfo({
        workspace: group.workspace,
        profile: group.settings.profile,
        environment: { ...process.env, ...group.environment },
      }),
      ...group.environment,
      ...request.env,
      ...context.observer?.environment,
    },
    signal: context.signal,
    onLine: (line) => log.addLine(line),
    onMessage: (message) => {
      log.addMessage(message)
      if (message.reason === 'compiler-artifact') request.onArtifact?.(message, log)
    },
  })
  return { log, exit, keptGoing }
}

export type Verdict =
  | { readonly is: 'compiled'; readonly output: string }
  | { readonly is: 'failed'; readonly output: string }
  /** A cargo without `--keep-going` stopped before it came to this crate. */
  | { readonly is: 'unreached' }

/**
 * What became of a member once cargo has ended. It fails by its own errors or those of a crate it depends on, never
 * because of a neighbour. `complete` says whether all that was expected of it is there.
 */
export function verdictOn(
  { log, exit, keptGoing }: Compilation,
  { group, member, complete }: { group: CrateGroup; member: GroupMember; complete: boolean },
): Verdict {
  const own = log.of(member.package.id)
  const failed = (...why: string[]): Verdict => ({ is: 'failed', output: own.text + why.join('\n') })
  if (exit.code === 0) return own.failed ? failed() : { is: 'compiled', output: own.text }
  if (own.failed) return failed(...(own.text === '' ? log.general : []))
  if (exit.code === null) return failed(`cargo was killed by ${exit.signal ?? 'a signal'}\n`)
  if (complete) return { is: 'compiled', output: own.text }
  const broken = brokenDependencies(log, group, member)
  if (broken.length > 0) {
    return failed(...broken.map((each) => explainBroken(each, log, { group, member })), '')
  }
  const neighbourFailed = group.packages.all.some((each) => log.of(each.id).failed)
  if (!keptGoing && neighbourFailed) return { is: 'unreached' }
  return failed(
    ...log.general,
    `crate "${member.package.name}" was not built: cargo exited with code ${exit.code}\n`,
  )
}

/** The packages of the workspace that failed and that this one needs, by name. */
function brokenDependencies(log: CompileLog, group: CrateGroup, member: GroupMember): string[] {
  const withDev = group.kind === 'test' || group.kind === 'lint'
  const queue = group.packages.dependenciesOf(
    member.package,
    withDev ? [null, 'build', 'dev'] : [null, 'build'],
  )
  const found = new Map<string, boolean>([[member.package.id, false]])
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (found.has(next.id)) continue
    found.set(next.id, log.of(next.id).failed)
    queue.push(...group.packages.dependenciesOf(next, [null, 'build']))
  }
  return [...found].filter(([, failed]) => failed).map(([id]) => id)
}

function explainBroken(
  id: string,
  log: CompileLog,
  { group, member }: { group: CrateGroup; member: GroupMember },
): string {
  const name = group.packages.byId(id)?.name ?? id
  const why = `crate "${member.package.name}" was not built, because "${name}", which it depends on, failed`
  // the log of a crate without a task in this batch is shown nowhere else
  return group.packagesWithTask.has(id) ? why : `${log.of(id).text}${why}`
}
