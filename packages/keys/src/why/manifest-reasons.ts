import type { InputChange } from './input-changes'
import type { KeyReason } from './key-reason'

/** What moved in what a manifest says of its package. */
export function packageReasons({ before, after }: InputChange, place: KeyReason): KeyReason[] {
  const [old, now] = [objectOf(before), objectOf(after)]
  const names = Object.keys({ ...old, ...now }).filter(
    (name) => JSON.stringify(old[name]) !== JSON.stringify(now[name]),
  )
  const found = names.flatMap((name) => {
    if (name === 'features') return featureReasons(old[name], now[name], place)
    return [{ ...place, name, before: textOf(old[name]), after: textOf(now[name]), change: 'other' as const }]
  })
  return found.length === 0 ? [{ ...place, name: 'package', before: null, after: null }] : found
}

function featureReasons(before: unknown, after: unknown, place: KeyReason): KeyReason[] {
  const [old, now] = [pairsOf(before), pairsOf(after)]
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((name) => old.get(name) !== now.get(name))
    .map((name) => ({
      ...place,
      name: `feature ${name}`,
      before: old.get(name) ?? null,
      after: now.get(name) ?? null,
      change: !old.has(name) ? 'new' : now.has(name) ? 'other' : 'gone',
    }))
}

interface SaidDependency {
  readonly name: string
  readonly rename: string | null
  readonly kind: string
  readonly target: string | null
  readonly defaultFeatures: boolean
  readonly features: readonly string[]
}

/** What moved in the dependencies that a manifest names: new ones, and features that it turns on. */
export function dependencyReasons({ before, after }: InputChange, place: KeyReason): KeyReason[] {
  const [olds, nows] = [dependenciesOf(before), dependenciesOf(after)]
  return [...new Set([...olds.keys(), ...nows.keys()])].flatMap((name): KeyReason[] => {
    const [old, now] = [olds.get(name), nows.get(name)]
    if (JSON.stringify(old) === JSON.stringify(now)) return []
    const either = now ?? old
    if (!either) return []
    if (!old || !now)
      return [{ ...place, name: either.name, before: null, after: null, change: old ? 'gone' : 'new' }]
    const [had, has] = [featuresOf(old), featuresOf(now)]
    const turned = [...new Set([...had, ...has])]
      .filter((feature) => had.has(feature) !== has.has(feature))
      .map(
        (feature): KeyReason => ({
          ...place,
          is: 'feature',
          name: `${feature} of ${either.name}`,
          before: null,
          after: null,
          change: has.has(feature) ? 'new' : 'gone',
        }),
      )
    return turned.length > 0
      ? turned
      : [{ ...place, name: either.name, before: null, after: null, change: 'other' }]
  })
}

function featuresOf({ features, defaultFeatures }: SaidDependency): ReadonlySet<string> {
  return new Set([...(defaultFeatures ? ['default'] : []), ...(features ?? [])])
}

function dependenciesOf(text: string | null): ReadonlyMap<string, SaidDependency> {
  const all = listOf(text).flatMap((each): SaidDependency[] => {
    const said = typeof each === 'string' ? objectOf(each) : {}
    return typeof said.name === 'string' ? [said as unknown as SaidDependency] : []
  })
  return new Map(
    all.map((each) => [JSON.stringify([each.name, each.rename, each.kind, each.target]), each] as const),
  )
}

function listOf(text: string | null): unknown[] {
  const value = parsed(text)
  return Array.isArray(value) ? value : []
}

function objectOf(text: string | null): Record<string, unknown> {
  const value = parsed(text)
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {}
}

/**
 * Which targets of one kind came or went, with their files: Cargo finds them by those. The manifest where the same ones are something
 * else now.
 *
 * @param whose as it is said of one, such as `binary target`
 */
export function targetReasons({ before, after }: InputChange, whose: string, place: KeyReason): KeyReason[] {
  const [olds, nows] = [targetsOf(before), targetsOf(after)]
  const names = [...new Set([...olds.keys(), ...nows.keys()])]
  const found = names
    .filter((name) => olds.has(name) !== nows.has(name))
    .map((name): KeyReason => {
      const target = nows.get(name) ?? olds.get(name)
      const change = nows.has(name) ? 'new' : 'gone'
      const file = target?.path ?? place.file
      return { ...place, name: `${whose} ${target?.name ?? ''}`, before: null, after: null, change, file }
    })
  return found.length > 0
    ? found
    : [{ ...place, name: `${whose}s`, before: null, after: null, change: 'other' }]
}

function targetsOf(
  text: string | null,
): ReadonlyMap<string, { readonly name: string; readonly path: string }> {
  return new Map(
    listOf(text).flatMap((each) => {
      const { name, path } = typeof each === 'string' ? objectOf(each) : {}
      return typeof name === 'string' && typeof path === 'string'
        ? [[JSON.stringify([name, path]), { name, path }] as const]
        : []
    }),
  )
}

/** Undefined too for what was too long to be recorded. */
function parsed(text: string | null): unknown {
  try {
    return text === null ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}

function pairsOf(value: unknown): ReadonlyMap<string, string> {
  const pairs = Array.isArray(value) ? value : []
  return new Map(
    pairs.flatMap((pair) =>
      Array.isArray(pair) && typeof pair[0] === 'string' ? [[pair[0], JSON.stringify(pair[1])] as const] : [],
    ),
  )
}

function textOf(value: unknown): string | null {
  if (value === undefined || value === null) return null
  return typeof value === 'string' ? value : JSON.stringify(value)
}
