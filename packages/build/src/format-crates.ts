import { dirname } from 'node:path'
import { printsColour } from '@nx-crane/keys/cli'
import type { CargoPackage } from './cargo-metadata'
import { trailingArgs } from './cargo-settings'
import { type BatchContext, type CrateGroup, type GroupMember, ResultClock } from './crate-group'
import type { CrateTaskResult } from './crate-task'
import { ResultChannel } from './result-channel'
import { cargoEnvironment } from './run-cargo'
import { runProcess } from './run-process'

/**
 * Checks the formatting of each member with rustfmt, as `cargo fmt --check` would, several crates at a time. Cargo is
 * left out because `cargo fmt` loads the whole workspace again for each crate.
 */
export async function* formatCrates(
  group: CrateGroup,
  context: BatchContext,
): AsyncGenerator<CrateTaskResult, GroupMember[]> {
  const channel = new ResultChannel<CrateTaskResult>()
  const queue = [...group.members]
  const worker = async () => {
    for (let member = queue.shift(); member; member = queue.shift()) {
      channel.push(await formatCrate(member, group, context))
    }
  }
  channel.endWith(Promise.all(Array.from({ length: context.concurrency }, worker)))
  yield* channel
  return []
}

async function formatCrate(
  member: GroupMember,
  group: CrateGroup,
  context: BatchContext,
): Promise<CrateTaskResult> {
  const clock = new ResultClock()
  const lines: string[] = []
  let success = true
  for (const [edition, files] of sourcesByEdition(member.package)) {
    const { code } = await runProcess({
      command: process.env.RUSTFMT ?? 'rustfmt',
      args: [
        '--check',
        '--edition',
        edition,
        '--color',
        printsColour() ? 'always' : 'never',
        ...trailingArgs(group.settings),
        ...files,
      ],
      cwd: dirname(member.package.manifest_path),
      env: cargoEnvironment(),
      signal: context.signal,
      onStdoutLine: (line) => lines.push(line),
      onStderrLine: (line) => lines.push(line),
    })
    success &&= code === 0
  }
  if (!success)
    lines.push(
      `error: "${member.package.name}" is not formatted: run \`cargo fmt -p ${member.package.name}\``,
    )
  const output = lines.map((line) => `${line}\n`).join('')
  return success ? clock.success(member, output) : clock.failure(member, output)
}

/** The root file of each crate target; rustfmt finds the modules. */
function sourcesByEdition(from: CargoPackage): Map<string, string[]> {
  const sources = new Map<string, string[]>()
  for (const { edition, src_path: path } of from.targets) {
    const files = sources.get(edition)
    if (!files) sources.set(edition, [path])
    else if (!files.includes(path)) files.push(path)
  }
  return sources
}
