import { comparePreReleases, parseVersion, type Version } from '../lock/version'

/** `^1.2`, `=1.2.3`, `1.*`: one of the comma-separated parts of a Cargo version requirement. */
interface Comparator {
  readonly operator: '^' | '=' | '>' | '>=' | '<' | '<=' | '~' | '*'
  readonly numbers: readonly number[]
  readonly prerelease: readonly string[]
}

/** A version requirement as Cargo understands it: `*` when it has no parts. */
export type VersionRequirement = readonly Comparator[]

const NUMBER = String.raw`(0|[1-9]\d*)`
/** Without an operator a wildcard makes `1.*`; behind one it only ends the numbers: `>=1.*` is `>=1`. */
const COMPARATOR = new RegExp(
  String.raw`^(\^|=|>=|<=|>|<|~)? *${NUMBER}(?:\.(?:${NUMBER}(?:\.(?:${NUMBER}(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?|([*xX])))?|([*xX])(?:\.[*xX])?))? *$`,
)
/** As many comparators as the semver crate takes. */
const MOST_COMPARATORS = 32

/** Undefined when Cargo would refuse the text. The grammar is that of the semver crate. */
export function parseVersionRequirement(text: string): VersionRequirement | undefined {
  if (/^ *[*xX] *$/.test(text)) return []
  const parts = text.replace(/^ +/, '').split(',')
  if (parts.length > MOST_COMPARATORS) return undefined
  const comparators: Comparator[] = []
  for (const part of parts) {
    const match = COMPARATOR.exec(part.replace(/^ +/, ''))
    if (!match) return undefined
    const [, operator, major, minor, patch, prerelease, lastWildcard, wildcard] = match
    const identifiers = prerelease?.split('.') ?? []
    if (!identifiers.every(isIdentifier)) return undefined
    if ([major, minor, patch].some((number) => number !== undefined && isTooLarge(number))) return undefined
    const hasWildcard = (lastWildcard ?? wildcard) !== undefined
    comparators.push({
      operator: (operator ?? (hasWildcard ? '*' : '^')) as Comparator['operator'],
      numbers: [major, minor, patch].filter((number) => number !== undefined).map(Number),
      prerelease: identifiers,
    })
  }
  return comparators
}

function isTooLarge(number: string): boolean {
  return number.length > 19 && BigInt(number) > LARGEST
}

const LARGEST = 2n ** 64n - 1n

/** Of a pre-release: not empty, and a number without a zero before it. */
function isIdentifier(identifier: string): boolean {
  return identifier !== '' && !/^0\d+$/.test(identifier)
}

/** The way `cargo metadata` writes it. */
export function printVersionRequirement(requirement: VersionRequirement): string {
  if (requirement.length === 0) return '*'
  return requirement.map(printComparator).join(', ')
}

/**
 * Whether Cargo takes `version` for `requirement`; none for a requirement that it refuses. A pre-release counts only where
 * the requirement names one of the same version.
 */
export function satisfies(version: string, requirement: string): boolean {
  const comparators = parseVersionRequirement(requirement)
  const parsed = parseVersion(version)
  if (!parsed || !comparators?.every((comparator) => matches(parsed, comparator))) return false
  return parsed.pre.length === 0 || comparators.some((comparator) => namesPreReleaseOf(parsed, comparator))
}

function printComparator({ operator, numbers, prerelease }: Comparator): string {
  if (operator === '*') return `${numbers.join('.')}.*`
  return `${operator}${numbers.join('.')}${prerelease.length > 0 ? `-${prerelease.join('.')}` : ''}`
}

function matches(version: Version, comparator: Comparator): boolean {
  const { operator, numbers, prerelease } = comparator
  const order = compareNumbers(version.numbers, numbers) || comparePartial(version, comparator)
  switch (operator) {
    case '=':
    case '*':
      return order === 0
    case '>':
      return order > 0
    case '>=':
      return order >= 0
    case '<':
      return order < 0
    case '<=':
      return order <= 0
    case '~':
      return (
        atLeast(version, numbers, prerelease) && samePrefix(version, numbers, Math.min(numbers.length, 2))
      )
    case '^':
      return atLeast(version, numbers, prerelease) && samePrefix(version, numbers, caretLength(numbers))
  }
}

/** Compares as many numbers as the requirement names. */
function compareNumbers(version: readonly number[], wanted: readonly number[]): number {
  for (const [index, number] of wanted.entries()) {
    const difference = (version[index] ?? 0) - number
    if (difference !== 0) return difference
  }
  return 0
}

/** NaN: a pre-release is neither before a part of a version nor behind it, and it is not the same. */
function comparePartial({ pre }: Version, { numbers, prerelease }: Comparator): number {
  if (numbers.length === 3) return comparePreReleases(pre, prerelease)
  return pre.length === 0 ? 0 : Number.NaN
}

function atLeast(version: Version, numbers: readonly number[], prerelease: readonly string[]): boolean {
  const order = compareNumbers(version.numbers, numbers)
  if (order !== 0 || numbers.length < 3) return order >= 0
  return comparePreReleases(version.pre, prerelease) >= 0
}

function samePrefix(version: Version, numbers: readonly number[], length: number): boolean {
  return numbers.slice(0, length).every((number, index) => version.numbers[index] === number)
}

/** `^1.2` keeps the first number, `^0.2` the first two, `^0.0.3` all three: up to the first that is not zero. */
function caretLength(numbers: readonly number[]): number {
  const first = numbers.findIndex((number) => number !== 0)
  return first < 0 ? numbers.length : first + 1
}

function namesPreReleaseOf(version: Version, { numbers, prerelease }: Comparator): boolean {
  return prerelease.length > 0 && numbers.length === 3 && compareNumbers(version.numbers, numbers) === 0
}
