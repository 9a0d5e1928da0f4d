import { childPath } from '@nx-crane/graph'
import { editJson, objectAt, parseJson, textOf } from '../../init/edit-json'
import { projectManifests } from '../../project-manifests'
import { keptLine } from '../kept-line'
import type { MigratedCrate, Migration } from '../migration'
import { projectNameIn } from '../project-files'
import { removeJson } from '../remove-json'
import { reshapeJson } from '../reshape-json'
import { type HandedCommand, handOverCommand } from './handed-command'
import { type RustCommand, rustCommandOf } from './rust-command'

interface CrateScript {
  readonly manifest: string
  readonly name: string
  readonly script: string
  readonly command: RustCommand
}

/** The scripts beside a crate that Nx makes targets of in place of ours, and that are about Rust. */
export function crateScripts(
  { crate, inferred }: MigratedCrate,
  { draft }: Pick<Migration, 'draft'>,
  manifests: ReadonlySet<string>,
): CrateScript[] {
  const manifest = childPath(crate.dir, 'package.json')
  const text = manifests.has(manifest) ? draft.read(manifest) : undefined
  if (text === undefined || text.trim() === '') return []
  const json = parseJson(text, manifest)
  const scripts = objectAt(json, 'scripts')
  return includedIn(json).flatMap((name) => {
    const script = scripts[name]
    if (typeof script !== 'string' || !(name in inferred)) return []
    const command = rustCommandOf(script, crate.dir)
    return command === null ? [] : [{ manifest, name, script, command }]
  })
}

/** Nx makes a target of each script, or of those that `nx.includedScripts` lists. */
export function includedIn(json: Readonly<Record<string, unknown>>): string[] {
  const listed = objectAt(json, 'nx').includedScripts
  return Array.isArray(listed) ? listed.map(textOf) : Object.keys(objectAt(json, 'scripts'))
}

export function handOverScripts(found: MigratedCrate, migration: Migration): void {
  const { draft, kept, rows } = migration
  const manifests = new Set(projectManifests(draft).npm)
  for (const { manifest, name, script, command } of crateScripts(found, migration, manifests)) {
    const text = draft.read(manifest) ?? '{}'
    const json = parseJson(text, manifest)
    const targets = objectAt(objectAt(json, 'nx'), 'targets')
    const handed = handOverCommand(name, { command, old: objectAt(targets, name) }, { found, migration })
    const project = projectNameIn(draft, found.crate.dir, found.crate.name)
    if (handed.is === 'kept') {
      kept.push(keptLine(manifest, `the script "${name}" (${script})`, handed.reason))
      rows.push({ project, target: name, before: 'nx:run-script', after: 'nx:run-script' })
      continue
    }
    const remaining = includedIn(json).filter((each) => each !== name)
    draft.write(
      manifest,
      writeTargets(editJson(text, ['nx', 'includedScripts'], remaining, manifest), manifest, handed),
    )
    draft.note(
      `${manifest}: the script "${name}" is no longer an Nx target (nx.includedScripts); the crate's target takes its place`,
    )
    for (const remark of handed.remarks) draft.note(`${manifest}: ${name}: ${remark}`)
    rows.push({ project, target: name, before: 'nx:run-script', after: handed.after })
  }
}

/** What differs from the inferred targets, in `nx.targets`; nothing where nothing does. */
function writeTargets(
  text: string,
  manifest: string,
  { targets }: Extract<HandedCommand, { is: 'handed' }>,
): string {
  let written = text
  for (const [name, after] of Object.entries(targets)) {
    const nx = objectAt(parseJson(written, manifest), 'nx')
    const before = objectAt(nx, 'targets')[name]
    if (before === undefined && after === null) continue
    written = reshapeJson(written, ['nx', 'targets', name], { before, after, file: manifest })
    const left = objectAt(objectAt(parseJson(written, manifest), 'nx'), 'targets')
    if (Object.keys(left).length === 0) written = removeJson(written, ['nx', 'targets'])
  }
  return written
}
