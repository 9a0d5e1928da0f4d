import { dirname } from 'node:path'
import { TASK_KINDS } from '@nx-crane/graph'
import { insideOf } from '../cargo/crate-task-options'
import { keyKindOf } from '../infer/target-inputs'
import { NxCraneError } from '../nx-crane-error'
import { requireKeyedProfile } from './require-keyed-profile'
import { hasKeyTask, type RunContext, targetOf } from './result-key'

interface KeyedOptions {
  readonly crate: string
  readonly manifest: string
  readonly profile?: string
  readonly args?: readonly string[]
}

/**
 * Throws for a task that Nx caches by its key although the key task is no part of the run, as with
 * `--exclude-task-dependencies`. Nx hashes such a task as if it had no inputs, so every later run like it would be a hit on
 * what this one leaves. As long as none succeeds, Nx has nothing to restore.
 */
export function requireKeyTask(
  context: RunContext,
  { id, options }: { readonly id: string; readonly options: KeyedOptions },
): void {
  const task = context.taskGraph?.tasks[id]
  const target = task && targetOf(context, task)
  // Where a person has said by what it is cached, that is what it is cached by.
  if (target?.cache !== true) return
  const manifest = insideOf(context.root, options.manifest).slice(context.root.length + 1)
  const crate = { name: options.crate, dir: manifest === 'Cargo.toml' ? '' : dirname(manifest) }
  const named = keyKindOf(target.inputs ?? [], crate)
  if (named === undefined) return
  const kind = TASK_KINDS.find((each) => each === named)
  if (kind) requireKeyedProfile(id, kind, options)
  if (hasKeyTask(context, { id, manifest })) return
  throw new NxCraneError('NO_KEY_TASK', {
    message: `${id} was started without its key task, so Nx could not tell its result from that of other sources`,
    hint: "leave out --exclude-task-dependencies: a crate's tasks wait for no build of another crate, so only keys are computed first",
  })
}
