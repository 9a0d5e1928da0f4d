import { dirname } from 'node:path'
import { packageSpecification } from './cargo-metadata'
import type { BatchContext, GroupMember } from './crate-group'
import { runCargo } from './run-cargo'

/** The features with which each package (`name v1.2.3 (path)`) is compiled; several lines where host and target differ. */
export type ActivatedFeatures = ReadonlyMap<string, ReadonlySet<string>>

/**
 * What cargo would activate if it built this crate alone, as far as that has to do with what comes out. Null when cargo cannot
 * tell: then it cannot build either.
 *
 * All of it decides on the bytes of a build. Tests, warnings and pages don't depend on how macros from elsewhere were made.
 */
export async function readActivatedFeatures(
  member: GroupMember,
  context: BatchContext,
): Promise<ActivatedFeatures | null> {
  const { kind } = member.task
  if (kind === 'build') return readFeatures(member, 'normal,build', context)
  const edges = kind === 'doc' ? 'normal' : 'normal,dev'
  const [all, own] = await Promise.all([
    readFeatures(member, `${edges},build`, context),
    readFeatures(member, `${edges},no-proc-macro`, context),
  ])
  return all && own && new Map([...[...all].filter(([name]) => isLocal(name)), ...own])
}

/** @example isLocal('shared v0.1.0 (/repository/crates/shared)') // → true */
function isLocal(name: string): boolean {
  return / \((?!proc-macro\)|[a-z+]+:\/\/|registry )/.test(name)
}

/** Tests and lints of one batch ask the same. */
const asked = new WeakMap<BatchContext, Map<string, Promise<ActivatedFeatures | null>>>()

function readFeatures(
  member: GroupMember,
  edges: string,
  context: BatchContext,
): Promise<ActivatedFeatures | null> {
  const { settings, workspace, environment = {} } = member.task
  const question = JSON.stringify([workspace, member.package.id, edges, settings, environment])
  const answers = asked.get(context) ?? new Map<string, Promise<ActivatedFeatures | null>>()
  asked.set(context, answers)
  const known = answers.get(question)
  if (known) return known
  const answer = askCargo(member, edges, context)
  answers.set(question, answer)
  return answer
}

async function askCargo(
  member: GroupMember,
  edges: string,
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
      edges,
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
