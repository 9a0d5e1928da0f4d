import { shellCommand } from '@nx-crane/files'
import type { Diagnostic } from '@nx-crane/graph'
import { type Check, hasCrates, ourCommand } from './check'
import type { DoctorFacts } from './facts'
import { count, type Found, few } from './finding'
import { emptySubmodules } from './submodules'
import { undeclaredReaders } from './undeclared-readers'

/** What is checked out, and what its manifests say. */
export const repositoryChecks: readonly Check[] = [
  { id: 'repository', title: 'crates and packages', find: contents },
  {
    id: 'submodules',
    title: 'submodules',
    applies: ({ tree }) => tree.read('.gitmodules') !== undefined,
    find: submodules,
  },
  { id: 'manifests', title: 'manifests', find: manifests },
  { id: 'undeclared-inputs', title: 'inputs of crates', applies: hasCrates, find: undeclared },
]

function contents({ workspace }: DoctorFacts): Found[] {
  const { crates, packages, workspaces, wasmCrates } = workspace
  if (crates.length + packages.length === 0)
    return [{ level: 'ok', message: 'no crates and no npm packages' }]
  const wasm = wasmCrates.length === 0 ? '' : ` (${wasmCrates.length} WebAssembly)`
  const rust = `${count(crates.length, 'crate')}${wasm} in ${count(workspaces.length, 'Cargo workspace')}`
  return [{ level: 'ok', message: `${rust}, ${count(packages.length, 'npm package')}` }]
}

function submodules({ tree, git, workspace }: DoctorFacts): Found[] {
  const recorded = git.recordedSubmodules
  const empty = emptySubmodules(tree).filter(({ path }) => recorded === null || recorded.includes(path))
  if (empty.length === 0) return []
  const paths = empty.map(({ path }) => path)
  const isNeeded = workspace.crateDiagnostics.some(({ message }) =>
    paths.some((path) => message.includes(path)),
  )
  // `--checkout`: what `submodule.NAME.update` says instead may be any program.
  const command = ['git', 'submodule', 'update', '--init', '--checkout', '--', ...paths]
  return [
    {
      level: isNeeded ? 'error' : 'warning',
      message: `${count(empty.length, 'submodule')} not checked out: ${few(paths)}`,
      place: `.gitmodules:${empty[0]?.line}`,
      mend: git.isRepository
        ? shellCommand(paths.length <= 3 ? command : command.slice(0, 5))
        : 'clone the repository with Git: an archive of it contains no submodules',
      fix: git.isRepository ? { by: 'command', command, dir: '' } : null,
    },
  ]
}

/** Where Cargo itself refuses the repository it is an error; test data may be broken on purpose. */
function manifests(facts: DoctorFacts): Found[] {
  const { workspace } = facts
  const all = [...workspace.crateDiagnostics, ...workspace.diagnostics]
  if (all.length === 0) return []
  const own = new Set(workspace.workspaces.flatMap(({ manifest, members }) => [manifest, ...members]))
  const severe = all.filter(({ file }) => own.has(file))
  const sorted = [...severe, ...all.filter((each) => !severe.includes(each))]
  const [first] = sorted
  const rest = sorted.length - 1
  const files = [...new Set(sorted.slice(1).map(({ file }) => file))]
  return [
    {
      level: severe.length > 0 ? 'error' : 'warning',
      message: `${first?.message}${rest > 0 ? `; ${rest} more in ${few(files, 2)}` : ''}`,
      place: first ? placeOf(first) : null,
      mend: rest > 0 ? `${first?.hint}; all: ${ourCommand(facts, 'graph')}` : (first?.hint ?? null),
    },
  ]
}

function placeOf({ file, line }: Diagnostic): string {
  return line === null ? file : `${file}:${line}`
}

function undeclared(facts: DoctorFacts): Found[] {
  const { tree, workspace } = facts
  const readers = undeclaredReaders(tree, workspace.crates)
  const [first] = readers
  if (first === undefined) return []
  return [
    {
      level: 'note',
      message: `${few(readers.map(({ crate }) => crate.name))} ${readers.length === 1 ? 'reads' : 'read'} files whose names are built at run time: its keys are wide until a build was observed`,
      place: first.source,
      mend: `to narrow them on every machine: ${ourCommand(facts, 'inputs --write')} after a build, or include = ["../data/**"] under [package.metadata.nx-crane] in the Cargo.toml`,
    },
  ]
}
