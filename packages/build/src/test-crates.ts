import { ownArgs, settingsArgs } from './cargo-settings'
import { type Compilation, compileCrates, verdictOn } from './compile-crates'
import type { PackageLog } from './compile-log'
import { type BatchContext, type CrateGroup, type GroupMember, ResultClock } from './crate-group'
import type { CrateTaskResult } from './crate-task'
import { ResultChannel } from './result-channel'
import { type SuiteRun, testSuiteOf } from './test-suite'

/**
 * Compiles the tests of all members by one cargo, then runs each crate's tests, several crates at a time. Crates whose
 * tests do not compile have their result before the first test runs.
 */
export async function* testCrates(
  group: CrateGroup,
  context: BatchContext,
): AsyncGenerator<CrateTaskResult, GroupMember[]> {
  const clock = new ResultClock()
  const compilation = await compileCrates({ group, args: compileArgs(group), context })
  const unreached: GroupMember[] = []
  const compiled: GroupMember[] = []
  for (const member of group.members) {
    const log = compilation.log.of(member.package.id)
    const verdict = verdictOn(compilation, { group, member, complete: hasAllTests(group, member, log) })
    if (verdict.is === 'compiled') compiled.push(member)
    else if (verdict.is === 'failed') yield clock.failure(member, verdict.output)
    else unreached.push(member)
  }
  yield* runSuites(compiled, { group, compilation, context })
  return unreached
}

async function* runSuites(
  members: readonly GroupMember[],
  { group, compilation, context }: { group: CrateGroup; compilation: Compilation; context: BatchContext },
): AsyncGenerator<CrateTaskResult, void> {
  if (members.length === 0) return
  const suite = await testSuiteOf(group, context)
  const channel = new ResultChannel<CrateTaskResult>()
  const queue = [...members]
  const worker = async () => {
    for (let member = queue.shift(); member; member = queue.shift()) {
      const clock = new ResultClock()
      const log = compilation.log.of(member.package.id)
      const run: SuiteRun = { member, log, linkedPaths: [...compilation.log.linkedPaths], group, context }
      const { success, output } = await suite(run)
      const text = log.text + output
      channel.push(success ? clock.success(member, text) : clock.failure(member, text))
    }
  }
  channel.endWith(Promise.all(Array.from({ length: context.concurrency }, worker)))
  yield* channel
}

/**
 * `cargo build` rather than `cargo test --no-run`, which knows no `--keep-going`; the targets and the profile are those
 * of `cargo test`, so that the two share what they compile.
 */
function compileArgs(group: CrateGroup): string[] {
  const selected = ownArgs(group.settings).some((arg) => SELECTION.test(arg))
  const hasLibrary = group.members.some(({ package: { targets } }) =>
    targets.some((each) => each.doctest === true),
  )
  const selection = ['--tests', '--bins', '--examples', ...(hasLibrary ? ['--lib'] : [])]
  return ['build', ...(selected ? [] : selection), ...settingsArgs(group.settings, 'test')]
}

const SELECTION = /^--(lib|bins?|tests?|examples?|benches|bench|all-targets|doc)(=|$)/

function hasAllTests(group: CrateGroup, member: GroupMember, log: PackageLog): boolean {
  if (group.settings.args.length > 0) return false
  return member.package.targets
    .filter((each) => each.test === true && (each['required-features'] ?? []).length === 0)
    .every((each) =>
      log.artifacts.some(
        ({ target, executable }) =>
          executable !== null && target.name === each.name && target.kind.join() === each.kind.join(),
      ),
    )
}
