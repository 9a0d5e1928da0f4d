import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeStaging, messageOf, removePath } from '@nx-crane/files'
import type { CargoPackageTarget } from './cargo-metadata'
import { settingsArgs } from './cargo-settings'
import { compileCrates, verdictOn } from './compile-crates'
import { type BatchContext, type CrateGroup, type GroupMember, ResultClock } from './crate-group'
import type { CrateTaskResult } from './crate-task'
import { writeDocumentation } from './write-documentation'

/**
 * Documents all members by one cargo, each into a directory of its own that opens in a browser.
 *
 * `target/doc` is shared by all crates: its search index lists whatever was ever documented there, and rustdoc links
 * to the crates that it happens to find there. So cargo is given a rustdoc that writes each crate's pages apart.
 */
export async function* documentCrates(
  group: CrateGroup,
  context: BatchContext,
): AsyncGenerator<CrateTaskResult, GroupMember[]> {
  const clock = new ResultClock()
  mkdirSync(group.packages.targetDirectory, { recursive: true })
  const staging = makeStaging({ root: group.packages.targetDirectory, path: 'nx-crane' })
  const directory = staging.path
  try {
    const rustdoc = join(directory, 'rustdoc.sh')
    writeFileSync(rustdoc, RUSTDOC_APART)
    chmodSync(rustdoc, 0o755)
    forgetPages(group)
    const compilation = await compileCrates({
      group,
      args: ['doc', '--no-deps', ...settingsArgs(group.settings)],
      env: {
        RUSTDOC: rustdoc,
        NX_CRANE_RUSTDOC: group.environment.RUSTDOC ?? process.env.RUSTDOC ?? 'rustdoc',
        NX_CRANE_DOC_DIRECTORY: directory,
      },
      context,
    })
    const unreached: GroupMember[] = []
    for (const member of group.members) {
      // cargo names no finished pages once something failed
      const complete = documented(member).every(({ name }) =>
        existsSync(join(directory, member.package.name, name.replaceAll('-', '_'), 'index.html')),
      )
      const verdict = verdictOn(compilation, { group, member, complete })
      if (verdict.is === 'unreached') unreached.push(member)
      else if (verdict.is === 'failed') yield clock.failure(member, verdict.output)
      else yield finish(member, join(directory, member.package.name), { output: verdict.output, clock })
    }
    return unreached
  } finally {
    staging[Symbol.dispose]()
  }
}

function finish(
  member: GroupMember,
  pages: string,
  { output, clock }: { output: string; clock: ResultClock },
): CrateTaskResult {
  const main = documented(member).find(isLibrary) ?? documented(member)[0]
  try {
    writeDocumentation(
      { root: member.task.root, path: member.task.outputDir },
      pages,
      main ? main.name.replaceAll('-', '_') : null,
    )
    return clock.success(member, output)
  } catch (error) {
    return clock.failure(member, `${output}${messageOf(error)}\n`)
  }
}

/** Cargo starts rustdoc for what has no pages in `target/doc`, and ours leaves none there. */
function forgetPages(group: CrateGroup): void {
  const { targetDirectory } = group.packages
  const doc = join(
    targetDirectory,
    ...(group.settings.targetTriple ? [group.settings.targetTriple] : []),
    'doc',
  )
  for (const { name } of group.members.flatMap(documented)) {
    removePath({ root: targetDirectory, path: join(doc, name.replaceAll('-', '_')) })
  }
}

function documented({ package: { targets } }: GroupMember): CargoPackageTarget[] {
  return targets.filter((each) => each.doc !== false && (isLibrary(each) || each.kind.includes('bin')))
}

function isLibrary({ kind }: CargoPackageTarget): boolean {
  return !kind.some((each) => ['bin', 'example', 'test', 'bench', 'custom-build'].includes(each))
}

/** rustdoc with another output directory. Arguments pass through as they are: nothing in them is evaluated. */
const RUSTDOC_APART = `#!/bin/sh
previous=
for argument do
  shift
  if [ "$previous" = -o ] || [ "$previous" = --out-dir ]; then
    argument=$NX_CRANE_DOC_DIRECTORY/$CARGO_PKG_NAME
  fi
  previous=$argument
  set -- "$@" "$argument"
done
exec "$NX_CRANE_RUSTDOC" "$@"
`
