interface Version {
  readonly numbers: readonly [number, number, number]
  readonly pre: readonly string[]
  readonly build: readonly string[]
}

/** Negative, zero or positive as Cargo orders two versions: by precedence, then by build metadata. */
export function compareVersions(a: string, b: string): number {
  if (a === b) return 0
  return compareParsed(parseVersion(a), parseVersion(b))
}

/**
 * Whether Cargo takes `version` for `requirement` (`1.2`, `^1.2`, `~1`, `=1.2.3`, `>=1, <2`, `1.*`, `*`).
 * A pre-release is taken only where the requirement names a pre-release of the same three numbers.
 */
export function satisfies(version: string, requirement: string): boolean {
  const parsed = parseVersion(version)
  const comparators = requirement.split(',').flatMap((each) => parseComparator(each.trim()) ?? [])
  if (!comparators.every((each) => matches(parsed, each))) return false
  if (parsed.pre.length === 0) return true
  return comparators.some((each) => each.pre.length > 0 && sameNumbers(each, parsed))
}

function parseVersion(text: string): Version {
  const [withoutBuild = '', ...build] = text.split('+')
  const dash = withoutBuild.indexOf('-')
  const core = dash === -1 ? withoutBuild : withoutBuild.slice(0, dash)
  const pre = dash === -1 ? [] : withoutBuild.slice(dash + 1).split('.')
  const [major = 0, minor = 0, patch = 0] = core.split('.').map(Number)
  return { numbers: [major, minor, patch], pre, build: build.length === 0 ? [] : build.join('+').split('.') }
}

function compareParsed(a: Version, b: Version): number {
  return comparePrecedence(a, b) || compareIdentifiers(a.build, b.build)
}

function comparePrecedence(a: Version, b: Version): number {
  for (const position of [0, 1, 2] as const) {
    const difference = a.numbers[position] - b.numbers[position]
    if (difference !== 0) return difference
  }
  if (a.pre.length === 0 || b.pre.length === 0) return b.pre.length - a.pre.length
  return compareIdentifiers(a.pre, b.pre)
}

function compareIdentifiers(a: readonly string[], b: readonly string[]): number {
  for (let position = 0; position < Math.max(a.length, b.length); position++) {
    const left = a[position]
    const right = b[position]
    if (left === undefined || right === undefined) return left === undefined ? -1 : 1
    if (left === right) continue
    const leftNumber = /^\d+$/.test(left)
    if (leftNumber !== /^\d+$/.test(right)) return leftNumber ? -1 : 1
    if (leftNumber && Number(left) !== Number(right)) return Number(left) - Number(right)
    return left < right ? -1 : 1
  }
  return 0
}

type Operator = '^' | '~' | '=' | '>' | '>=' | '<' | '<='

interface Comparator {
  readonly operator: Operator
  /** Null where the requirement leaves a part out or writes `*`. */
  readonly numbers: readonly [number | null, number | null, number | null]
  readonly pre: readonly string[]
}

const COMPARATOR =
  /^(\^|~|=|>=?|<=?)?\s*v?(\d+|[*xX])(?:\.(\d+|[*xX]))?(?:\.(\d+|[*xX]))?(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/

/** Undefined for `*` (and for what is no requirement), which restricts nothing. */
function parseComparator(text: string): Comparator | undefined {
  const found = COMPARATOR.exec(text)
  if (!found) return undefined
  const [, operator, ...parts] = found
  const [major, minor, patch] = parts
    .slice(0, 3)
    .map((part) => (part && /^\d/.test(part) ? Number(part) : null))
  if (major == null) return undefined
  const wildcard = /[*xX]/.test(`${parts[1] ?? ''}${parts[2] ?? ''}`)
  return {
    operator: (operator as Operator | undefined) ?? (wildcard ? '=' : '^'),
    numbers: [major, minor ?? null, patch ?? null],
    pre: parts[3] ? parts[3].split('.') : [],
  }
}

function matches(version: Version, comparator: Comparator): boolean {
  const [major, minor, patch] = comparator.numbers
  const lowest: Version = { numbers: [major ?? 0, minor ?? 0, patch ?? 0], pre: comparator.pre, build: [] }
  const order = comparePrecedence(version, lowest)
  switch (comparator.operator) {
    case '=':
      return patch === null ? samePrefix(version, comparator, 3) : order === 0
    case '>':
      return order > 0 && !(patch === null && samePrefix(version, comparator, 3))
    case '>=':
      return order >= 0
    case '<':
      return order < 0
    case '<=':
      return order <= 0 || (patch === null && samePrefix(version, comparator, 3))
    case '~':
      return order >= 0 && samePrefix(version, comparator, 2)
    case '^':
      return order >= 0 && samePrefix(version, comparator, caretLength(comparator))
  }
}

/** How many leading numbers a caret holds fixed: up to the first that is not zero, of those written. */
function caretLength(comparator: Comparator): number {
  const firstNotZero = comparator.numbers.findIndex((number) => number !== 0 && number !== null)
  if (firstNotZero !== -1) return firstNotZero + 1
  return comparator.numbers.filter((number) => number !== null).length
}

function samePrefix(version: Version, comparator: Comparator, length: number): boolean {
  return comparator.numbers
    .slice(0, length)
    .every((number, position) => number === null || number === version.numbers[position])
}

function sameNumbers(comparator: Comparator, version: Version): boolean {
  return comparator.numbers.every((number, position) => number === version.numbers[position])
}
