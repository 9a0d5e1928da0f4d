import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { USUAL_STATE_DIRECTORY } from '@nx-crane/files'
import { TASK_KINDS } from '@nx-crane/graph'
import { keyReasons, recordedTask } from '@nx-crane/keys'
import { parseOptions } from '../../packages/nx/src/infer/options'
import { readWorkspace } from '../../packages/nx/src/infer/workspace'
import { keyDirectory, keysRoot } from '../../packages/nx/src/key-directory'
import { runKeyTasks } from '../../packages/nx/src/keys/crate-key-task'
import type { KeyOptions } from '../../packages/nx/src/keys/key-options'
import { manifestPaths } from '../../packages/nx/src/project-manifests'
import { pluginOptions, readNxJson } from '../../packages/nx/src/read-nx-json'
import { cratesOfPackage } from '../../packages/nx/src/why/present-keys'
import { printReason } from '../../packages/nx/src/why/print-reason'
import { keyLogOf } from '../../packages/nx/src/why/record-run'
import { type PastKey, pastKeys } from '../../packages/nx/src/why/recorded-keys'
import type { BuildState, BuildStates, ExplainedKey } from './build-state'
import { isUnavoidable } from './miss-reason'
import { type NxProject, NxTasks, type TaskHash } from './nx-tasks'
import { writeStandInBuild, writeStandInPackage } from './stand-in-package'

/**
 * Writes into a file what Nx would look up for the `build` of each project in the current directory. The key tasks run as
 * in `nx run-many -t build`; in place of what is compiled there is something that stands in for it.
 */
async function main(output: string): Promise<void> {
  const root = process.cwd()
  const tasks = await NxTasks.plan(root, 'build')
  const crates = tasks.projects.filter(({ data }) => data.targets.key?.executor === 'nx-crane:key')
  const keys = await writeKeys(root, crates)
  for (const { data } of crates) {
    if (data.targets.wasm) writeStandInPackage(join(root, data.root), keys.get(data.root) ?? '')
  }
  const packages = new Map(
    tasks.projects.filter(({ data }) => !keys.has(data.root)).map(({ name, data }) => [name, data.root]),
  )
  const hashes = await tasks.hashes(({ project, target, details }) => {
    const directory = packages.get(project)
    if (directory !== undefined && target === 'build') writeStandInBuild(join(root, directory), read(details))
  })
  const explained = explainer(root, crates)
  const states = tasks.projects.flatMap(({ name, data }): [string, BuildState][] => {
    const hash = hashes.get(`${name}:build`)
    if (!hash) return []
    return [[data.root, { ...hash, key: keys.get(data.root) ?? null, explained: explained(name, data.root) }]]
  })
  writeFileSync(output, JSON.stringify(Object.fromEntries(states) satisfies BuildStates))
}

/** The inputs of a task without what Nx adds to every one: no build reads that. */
function read(details: TaskHash['details']): TaskHash['details'] {
  return Object.fromEntries(Object.entries(details).filter(([name]) => !isUnavoidable(name)))
}

/** The keys of a project and why they are others than when keys were recorded first. */
function explainer(
  root: string,
  crates: readonly NxProject[],
): (project: string, directory: string) => Record<string, ExplainedKey> {
  const record = keyLogOf(root).read()
  const keyOf = ({ key }: PastKey) => ({ key, node: (address: string) => record.nodes.get(address) })
  const explain = (directory: string, kind: string): ExplainedKey | null => {
    const manifest = directory === '.' ? 'Cargo.toml' : `${directory}/Cargo.toml`
    const past = pastKeys(record, recordedTask(manifest, kind))
    const [first, last] = [past[0], past.at(-1)]
    if (!first || !last) return null
    const reasons = keyReasons(keyOf(first), keyOf(last), manifest)
    return { key: last.key, why: reasons.map((reason) => printReason(reason, new Map())) }
  }
  const places = new Map(crates.map(({ name, data }) => [name, data.root]))
  const workspace = readWorkspace(root, manifestPaths(root), parseOptions(pluginOptions(readNxJson(root))))
  return (project, directory) => {
    if (places.has(project))
      return Object.fromEntries(
        TASK_KINDS.flatMap((kind) => {
          const found = explain(directory, kind)
          return found ? [[kind, found]] : []
        }),
      )
    const reached = cratesOfPackage(workspace, project)
    const found = reached.flatMap((name) => explain(places.get(name) ?? '', 'wasm') ?? [])
    if (found.length === 0) return {}
    return {
      crates: { key: found.map(({ key }) => key).join(' '), why: found.flatMap(({ why }) => why) },
    }
  }
}

/** The keys of what `build` makes of each crate, by its directory. */
async function writeKeys(root: string, crates: readonly NxProject[]): Promise<Map<string, string>> {
  const tasks = Object.fromEntries(
    crates.map(({ name, data }) => [name, data.targets.key?.options as KeyOptions]),
  )
  const results = await runKeyTasks(root, tasks)
  const failed = results.filter(({ success }) => !success)
  if (failed.length > 0) throw new Error(failed.map(({ output }) => output).join(''))
  return new Map(
    crates.map(({ name, data }) => {
      const directory = keyDirectory(tasks[name]?.crate ?? '', data.root)
      const kind = data.targets.wasm ? 'wasm' : 'build'
      return [data.root, readFileSync(join(root, keysRoot(USUAL_STATE_DIRECTORY), directory, kind), 'utf8')]
    }),
  )
}

main(process.argv[2] ?? '').then(
  // Nx keeps its database open.
  () => process.exit(0),
  (error) => {
    console.error(error)
    process.exit(1)
  },
)
