import {
  type CrateId,
  dependencyLayer,
  isFile,
  manifestOnly,
  type PrunedWorkspace,
  parentDir,
  pruneWorkspace,
} from '@nx-crane/graph'
import { filesOfCrate } from '@nx-crane/keys'
import type { Workspace } from '../infer/workspace'
import { chosenProjects } from './chosen-projects'
import { KeptDirectories } from './kept-directories'
import { npmFiles } from './npm-files'
import { type ProjectClosure, projectClosure } from './project-closure'
import { lockNotes, refuseFaults, unsaidNote, wholeLockNote } from './prune-notes'
import { rustSettings } from './rust-settings'

/** A file of a pruned repository: a copy of the repository's own, or another text in its place. */
export type PrunedFile = { readonly from: 'repository' } | { readonly from: 'text'; readonly text: string }

export interface PrunePlan {
  /** By path. */
  readonly files: ReadonlyMap<string, PrunedFile>
  /** Of these, or in place of these, what is needed to get and to compile dependencies, by path. */
  readonly dependencies: ReadonlyMap<string, PrunedFile>
  readonly crates: readonly CrateId[]
  readonly packageDirs: readonly string[]
  /** What people should know. */
  readonly notes: readonly string[]
}

export interface PruneRequest {
  /** Of projects or crates. */
  readonly names: readonly string[]
  /** What is known of packages from elsewhere. */
  readonly manifests: NonNullable<Parameters<typeof pruneWorkspace>[2]['manifests']>
}

/** The smallest repository that builds some projects. Throws for names that are none, and for what Cargo would refuse. */
export function planPrune(workspace: Workspace, { names, manifests }: PruneRequest): PrunePlan {
  const { tree, graph } = workspace
  const { closure, pruned } = closureOf(workspace, chosenProjects(workspace, names), manifests)
  refuseFaults(workspace, pruned, graph)
  const files = new PlannedFiles(workspace)
  const notes: string[] = []
  const crates = pruned.crates.flatMap((id) => graph.crate(id) ?? [])
  for (const dir of new Set([...crates.map(({ dir }) => dir), ...closure.packageDirs]))
    files.copy(files.directories.filesOf(dir))
  files.copy(closure.files)
  for (const crate of crates) {
    const { holdsProject } = files.directories
    const read = filesOfCrate(crate, { tree, listing: files.directories.listing(crate), holdsProject })
    files.copy(read.files)
    notes.push(...unsaidNote(crate, read.unsaid))
  }
  const settings = rustSettings(tree, { crates, pruned })
  files.copy(settings.copied)
  files.copyAll(settings.vendored)
  files.write(settings.configs)
  files.write(pruned.files)
  for (const id of pruned.manifestsOnly) {
    const crate = graph.crate(id)
    if (crate) files.write(manifestOnly(crate, { pruned, tree }))
  }
  const { packageDirs } = closure
  const npm = hasInstallation(workspace, closure)
    ? npmFiles({ tree, directories: files.directories, packageDirs })
    : null
  if (npm) {
    files.copy([...npm.installed, ...npm.others])
    files.write(npm.texts)
    notes.push(...npm.wholeLocks.map(wholeLockNote))
  }
  notes.push(...lockNotes(pruned))
  const kept = new Set([...settings.ofDependencies, ...(npm?.installed ?? [])])
  const dependencies = dependenciesOf(files, { workspace, pruned, kept })
  return { files: files.byPath, dependencies, crates: pruned.crates, packageDirs, notes }
}

class PlannedFiles {
  readonly byPath = new Map<string, PrunedFile>()
  readonly directories: KeptDirectories
  readonly #tree: Workspace['tree']

  constructor(workspace: Workspace) {
    this.#tree = workspace.tree
    this.directories = new KeptDirectories(workspace)
  }

  /** What is there of these, and Git does not ignore: nobody else has that, and it may be secret. */
  copy(paths: readonly string[]): void {
    this.copyAll(paths.filter((path) => isFile(this.#tree, path) && !this.directories.isHidden(path)))
  }

  copyAll(paths: readonly string[]): void {
    for (const path of paths) this.byPath.set(path, { from: 'repository' })
  }

  write(texts: ReadonlyMap<string, string>): void {
    for (const [path, text] of texts) this.byPath.set(path, { from: 'text', text })
  }
}

/** A patch may need a crate that reads what another project makes, so both are looked for until nothing is missing. */
function closureOf(
  workspace: Workspace,
  chosen: readonly string[],
  manifests: PruneRequest['manifests'],
): { readonly closure: ProjectClosure; readonly pruned: PrunedWorkspace } {
  const { graph, tree } = workspace
  let projects: readonly string[] = chosen
  for (;;) {
    const alone = projectClosure(workspace, { projects, installs: false })
    const installs = hasInstallation(workspace, alone)
    const closure = installs ? projectClosure(workspace, { projects, installs }) : alone
    const pruned = pruneWorkspace(graph, tree, { crates: closure.builtCrates, manifests })
    const more = pruned.crates.flatMap((id) => packagesReadBy(id, workspace, closure))
    if (more.length === 0) return { closure, pruned }
    projects = [...projects, ...more]
  }
}

/** The projects whose builds leave something for a crate. */
function packagesReadBy(id: CrateId, { reads }: Workspace, { packageDirs }: ProjectClosure): string[] {
  const made = reads.filter(({ crate, madeBy }) => crate === id && madeBy !== null)
  return made.map(({ project }) => project).filter((dir) => !packageDirs.includes(dir))
}

/** Whether something is installed with npm: for packages, and for Nx itself. */
function hasInstallation({ tree }: Workspace, { packageDirs }: ProjectClosure): boolean {
  return isFile(tree, 'package.json') && (packageDirs.length > 0 || isFile(tree, 'nx.json'))
}

function dependenciesOf(
  { byPath, directories }: PlannedFiles,
  {
    workspace: { graph, tree },
    pruned,
    kept,
  }: { readonly workspace: Workspace; readonly pruned: PrunedWorkspace; readonly kept: ReadonlySet<string> },
): Map<string, PrunedFile> {
  const layer = dependencyLayer(pruned, { graph, tree })
  const dependencies = new Map<string, PrunedFile>(
    [...layer.files].map(([path, text]) => [path, { from: 'text', text }]),
  )
  const whole = layer.whole.flatMap((id) => directories.filesOf(parentDir(id)))
  for (const path of [...kept, ...whole]) {
    const file = byPath.get(path)
    if (file) dependencies.set(path, file)
  }
  return dependencies
}
