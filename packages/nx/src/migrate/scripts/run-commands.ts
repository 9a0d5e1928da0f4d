import { resolvePath } from '@nx-crane/graph'
import { isObject, objectAt, textOf } from '../../init/edit-json'
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
  const [only] = linesOf(value)
  if (only === undefined || unreadIn(value, projectRoot) !== null) return null
  return { line: only.replaceAll('{projectRoot}', projectRoot), cwd: directoryOf(value, projectRoot) ?? '' }
}

/** The commands of a target that runs some. */
export function linesOf(value: Readonly<Record<string, unknown>>): string[] {
  const isCommand =
    value.executor === 'nx:run-commands' || (value.executor === undefined && value.command !== undefined)
  if (!isCommand) return []
  const { command, commands } = objectAt(value, 'options')
  return [value.command, command, commands]
    .flat()
    .flatMap((each) => (isObject(each) ? [each.command] : [each]))
    .filter((each) => typeof each === 'string')
}

/** Why a target that runs commands is more than one command, or null. */
export function unreadIn(value: Readonly<Record<string, unknown>>, projectRoot: string): string | null {
  const options = objectAt(value, 'options')
  const further = Object.keys(options).find((name) => !READ.has(name))
  if (further !== undefined) return `it has the option "${further}"`
  if (Object.keys(objectAt(value, 'configurations')).length > 0) return 'it has configurations'
  const all = [value.command, options.command, options.commands].flat().filter((each) => each !== undefined)
  if (all.length !== 1) return 'it runs several commands'
  if (typeof all[0] !== 'string') return 'its command is not a string'
  return directoryOf(value, projectRoot) === null ? `its directory ${textOf(options.cwd)} is unknown` : null
}

function directoryOf(value: Readonly<Record<string, unknown>>, projectRoot: string): string | null {
  const cwd = textOf(objectAt(value, 'options').cwd ?? '')
    .replace('{projectRoot}', projectRoot)
    .replace(/^\{workspaceRoot\}\/?/, '')
  const dir = resolvePath('', cwd)
  return dir === null || dir.includes('{') ? null : dir
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
      text = reshapeJson(text, [...file.prefix, 'targets', target], { before, after, file: file.path })
    }
    draft.write(file.path, withoutEmptyTargets(text, file))
    for (const remark of handed.remarks) draft.note(`${file.path}: ${name}: ${remark}`)
    rows.push({ project, target: name, before: 'nx:run-commands', after: handed.after })
  }
}
