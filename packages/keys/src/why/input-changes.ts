import type { KeyInput } from '../key-input'
import { REMARK } from '../key-nodes'
import { focusOf, type ReadFocus } from './read-focus'

/** A key as it is recorded: its address, and where to look up what is behind addresses. */
export interface RecordedKey {
  readonly key: string
  node(address: string): readonly KeyInput[] | undefined
}

/** One input of two keys that is not the same in both. */
export interface InputChange {
  /** The names of the inputs that lead to it from the key. */
  readonly path: readonly string[]
  readonly what: string
  /** Null where there was none. */
  readonly before: string | null
  readonly after: string | null
  /** Of something in a wide part: why that is wide, and what is known to be read of it. */
  readonly wide: { readonly since: string; readonly focus: ReadFocus | null } | null
}

interface Pair extends Pick<InputChange, 'path' | 'wide'> {
  readonly before: string
  readonly after: string
}

/**
 * What two keys differ in: each input once, by the shortest way that leads to it. Where one of the keys is recorded in part, `unrecorded`
 * stands for what nobody can compare.
 */
export function inputChanges(before: RecordedKey, after: RecordedKey): InputChange[] {
  const changes: InputChange[] = []
  const seen = new Set<string>()
  const queue: Pair[] = [{ path: [], wide: null, before: before.key, after: after.key }]
  // An array is iterated over what is added meanwhile, too.
  for (const pair of queue) {
    const { path } = pair
    const name = `${pair.before} ${pair.after}`
    if (pair.before === pair.after || seen.has(name)) continue
    seen.add(name)
    const [old, now] = [before.node(pair.before), after.node(pair.after)]
    if (!old || !now) {
      changes.push({ ...pair, what: UNRECORDED })
      continue
    }
    const since = now.find(({ what }) => what === `${REMARK}since`)?.value
    const focus = focusOf(now, after)
    const wide = since === undefined && focus === null ? pair.wide : joinWide(pair.wide, { since, focus })
    const release = releaseChange(old, now)
    if (release) changes.push({ path: path.slice(0, -1), wide, what: path.at(-1) ?? '', ...release })
    for (const each of paired(old, now)) {
      if (each.before === each.after || (isRelease(now) && RELEASE.includes(each.what))) continue
      const isNode =
        each.before !== null &&
        each.after !== null &&
        before.node(each.before) !== undefined &&
        after.node(each.after) !== undefined
      if (isNode)
        queue.push({ path: [...path, each.what], wide, before: each.before ?? '', after: each.after ?? '' })
      else changes.push({ path, wide, ...each })
    }
  }
  return changes
}

export const UNRECORDED = 'unrecorded'

function joinWide(
  outer: InputChange['wide'],
  { since, focus }: { readonly since: string | undefined; readonly focus: ReadFocus | null },
): InputChange['wide'] {
  return { since: since ?? outer?.since ?? '', focus: focus ?? outer?.focus ?? null }
}

/** What a locked package says of itself beside what it needs. */
const RELEASE = ['version', 'source', 'checksum']

function isRelease(node: readonly KeyInput[]): boolean {
  return node.some(({ what }) => what === 'checksum')
}

function releaseChange(
  old: readonly KeyInput[],
  now: readonly KeyInput[],
): { readonly before: string; readonly after: string } | null {
  if (!isRelease(old) || !isRelease(now)) return null
  const said = (node: readonly KeyInput[]) =>
    RELEASE.map((name) => node.find(({ what }) => what === name)?.value ?? '')
  const [a, b] = [said(old), said(now)]
  const differing = a.findIndex((value, index) => value !== b[index])
  if (differing === -1) return null
  const [before = '', after = ''] = [a[0], b[0]]
  if (before !== after) return { before, after }
  const place = RELEASE[differing]
  return { before, after: `${after} with another ${place}` }
}

interface PairedInput {
  readonly what: string
  readonly before: string | null
  readonly after: string | null
}

function paired(old: readonly KeyInput[], now: readonly KeyInput[]): PairedInput[] {
  const [olds, nows] = [byName(old), byName(now)]
  const names = new Set([...olds.keys(), ...nows.keys()])
  return [...names].map((name) => {
    const [a, b] = [olds.get(name), nows.get(name)]
    return { what: (b ?? a)?.what ?? name, before: a?.value ?? null, after: b?.value ?? null }
  })
}

/** Of a package that is locked in one version the next version is the same package. */
function byName(inputs: readonly KeyInput[]): ReadonlyMap<string, KeyInput> {
  const counts = new Map<string, number>()
  for (const { what } of inputs) {
    const name = withoutVersion(what)
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return new Map(
    inputs
      .filter(({ what }) => !what.startsWith(REMARK))
      .map((input) => {
        const name = withoutVersion(input.what)
        return [counts.get(name) === 1 ? name : input.what, input]
      }),
  )
}

function withoutVersion(what: string): string {
  return what.startsWith('locked: ') ? what.split(' ').slice(0, 2).join(' ') : what
}
