import { settingsArgs, trailingArgs } from './cargo-settings'
import { compileCrates, verdictOn } from './compile-crates'
import { type BatchContext, type CrateGroup, type GroupMember, ResultClock } from './crate-group'
import type { CrateTaskResult } from './crate-task'

/**
 * Runs clippy once over all crate targets of all members. Any warning fails its own crate, and only that one:
 * `-D warnings` would stop cargo before it came to the dependents, and they would fail for another's warning. So lints
 * are capped at warnings, also those that a crate denies itself, and counted here. Where warnings are allowed clippy
 * decides alone, as by hand: what is denied fails, and what is warned of is printed.
 */
export async function* lintCrates(
  group: CrateGroup,
  context: BatchContext,
): AsyncGenerator<CrateTaskResult, GroupMember[]> {
  const clock = new ResultClock()
  const allowsWarnings = group.members.every(({ task }) => task.warnings === 'allow')
  const compilation = await compileCrates({
    group,
    args: ['clippy', '--all-targets', ...settingsArgs(group.settings)],
    trailingArgs: [...(allowsWarnings ? [] : ['--cap-lints=warn']), ...trailingArgs(group.settings)],
    context,
  })
  const unreached: GroupMember[] = []
  for (const member of group.members) {
    const log = compilation.log.of(member.package.id)
    const verdict = verdictOn(compilation, { group, member, complete: log.artifacts.length > 0 })
    if (verdict.is === 'unreached') unreached.push(member)
    else if (verdict.is === 'failed') yield clock.failure(member, verdict.output, log)
    else if (allowsWarnings || log.problems === 0) yield clock.success(member, verdict.output, log)
    else
      yield clock.failure(
        member,
        `${verdict.output}error: ${countOf(log.problems)} in "${member.package.name}"\n`,
        log,
      )
  }
  return unreached
}

function countOf(problems: number): string {
  return problems === 1 ? '1 warning (warnings are denied)' : `${problems} warnings (warnings are denied)`
}
