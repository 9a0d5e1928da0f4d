import { resolvePath } from '@nx-crane/cargo'
import { isObject, objectAt } from '../../init/edit-json'
import { keptLine } from '../kept-line'
import type { MigratedCrate, Migration } from '../migration'
import { type ProjectFile, projectFiles, projectNameIn, targetsIn } from '../project-files'
import { reshapeJson } from '../reshape-json'
import { withoutEmptyTargets } from '../without-empty-targets'
import { handOverCommand } from './handed-command'
import { type RustCommand, rustCommandOf } from './rust-command'

interface CommandTarget {
  readonly file: ProjectFile
  readonly name: string
  readonly value: Readonly<Record<string, unknown>>
  readonly line: string
  readonly command: RustCommand
}

/** The targets of a crate's project.json that run one command which is about Rust, and have the name of one of ours. */
export function rustTargets(
  { crate, inferred }: MigratedCrate,
  { draft }: Pick<Migration, 'draft'>,
): CommandTarget[] {
  const files = projectFiles(draft).filter(({ dir }) => dir === crate.dir)
  return files.flatMap((file) =>
    Object.entries(targetsIn(file)).flatMap(([name, value]) => {
      if (!isObject(value) || !(name in inferred)) return []
      const found = commandIn(value, crate.dir)
      if (found === null) return []
      const command = rustCommandOf(found.line, found.cwd)
      return command === null || command.is === 'nx' ? [] : [{ file, name, value, line: found.line, command }]
    }),
  )
}

const READ = new Set(['command', 'commands', 'cwd', 'parallel', 'color'])

/** The one command of a target, where nothing else is said of how it is run. */
function commandIn(
  value: Readonly<Record<string, unknown>>,
  projectRoot: string,
): { line: string; cwd: string } | null {
  const options = objectAt(value, 'options')
  const isCommand =
    value.executor === 'nx:run-commands' || (value.executor === undefined && value.command !== undefined)
  if (!isCommand || Object.keys(options).some((name) => !READ.has(name))) return null
  if (Object.keys(objectAt(value, 'configurations')).length > 0) return null
  const all = [value.command, options.command, options.commands].flat().filter((each) => each !== undefined)
  const [only] = all
  if (all.length !== 1 || typeof only !== 'string') return null
  const cwd = String(options.cwd ?? '')
    .replace('{projectRoot}', projectRoot)
    .replace(/^\{workspaceRoot\}\/?/, '')
  const dir = resolvePath('', cwd)
  return dir === null || dir.includes('{')
    ? null
    : { line: only.replaceAll('{projectRoot}', projectRoot), cwd: dir }
}

export function handOverCommands(found: MigratedCrate, migration: Migration): void {
  const { draft, kept, rows } = migration
  for (const { file, name, value, line, command } of rustTargets(found, migration)) {
    const { executor, command: _, options, ...old } = value
    const handed = handOverCommand(name, { command, old }, { found, migration })
    const project = projectNameIn(draft, found.crate.dir, found.crate.name)
    if (handed.is === 'kept') {
      kept.push(keptLine(file.path, `${name} (${line})`, handed.reason))
      rows.push({ project, target: name, before: 'nx:run-commands', after: 'nx:run-commands' })
      continue
    }
    let text = draft.read(file.path) ?? ''
    for (const [target, after] of Object.entries(handed.targets)) {
      const before = targetsIn(file)[target]
      if (before === undefined && after === null) continue
      text = reshapeJson(text, [...file.prefix, 'targets', target], { before, after })
    }
    draft.write(file.path, withoutEmptyTargets(text, file))
    for (const remark of handed.remarks) draft.note(`${file.path}: ${name}: ${remark}`)
    rows.push({ project, target: name, before: 'nx:run-commands', after: handed.after })
  }
}
