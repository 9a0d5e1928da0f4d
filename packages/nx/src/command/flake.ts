import { readSourceTree } from '@nx-crane/graph'
import { changedPlaces } from '../flake/changed-places'
import type { FlakeChanges } from '../flake/compare-flake'
import { flakeChanges } from '../flake/flake-changes'
import { writeUserFiles } from '../write-user-files'
import type { Command } from './command'
import { parseUsage } from './parse-usage'

export const flakeCommand: Command = {
  usage: 'nx-crane flake [--root DIR] [--check]',
  summary:
    'Writes a Nix flake with a derivation for each crate; with --check, only names what is out of date.',
  run(argv) {
    const { root, check } = parseUsage(argv, { check: { type: 'boolean', default: false } })
    const say = (line: string) => void process.stderr.write(`nx-crane: ${line}\n`)
    const onDownload = (manifest: string) =>
      say(`${manifest}: asking cargo which features it compiles; it may download crates`)
    const changes = flakeChanges(readSourceTree(root), root, check ? undefined : onDownload)
    if (!check) writeUserFiles(root, changes)
    for (const warning of changes.warnings) say(warning)
    const lines = linesOf(changes, check)
    process.stdout.write(lines.length === 0 ? 'the flake is up to date\n' : lines.join(''))
    if (!check || lines.length === 0) return 0
    process.stderr.write(
      'nx-crane: the flake is out of date: run `nx-crane flake` and commit what it writes\n',
    )
    return 1
  },
}

function linesOf({ written, removed }: FlakeChanges, check: boolean): string[] {
  const [write, remove] = check ? ['out of date', 'left over'] : ['wrote', 'removed']
  return [
    ...changedPlaces(written.map(({ path }) => path)).map((place) => `${write} ${place}\n`),
    ...changedPlaces(removed).map((place) => `${remove} ${place}\n`),
  ]
}
