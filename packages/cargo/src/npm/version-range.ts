/**
 * Whether npm would accept `version` for `range`. Knows what stands in real manifests: `^`, `~`, comparisons, `1.x`,
 * hyphens, `||`. Anything else (tags, URLs) is satisfied by nothing.
 *
 * @example satisfies('1.4.2', '^1.2.0 || 3.x') // → true
 */
export function satisfies(version: string, range: string): boolean {
  const wanted = range.trim()
  // npm's own exception: a workspace's prerelease satisfies `*`, though no other range that does not name it.
  if (wanted === '' || wanted === '*') return true
  const candidate = parseVersion(version)
  if (!candidate) return false
  return wanted.split('||').some((alternative) => satisfiesAll(candidate, alternative.trim()))
}

interface Version {
  readonly numbers: readonly [number, number, number]
  readonly prerelease: readonly string[]
}

interface Comparator {
  readonly operator: '<' | '<=' | '>' | '>=' | '='
  readonly version: Version
}

function satisfiesAll(candidate: Version, alternative: string): boolean {
  const comparators = toComparators(alternative)
  if (!comparators?.every((comparator) => holds(candidate, comparator))) return false
  if (candidate.prerelease.length === 0) return true
  return comparators.some(
    ({ version }) =>
      version.prerelease.length > 0 && version.numbers.every((number, i) => number === candidate.numbers[i]),
  )
}

function holds(candidate: Version, { operator, version }: Comparator): boolean {
  const order = compare(candidate, version)
  switch (operator) {
    case '<':
      return order < 0
    case '<=':
      return order <= 0
    case '>':
      return order > 0
    case '>=':
      return order >= 0
    case '=':
      return order === 0
  }
}

const HYPHEN = /^(\S+)\s+-\s+(\S+)$/
const PART = /^(\^|~>?|>=|<=|>|<|=)?\s*v?(.*)$/s

function toComparators(alternative: string): Comparator[] | null {
  const hyphen = HYPHEN.exec(alternative)
  const parts = hyphen
    ? [`>=${hyphen[1]}`, `<=${hyphen[2]}`]
    : alternative.replace(/(?<![<>=^~])([<>=^~]+)\s+/g, '$1').split(/\s+/)
  const found: Comparator[] = []
  for (const part of parts.filter((text) => text !== '')) {
    const comparators = toComparatorsOfPart(part)
    if (!comparators) return null
    found.push(...comparators)
  }
  return found
}

function toComparatorsOfPart(part: string): Comparator[] | null {
  const [, operator = '', text = ''] = PART.exec(part) ?? []
  const partial = parsePartial(text)
  if (!partial) return null
  const { numbers, given, prerelease } = partial
  if (given === 0)
    return operator === '<' || operator === '>' ? [{ operator: '<', version: lowest([0, 0, 0]) }] : []
  const low: Version = { numbers, prerelease }
  const from = (version: Version): Comparator => ({ operator: '>=', version })
  const below = (bound: Version['numbers']): Comparator => ({ operator: '<', version: lowest(bound) })
  switch (operator) {
    case '^':
      return [from(low), below(caretBound(numbers, given))]
    case '~':
    case '~>':
      return [from(low), below(bump(numbers, given === 1 ? 0 : 1))]
    case '>=':
      return [from(low)]
    case '<':
      return [given === 3 ? { operator: '<', version: low } : below(numbers)]
    case '>':
      return [given === 3 ? { operator: '>', version: low } : from(lowest(bump(numbers, given - 1)).released)]
    case '<=':
      return [given === 3 ? { operator: '<=', version: low } : below(bump(numbers, given - 1))]
    default:
      return given === 3 ? [{ operator: '=', version: low }] : [from(low), below(bump(numbers, given - 1))]
  }
}

function caretBound(numbers: Version['numbers'], given: number): Version['numbers'] {
  const [major, minor] = numbers
  if (major > 0 || given === 1) return bump(numbers, 0)
  if (minor > 0 || given === 2) return bump(numbers, 1)
  return bump(numbers, 2)
}

function bump([major, minor, patch]: Version['numbers'], index: number): Version['numbers'] {
  if (index <= 0) return [major + 1, 0, 0]
  return index === 1 ? [major, minor + 1, 0] : [major, minor, patch + 1]
}

/** Below every prerelease of these numbers; `released` is the release itself. */
function lowest(numbers: Version['numbers']): Version & { released: Version } {
  return { numbers, prerelease: ['0'], released: { numbers, prerelease: [] } }
}

const PARTIAL =
  /^(\d+|[xX*])?(?:\.(\d+|[xX*]))?(?:\.(\d+|[xX*]))?(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/

function parsePartial(
  text: string,
): { numbers: Version['numbers']; given: number; prerelease: string[] } | null {
  const match = PARTIAL.exec(text)
  if (!match) return null
  const written = match.slice(1, 4)
  const wildcard = written.findIndex((number) => number === undefined || !/^\d+$/.test(number))
  const given = wildcard === -1 ? 3 : wildcard
  const number = (index: number) => (index < given ? Number(written[index]) : 0)
  const prerelease = given === 3 && match[4] ? match[4].split('.') : []
  return { numbers: [number(0), number(1), number(2)], given, prerelease }
}

function parseVersion(text: string): Version | null {
  const partial = parsePartial(text.trim().replace(/^[v=]+/, ''))
  return partial?.given === 3 ? { numbers: partial.numbers, prerelease: partial.prerelease } : null
}

function compare(a: Version, b: Version): number {
  for (const [index, number] of a.numbers.entries()) {
    const difference = number - (b.numbers[index] ?? 0)
    if (difference !== 0) return difference
  }
  return comparePrerelease(a.prerelease, b.prerelease)
}

function comparePrerelease(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return b.length - a.length
  for (const [index, part] of a.entries()) {
    const other = b[index]
    if (other === undefined) return 1
    if (part === other) continue
    const [isNumber, otherIsNumber] = [/^\d+$/.test(part), /^\d+$/.test(other)]
    if (isNumber && otherIsNumber) return Number(part) - Number(other)
    if (isNumber !== otherIsNumber) return isNumber ? -1 : 1
    return part < other ? -1 : 1
  }
  return a.length - b.length
}
