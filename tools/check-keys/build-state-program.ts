import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { USUAL_STATE_DIRECTORY } from '@nx-crane/files'
import { keyReasons, recordedTask } from '@nx-crane/keys'
import { keyDirectory, keysRoot } from '../../packages/nx/src/key-directory'
import { runKeyTasks } from '../../packages/nx/src/keys/crate-key-task'
import type { KeyOptions } from '../../packages/nx/src/keys/key-options'
import { printReason } from '../../packages/nx/src/why/print-reason'
import { keyLogOf } from '../../packages/nx/src/why/record-run'
import { type PastKey, pastKeys } from '../../packages/nx/src/why/recorded-keys'
import type { BuildState, BuildStates } from './build-state'
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
  const why = explainer(root, crates)
  const states = tasks.projects.flatMap(({ name, data }): [string, BuildState][] => {
    const hash = hashes.get(`${name}:build`)
    return hash ? [[data.root, { ...hash, key: keys.get(data.root) ?? null, why: why(data.root) }]] : []
  })
  writeFileSync(output, JSON.stringify(Object.fromEntries(states) satisfies BuildStates))
}

/** The inputs of a task without what Nx adds to every one: no build reads that. */
function read(details: TaskHash['details']): TaskHash['details'] {
  return Object.fromEntries(Object.entries(details).filter(([name]) => !isUnavoidable(name)))
}

/** Why the key of a crate, by its directory, is another than when keys were recorded first. */
function explainer(root: string, crates: readonly NxProject[]): (directory: string) => string[] {
  const record = keyLogOf(root).read()
  const kinds = new Map(crates.map(({ data }) => [data.root, data.targets.wasm ? 'wasm' : 'build']))
  return (directory) => {
    const kind = kinds.get(directory)
    if (kind === undefined) return []
    const manifest = directory === '.' ? 'Cargo.toml' : `${directory}/Cargo.toml`
    const past = pastKeys(record, recordedTask(manifest, kind))
    const [first, last] = [past[0], past.at(-1)]
    if (!first || !last) return []
    const keyOf = ({ key }: PastKey) => ({ key, node: (address: string) => record.nodes.get(address) })
    return keyReasons(keyOf(first), keyOf(last), manifest).map((reason) => printReason(reason, new Map()))
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
