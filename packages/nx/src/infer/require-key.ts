import type { TargetConfiguration } from '@nx/devkit'
import { type Crate, canHaveTarget, TASK_KINDS } from '@nx-crane/graph'
import { NxCraneError } from '../nx-crane-error'
import { keyKindOf, readsFiles } from './target-inputs'

/**
 * Refuses a target that Nx caches though nothing that it is cached by ever changes: its result would be a hit for ever. It is
 * right with the key of a kind that its crate has, which the key task it waits for writes, or with files as inputs.
 *
 * @param keyName what the crate's key target is called
 * @throws NxCraneError `TARGET_WITHOUT_KEY`, which says what is missing and where it belongs
 */
export function requireKey(
  target: TargetConfiguration,
  { name, crate, keyName }: { readonly name: string; readonly crate: Crate; readonly keyName: string },
): void {
  if (target.cache !== true || readsFiles(target)) return
  const keyed = keyKindOf(target.inputs ?? [], crate)
  const hasKey = TASK_KINDS.some((kind) => kind === keyed && (kind === 'wasm' || canHaveTarget(crate, kind)))
  const waits = target.dependsOn?.includes(keyName) ?? false
  if (hasKey && waits) return
  const [missing, hint] = hasKey
    ? [
        `does not wait for "${keyName}", which writes its key`,
        'add that to its dependsOn in packages/nx/src/infer/crate-targets.ts',
      ]
    : [
        `no key of ${crate.name} is among its inputs`,
        'give its kind a "key" in packages/graph/src/target-kinds.ts and its target that key as an input (packages/nx/src/infer/crate-targets.ts), or do not cache it',
      ]
  throw new NxCraneError('TARGET_WITHOUT_KEY', {
    message: `${crate.id}: the target "${name}" is cached, but ${missing}: its result would be a hit for ever`,
    hint,
  })
}
