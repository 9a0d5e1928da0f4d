import type { ProjectGraph, TargetConfiguration } from '@nx/devkit'
import { stateDirectory } from '@nx-crane/files'
import { CargoError, TASK_KINDS } from '@nx-crane/graph'
import { minimatch } from 'minimatch'
import { combinedKeys } from '../../packages/keys/src/cli/compute-keys'
import { findFingerprints } from '../../packages/keys/src/cli/find-fingerprints'
import { KeyFiles, pathsOf } from '../../packages/keys/src/cli/key-files'
import { KeyNodes } from '../../packages/keys/src/key-nodes'
import { Traces } from '../../packages/keys/src/read-traces'
import type { KeyOptions } from '../../packages/nx/src/keys/key-options'

/**
 * The files of the repository that are in a key of a crate, as the code says that computes it, and that no input of the crate's
 * key target matches: nothing would select the crate's tasks when one of them changes.
 */
export function undeclaredFiles(root: string, graph: ProjectGraph): string[] {
  try {
    return undeclaredIn(root, graph)
  } catch (error) {
    // A commit may break what all keys are made from: then there are none.
    if (error instanceof CargoError) return []
    throw error
  }
}

function undeclaredIn(root: string, graph: ProjectGraph): string[] {
  const options = { root, memoDir: stateDirectory(root) }
  const nodes = new KeyNodes()
  const fingerprints = findFingerprints(options, nodes)
  const traces = new Traces({ root, path: `${stateDirectory(root)}/no-traces` })
  const keys = combinedKeys(fingerprints, options, { traces, nodes })
  const files = new KeyFiles(fingerprints)
  const wideValues = fingerprints.wideValues(traces)
  const known = new Set(fingerprints.repositoryFiles())
  const roots = new Map(Object.values(graph.nodes).map(({ name, data }) => [name, data.root]))
  const found: string[] = []
  for (const { name, data } of Object.values(graph.nodes)) {
    const { manifest } = (data.targets?.key?.options ?? {}) as Partial<KeyOptions>
    const fingerprint = fingerprints.fingerprints.get(manifest ?? '')
    if (!fingerprint) continue
    const covers = coverage(data.targets?.key?.inputs ?? [], { own: name, graph, roots })
    const paths = new Set<string>()
    for (const kind of TASK_KINDS) {
      if (!fingerprint.kinds[kind]) continue
      for (const path of files.task(fingerprint, kind)) paths.add(path)
      for (const path of pathsOf(keys.of(fingerprint, kind)?.common.inputs ?? [])) paths.add(path)
      const config = keys.wide.configOf(fingerprint, kind)
      for (const place of keys.wide.places(fingerprint, kind))
        if (!place.wide.isDeclared) for (const path of wideValues.files(place, config)) paths.add(path)
    }
    for (const path of paths) if (known.has(path) && !covers(path)) found.push(`${manifest}: ${path}`)
  }
  return found
}

interface Place {
  readonly own: string
  readonly graph: ProjectGraph
  /** The root directory of each project. */
  readonly roots: ReadonlyMap<string, string>
}

/** Whether inputs of a target match a file, by what Nx says of filesets. */
function coverage(
  inputs: NonNullable<TargetConfiguration['inputs']>,
  { own, graph, roots }: Place,
): (path: string) => boolean {
  const globs = inputs.flatMap((input) =>
    typeof input === 'string' && input.startsWith('{workspaceRoot}/')
      ? [input.slice('{workspaceRoot}/'.length)]
      : [],
  )
  const projects = new Set([own])
  for (const project of projects)
    for (const { target } of graph.dependencies[project] ?? []) if (roots.has(target)) projects.add(target)
  const owners = new Map([...roots].map(([name, dir]) => [dir === '.' ? '' : dir, name]))
  const ownerOf = (path: string) => {
    for (let dir = path; dir !== ''; ) {
      const slash = dir.lastIndexOf('/')
      dir = slash < 0 ? '' : dir.slice(0, slash)
      const owner = owners.get(dir)
      if (owner !== undefined) return owner
    }
    return undefined
  }
  return (path) => {
    const owner = ownerOf(path)
    return (
      (owner !== undefined && projects.has(owner)) ||
      globs.some((glob) => minimatch(path, glob, { dot: true }))
    )
  }
}
