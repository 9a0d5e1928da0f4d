import { childPath, type TargetKind } from '@nx-crane/graph'
import { editJson, isObject, objectAt, parseJson, textOf } from '../../init/edit-json'
import { keptLine } from '../kept-line'
import type { MigratedCrate, Migration } from '../migration'
import { ignoredInputs } from './ignored-inputs'
import { toNxTarget, UPSTREAM_OUTPUTS } from './nx-target'
import type { TurboConfig, TurboTask } from './turbo-config'

/** What Turborepo runs in crates by itself (`futureFlags.experimentalCargoWorkspaces`), and the kind of ours. */
const CARGO_TASKS: Readonly<Record<string, { kind: TargetKind; command: string }>> = {
  build: { kind: 'build', command: 'cargo build' },
  test: { kind: 'test', command: 'cargo test' },
  lint: { kind: 'lint', command: 'cargo clippy' },
  format: { kind: 'format', command: 'cargo fmt' },
  run: { kind: 'run', command: 'cargo run' },
  dev: { kind: 'run', command: 'cargo run' },
}

/** Tasks of crates: ours are inferred; what turbo.json adds to them is added to those. */
export function migrateCrateTasks(root: TurboConfig, migration: Migration): void {
  for (const found of migration.crates) {
    for (const [task, { kind, command }] of Object.entries(CARGO_TASKS)) {
      const settings = migration.options.targets[kind]
      if (!(task in root.tasks) || settings === false) continue
      const after = found.inferred[settings.name]?.executor ?? null
      if (after === null) continue
      migration.rows.push({
        project: found.crate.name,
        target: task,
        before: `turbo (${command})`,
        after: task === settings.name ? after : `${after} (${settings.name})`,
      })
      addExtra(
        found,
        {
          name: settings.name,
          generic: root.tasks[task] ?? {},
          own: root.tasks[`${found.crate.name}#${task}`],
        },
        { root, migration },
      )
    }
  }
  if ('lint' in root.tasks)
    migration.draft.note(
      'crates: clippy warnings now fail `lint`; the option "warnings": "allow" restores the old behaviour',
    )
  if ('format' in root.tasks)
    migration.draft.note('crates: `format` now only checks the formatting, and `cargo fmt` fixes it')
  for (const name of Object.keys(root.tasks)) keepUnknown(name, root, migration)
}

/** Variables, files elsewhere and tasks of other projects that a crate's task depends on, beside its key. */
function addExtra(
  { crate, isWasm }: MigratedCrate,
  { name, generic, own }: { name: string; generic: TurboTask; own: TurboTask | undefined },
  { root, migration }: { root: TurboConfig; migration: Migration },
): void {
  if (name === 'run' || (isWasm && name === 'build')) return
  const { value } = toNxTarget(own ?? generic, {
    hasGlobals: false,
    dir: null,
    isIgnored: ignoredInputs(migration.draft, [crate.dir]),
  })
  const inputs = Array.isArray(value.inputs) ? value.inputs : []
  const extra = inputs.filter(
    (input) =>
      (isObject(input) && 'env' in input) ||
      textOf(isObject(input) ? input.fileset : input).startsWith('{workspaceRoot}/'),
  )
  const dependsOn = (Array.isArray(value.dependsOn) ? value.dependsOn : []).filter(isObject)
  if (extra.length === 0 && dependsOn.length === 0) return
  const file = childPath(crate.dir, 'project.json')
  const text = migration.draft.read(file) ?? `${JSON.stringify({ name: crate.name }, null, 2)}\n`
  if (isObject(objectAt(parseJson(text, file), 'targets')[name])) return
  if (dependsOn.length > 0) extra.push(UPSTREAM_OUTPUTS)
  const target = {
    ...(dependsOn.length > 0 ? { dependsOn: ['...', ...dependsOn] } : {}),
    ...(extra.length > 0 ? { inputs: ['...', ...extra] } : {}),
  }
  migration.draft.write(file, editJson(text, ['targets', name], target, file))
  migration.draft.note(`${file}: ${name} has what ${root.file} adds to the task of this crate`)
}

function keepUnknown(name: string, root: TurboConfig, { crates, kept }: Migration): void {
  const [project, task] = name.split(/#(.*)/)
  if (task === undefined) {
    if (name === 'check')
      kept.push(
        keptLine(
          root.file,
          '"check"',
          '`cargo check` of crates has no counterpart; `build` runs the same checks',
        ),
      )
    return
  }
  const isCrate = crates.some(({ crate }) => crate.name === project)
  if (isCrate && !(task in CARGO_TASKS))
    kept.push(keptLine(root.file, `"${name}"`, 'nx-crane has no such target for crates'))
}
