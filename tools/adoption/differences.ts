import { isDeepStrictEqual } from 'node:util'
import type { AdoptionCase } from './adoption-case'
import { withAudits } from './expected-audits'
import type { NxGraph, NxTarget } from './nx-graph'

/** What the graph with the plugin has otherwise than the case says, or than the graph without it; `[]` when all is well. */
export function differencesOf(given: AdoptionCase, before: NxGraph, after: NxGraph): string[] {
  const adoption = { ...given, ...withAudits(given) }
  return [
    ...projectDifferences(adoption, before, after),
    ...keptTargetDifferences(adoption, before, after),
    ...addedTargetDifferences(adoption, before, after),
    ...edgeDifferences(adoption, before, after),
  ]
}

/** What two lists have otherwise, the order aside. */
export function listDifferences(
  title: string,
  actual: readonly string[],
  expected: readonly string[],
): string[] {
  const missing = expected.filter((item) => !actual.includes(item)).map((item) => `- ${item}`)
  const more = actual.filter((item) => !expected.includes(item)).map((item) => `+ ${item}`)
  return missing.length + more.length === 0 ? [] : [`${title}: ${[...missing, ...more].join(', ')}`]
}

function projectDifferences({ projects }: AdoptionCase, before: NxGraph, after: NxGraph): string[] {
  const found = Object.fromEntries(Object.entries(after.projects).map(([name, { root }]) => [root, name]))
  const otherName = Object.entries(projects).flatMap(([root, expected]) => {
    const name = found[root]
    if (name === undefined) return [`no project in ${root}`]
    const isRight = typeof expected === 'string' ? name === expected : expected.test(name)
    return isRight ? [] : [`the project in ${root} is named ${name}, not ${expected}`]
  })
  const unexpected = Object.keys(found)
    .filter((root) => !(root in projects))
    .map((root) => `a project in ${root}: ${found[root]}`)
  const lost = Object.entries(before.projects).flatMap(([name, { root }]) =>
    after.projects[name]?.root === root ? [] : [`the project ${name} (${root}) is no longer there`],
  )
  return [...otherName, ...unexpected, ...lost]
}

function keptTargetDifferences(adoption: AdoptionCase, before: NxGraph, after: NxGraph): string[] {
  return Object.entries(before.projects).flatMap(([name, { targets }]) =>
    Object.entries(targets).flatMap(([target, was]) => {
      const id = `${name}:${target}`
      const is = after.projects[name]?.targets[target]
      if (adoption.takenOut?.includes(id))
        return is === undefined || isOurs(is) ? [] : [`${id} is still there`]
      if (is === undefined) return [`${id} is no longer there`]
      return targetDifferences(was, is, adoption.wired?.includes(id) ?? false).map(
        (difference) => `${id}: ${difference}`,
      )
    }),
  )
}

/** A target that reaches a crate may wait for more, and be made from something else than Nx alone could know. */
function targetDifferences(was: NxTarget, is: NxTarget, isWired: boolean): string[] {
  const fields = ['executor', 'options', 'configurations', 'outputs', 'cache', 'continuous'] as const
  const changed = [...fields, ...(isWired ? [] : (['inputs'] as const))].filter(
    (field) => !isDeepStrictEqual(was[field] ?? null, is[field] ?? null),
  )
  const waits = was.dependsOn ?? []
  const forgotten = waits.filter((item) => !is.dependsOn?.some((other) => isDeepStrictEqual(item, other)))
  const waitsForMore = !isWired && (is.dependsOn?.length ?? 0) > waits.length
  return [
    ...changed.map((field) => `${field} was ${print(was[field])}, is ${print(is[field])}`),
    ...(forgotten.length > 0 || waitsForMore
      ? [`dependsOn was ${print(was.dependsOn)}, is ${print(is.dependsOn)}`]
      : []),
  ]
}

function addedTargetDifferences({ added }: AdoptionCase, before: NxGraph, after: NxGraph): string[] {
  return Object.entries(after.projects).flatMap(([name, { root, targets }]) => {
    const had = before.projects[name]?.targets ?? {}
    const found = Object.entries(targets)
      .filter(([target]) => had[target] === undefined)
      .map(([target, is]) => (isOurs(is) ? target : `${target} (${is.executor})`))
    return listDifferences(`targets of ${name}`, found, added[root] ?? [])
  })
}

export function isOurs(target: NxTarget): boolean {
  return target.executor?.startsWith('nx-crane:') ?? false
}

function edgeDifferences(
  { edges = [], edgesMayHold = [] }: AdoptionCase,
  before: NxGraph,
  after: NxGraph,
): string[] {
  const lost = before.edges.filter((edge) => !after.edges.includes(edge))
  return [
    ...listDifferences(
      'edges',
      after.edges.filter((edge) => !edgesMayHold.includes(edge)),
      edges,
    ),
    ...lost.map((edge) => `the edge ${edge} is no longer there`),
  ]
}

/** What was said against what is to be said: a line for each pattern, and no other. */
export function saidDifferences(lines: readonly string[], expected: readonly RegExp[]): string[] {
  const silent = expected.filter((pattern) => !lines.some((line) => pattern.test(line)))
  const unexpected = lines.filter((line) => !expected.some((pattern) => pattern.test(line)))
  const tooMany = lines.length > expected.length && unexpected.length === 0
  return [
    ...silent.map((pattern) => `nothing was said of ${pattern}`),
    ...unexpected.map((line) => `it was said: ${line}`),
    ...(tooMany ? [`${lines.length} lines were said, not ${expected.length}`] : []),
  ]
}

function print(value: unknown): string {
  return JSON.stringify(value) ?? 'nothing'
}
