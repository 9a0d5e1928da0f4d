import { parentDir } from '@nx-crane/graph'
import { isObject, objectAt, parseJson } from '../../init/edit-json'
import { projectManifests } from '../../project-manifests'
import { keptLine } from '../kept-line'
import type { MigratedCrate, Migration } from '../migration'
import { projectFiles, targetsIn } from '../project-files'
import { includedIn } from './crate-scripts'
import { reasonOf } from './handed-command'
import { linesOf, unreadIn } from './run-commands'
import { isRust, rustCommandOf } from './rust-command'

/** Says of each script and run-command that starts a program of Rust and stays, why it does; what was said is not said again. */
export function keepCommands(migration: Migration): void {
  const { draft, crates, kept } = migration
  const byDir = new Map(crates.map((found) => [found.crate.dir, found]))
  const add = (file: string, what: string, reason: string) => {
    const isSaid = kept.some((line) => line.startsWith(`${file}: ${what} is kept: `))
    if (!isSaid) kept.push(keptLine(file, what, reason))
  }
  for (const file of projectFiles(draft)) {
    const found = byDir.get(file.dir)
    for (const [name, value] of Object.entries(targetsIn(file))) {
      const lines = isObject(value) ? linesOf(value) : []
      if (!isObject(value) || !lines.some(isRust)) continue
      const reason = unreadIn(value, file.dir) ?? reasonFor(name, lines[0] ?? '', found)
      add(file.path, `${name} (${lines.join('; ')})`, reason)
    }
  }
  for (const manifest of projectManifests(draft).npm) {
    const text = draft.read(manifest) ?? ''
    if (text.trim() === '') continue
    const json = parseJson(text, manifest)
    const found = byDir.get(parentDir(manifest))
    const included = includedIn(json)
    for (const [name, script] of Object.entries(objectAt(json, 'scripts'))) {
      // A script beside a crate that is no target was handed over, or is the user's affair; elsewhere some are offered.
      if (typeof script !== 'string' || !isRust(script) || (found && !included.includes(name))) continue
      if (draft.plan.notes.some((note) => note.startsWith(`${manifest}: what the script "${name}" does, `)))
        continue
      add(manifest, `the script "${name}" (${script})`, reasonFor(name, script, found))
    }
  }
}

function reasonFor(name: string, line: string, found: MigratedCrate | undefined): string {
  if (!found) return 'there is no crate beside it'
  const command = rustCommandOf(line, found.crate.dir)
  if (command === null) return 'it does something else too'
  if (command.is === 'other') return reasonOf(command.program)
  return name in found.inferred
    ? `the crate's target "${name}" does something else`
    : `nx-crane gives the crate no target of the name "${name}"`
}
