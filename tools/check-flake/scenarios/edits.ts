import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { ignoredPaths } from '../../../packages/nx/src/nix/ignored-paths'
import { EditedRepository } from '../../check-keys/edited-repository'
import type { SandboxedNix } from '../../sandboxed-nix/sandboxed-nix'
import { copyOfExample } from '../example-copy'
import { EXAMPLE_EDITS, FILES_THAT_ARE_EDITED, type TaskName } from '../example-edits'
import type { Scenario } from '../scenario'

type StorePaths = ReadonlyMap<TaskName, string>

export const edits: Scenario = {
  title: 'the tasks that everyday edits of the example concern',
  run(checks, { nix, directory }) {
    const root = join(directory, 'repository')
    const copy = copyOfExample(root)
    for (const [path, text] of Object.entries(FILES_THAT_ARE_EDITED)) copy.write(path, text)
    checks.equal('the flake knows the toolchain file', copy.flake().code, 0)
    git(root, ['init', '--quiet'])
    git(root, ['add', '--all'])

    const edited = new EditedRepository(root, join(directory, 'tools'))
    const read = () => storePathsOf(nix, root)
    const before = read()
    checks.true(
      'every task has a store path',
      before.size > 0 && [...before.values()].every((path) => path !== ''),
    )
    const totals = { needless: 0, stale: 0 }
    for (const edit of EXAMPLE_EDITS) {
      edit.apply(edited)
      const moved = difference(before, read())
      edited.revert()
      const needless = [...moved].filter((task) => !edit.must.has(task) && !edit.may.has(task))
      const stale = [...edit.must].filter((task) => !moved.has(task))
      totals.needless += needless.length
      totals.stale += stale.length
      const sentence = `${edit.id}: ${edit.what}: ${moved.size} of ${before.size} tasks are built again`
      const fault = [
        `built for nothing: ${needless.join(', ') || 'none'}`,
        `stale: ${stale.join(', ') || 'none'}`,
      ]
      checks.true(sentence, needless.length + stale.length === 0, fault.join('; '))
    }
    console.log(
      `     ${EXAMPLE_EDITS.length} edits, ${before.size} tasks: ${totals.needless} built for nothing, ${totals.stale} stale`,
    )
    checks.equal('after the last edit all is as before', [...read()], [...before])
  },
}

function storePathsOf(nix: SandboxedNix, root: string): StorePaths {
  const crates = Object.values(nix.taskPaths(root, ignoredPaths(root, process.env)))
  return new Map(
    crates.flatMap(({ attribute, tasks }) =>
      Object.entries(tasks).map(([kind, task]) => [`${attribute}:${kind}`, task?.storePath ?? ''] as const),
    ),
  )
}

function difference(before: StorePaths, after: StorePaths): ReadonlySet<TaskName> {
  const tasks = [...before.keys(), ...after.keys()]
  return new Set(tasks.filter((task) => before.get(task) !== after.get(task)))
}

function git(root: string, args: readonly string[]): void {
  execFileSync('git', args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
}
