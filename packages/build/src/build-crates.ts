import { basename, dirname, relative } from 'node:path'
import { messageOf } from '@nx-crane/files'
import type { CompilerArtifact } from './cargo-message'
import { settingsArgs } from './cargo-settings'
import { compileCrates, verdictOn } from './compile-crates'
import type { PackageLog } from './compile-log'
import { type BatchContext, type CrateGroup, type GroupMember, ResultClock } from './crate-group'
import type { CrateTaskResult } from './crate-task'
import { ResultChannel } from './result-channel'
import { writeArtifacts } from './write-artifacts'

/**
 * Builds the libraries and binaries of all members by one cargo and puts binaries and C libraries into each task's
 * output directory. A crate's result comes as soon as all of it is built. Returns the members that cargo did not come to.
 */
export async function* buildCrates(
  group: CrateGroup,
  context: BatchContext,
): AsyncGenerator<CrateTaskResult, GroupMember[]> {
  const clock = new ResultClock()
  const channel = new ResultChannel<CrateTaskResult>()
  const pending = new Map(group.members.map((member) => [member.package.id, member]))
  const writing: Promise<void>[] = []
  const unreached: GroupMember[] = []

  const succeed = async (member: GroupMember, log: PackageLog) => {
    try {
      writeArtifacts({ root: member.task.root, path: member.task.outputDir }, artifactFiles(group, log))
      channel.push(clock.success(member, log.text, log))
    } catch (cause) {
      channel.push(clock.failure(member, `${log.text}${messageOf(cause)}\n`))
    }
  }

  const run = async () => {
    const compilation = await compileCrates({
      group,
      args: ['build', ...settingsArgs(group.settings)],
      context,
      onArtifact: (artifact, log) => {
        const member = pending.get(artifact.package_id)
        if (!member || !isKnownToBeBuilt(group, member, log.of(artifact.package_id))) return
        pending.delete(artifact.package_id)
        writing.push(succeed(member, log.of(artifact.package_id)))
      },
    })
    for (const member of pending.values()) {
      const log = compilation.log.of(member.package.id)
      const verdict = verdictOn(compilation, { group, member, complete: isBuilt(group, member, log) })
      if (verdict.is === 'compiled') writing.push(succeed(member, log))
      else if (verdict.is === 'failed') channel.push(clock.failure(member, verdict.output, log))
      else unreached.push(member)
    }
    await Promise.all(writing)
  }
  channel.endWith(run())
  yield* channel
  return unreached
}

/** Whether nothing more can come for this crate: what the user's arguments select, only cargo knows. */
function isKnownToBeBuilt(group: CrateGroup, member: GroupMember, log: PackageLog): boolean {
  const conditional = member.package.targets.some(
    (each) => each.kind.includes('bin') && (each['required-features'] ?? []).length > 0,
  )
  return group.settings.args.length === 0 && !conditional && isBuilt(group, member, log)
}

function isBuilt(group: CrateGroup, member: GroupMember, log: PackageLog): boolean {
  if (group.settings.args.length > 0) return false
  return member.package.targets
    .filter((each) => isLibraryOrBinary(each) && (each['required-features'] ?? []).length === 0)
    .every((each) =>
      log.artifacts.some(
        (artifact) =>
          artifact.target.name === each.name &&
          artifact.target.kind.join() === each.kind.join() &&
          isFinal(group, artifact),
      ),
    )
}

function isLibraryOrBinary({ kind }: { readonly kind: readonly string[] }): boolean {
  return !kind.some((each) => ['custom-build', 'test', 'bench', 'example'].includes(each))
}

/**
 * Whether an artifact is what was asked for: cargo links that from `deps/` into the profile's directory. The same
 * library compiled for a build script or a macro of another crate stays in `deps/`.
 */
function isFinal(group: CrateGroup, artifact: CompilerArtifact): boolean {
  return artifact.filenames.some((file) => isUplifted(group, file))
}

function isUplifted(group: CrateGroup, file: string): boolean {
  const directory = relative(group.packages.targetDirectory, dirname(file))
  return !['deps', 'examples'].includes(basename(directory)) && directory.split(/[\\/]/).length <= 2
}

/** Binaries, dynamic and static libraries; neither Rust's own libraries nor macros, which only cargo can use. */
function artifactFiles(group: CrateGroup, log: PackageLog): string[] {
  const files = log.artifacts
    .filter(
      ({ target, profile }) =>
        isLibraryOrBinary(target) && !target.kind.includes('proc-macro') && !profile.test,
    )
    .flatMap(({ filenames }) => filenames)
    .filter((file) => isUplifted(group, file) && !/\.(rlib|rmeta|d|dSYM)$/.test(file))
  return [...new Set(files)].sort()
}
