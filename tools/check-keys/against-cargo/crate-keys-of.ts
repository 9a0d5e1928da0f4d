import { type CrateTaskKind, defaultProfile } from '@nx-crane/graph'
import { type ComputedKey, computeKeys } from '@nx-crane/keys/cli'
import { parseKeyFile, printKeyFile } from '../../../packages/nx/src/keys/key-file'
import type { ScratchWorkspace } from './scratch-workspace'

/** The key of a task, and what it is made from; an error stands for both where there is none. */
export interface TaskKey {
  /**
   * By which its result is found again in the store: of the profile that it uses alone. The file that Nx looks at has it as a whole, so
   * Nx's own key moves whenever this one does.
   */
  readonly key: string
  readonly inputs: ReadonlyMap<string, string>
  readonly fault: string | null
}

export interface CaseTask {
  readonly crate: { readonly name: string; readonly manifest: string }
  readonly kind: CrateTaskKind
}

/**
 * The keys of some tasks by what {@link taskName} calls them, as in a run of Nx: recalled with what the last run left. They must be
 * those that are found anew.
 */
export function readKeys(
  { root, environment }: ScratchWorkspace,
  tasks: readonly CaseTask[],
): Map<string, TaskKey> {
  const place = { root, memoDir: 'node_modules/.cache/nx-crane', code: 'against-cargo', environment }
  const manifests = [...new Set(tasks.map(({ crate }) => crate.manifest))]
  const requests = manifests.map((crate) => ({ crate }))
  const recalled = byName(computeKeys({ ...place, manifests, requests }))
  const anew = byName(computeKeys({ ...place, explain: true }))
  return new Map(
    tasks.flatMap((task): [string, TaskKey][] => {
      const name = taskName(task)
      const key = anew.get(name)
      if (!key) return []
      if (key.digest !== recalled.get(name)?.digest) throw new Error(`${name}: another key when recalled`)
      return [[name, taskKey(key)]]
    }),
  )
}

function byName(keys: readonly ComputedKey[]): Map<string, ComputedKey> {
  return new Map(
    keys.map((key) => [taskName({ crate: { name: key.name, manifest: key.crate }, kind: key.kind }), key]),
  )
}

/** Of any task with a key, those that are not of a case too. */
export function taskName({ crate, kind }: { crate: CaseTask['crate']; kind: string }): string {
  return `${crate.manifest} ${kind}`
}

function taskKey(computed: ComputedKey): TaskKey {
  if (computed.error) {
    const fault = computed.error.message
    return { key: `none: ${fault}`, inputs: new Map(), fault }
  }
  const inputs = new Map(computed.inputs.map(({ what, value }) => [what, value]))
  // clippy compiles with two.
  const profile = computed.kind === 'lint' ? null : defaultProfile(computed.kind)
  return { key: parseKeyFile(printKeyFile(computed), profile) ?? '', inputs, fault: null }
}

/** What of two keys is not the same, for people. */
export function differingInputs(before: TaskKey, after: TaskKey): string[] {
  if (after.fault !== null) return [after.fault]
  const names = new Set([...before.inputs.keys(), ...after.inputs.keys()])
  return [...names].filter((what) => before.inputs.get(what) !== after.inputs.get(what)).sort()
}
