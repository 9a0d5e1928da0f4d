import { dirname } from 'node:path'
import { packageSpecification } from './cargo-metadata'
import type { BatchContext, GroupMember } from './crate-group'
import { runCargo } from './run-cargo'

/** The features with which each package (`name v1.2.3 (path)`) is compiled; several lines where host and target differ. */
export type ActivatedFeatures = ReadonlyMap<string, ReadonlySet<string>>

/** What cargo would activate if it built this crate alone. Null when cargo cannot tell: then it cannot build either. */
export async function readActivatedFeatures(
  member: GroupMember,
  context: BatchContext,
): Promise<ActivatedFeatures | null> {
  const { settings, workspace } = member.task
  const features = new Map<string, Set<string>>()
  const { code } = await runCargo({
    args: [
      'tree',
      '--manifest-path',
      workspace,
      '--package',
      packageSpecification(member.package),
      '--edges',
      'normal,build',
      '--prefix',
      'none',
      '--format',
      '{p}|{f}',
      '--color',
      'never',
      ...(settings.allFeatures ? ['--all-features'] : []),
      ...(settings.noDefaultFeatures ? ['--no-default-features'] : []),
      ...(settings.features.length === 0 ? [] : ['--features', settings.features.join(',')]),
      ...(settings.targetTriple === null ? [] : ['--target', settings.targetTriple]),
    ],
    cwd: dirname(workspace),
    env: member.task.environment,
    signal: context.signal,
    onLine: (line) => {
      const separator = line.lastIndexOf('|')
      if (separator < 0) return
      const name = line.slice(0, separator)
      const activated = line.slice(separator + 1).replace(/ \(\*\)$/, '')
      const known = features.get(name)
      if (known) known.add(activated)
      else features.set(name, new Set([activated]))
    },
  })
  return code === 0 ? features : null
}

/** Whether neither crate changes how the other is compiled: what both use, both use with equal features. */
export function agree(left: ActivatedFeatures, right: ActivatedFeatures): boolean {
  const [smaller, larger] = left.size <= right.size ? [left, right] : [right, left]
  for (const [name, features] of smaller) {
    const others = larger.get(name)
    if (others && (others.size !== features.size || ![...features].every((each) => others.has(each))))
      return false
  }
  return true
}
