export interface Version {
  readonly numbers: readonly [number, number, number]
  readonly pre: readonly string[]
  readonly build: readonly string[]
}

/** Negative, zero or positive as Cargo orders two versions: by precedence, then by build metadata. */
export function compareVersions(a: string, b: string): number {
  if (a === b) return 0
  return compareParsed(partsOf(a), partsOf(b))
}

/** Undefined for what is no whole version: a part of one, or another text. */
export function parseVersion(text: string): Version | undefined {
  return VERSION.test(text) ? partsOf(text) : undefined
}

const VERSION = /^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/

function partsOf(text: string): Version {
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

/** As semver orders two versions: what is built of them does not count. */
export function comparePrecedence(a: Version, b: Version): number {
  for (const position of [0, 1, 2] as const) {
    const difference = a.numbers[position] - b.numbers[position]
    if (difference !== 0) return difference
  }
  return comparePreReleases(a.pre, b.pre)
}

/** A version without one comes after those that have one. */
export function comparePreReleases(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return b.length - a.length
  return compareIdentifiers(a, b)
}

function compareIdentifiers(a: readonly string[], b: readonly string[]): number {
  for (let position = 0; position < Math.max(a.length, b.length); position++) {
    const left = a[position]
    const right = b[position]
    if (left === undefined || right === undefined) return left === undefined ? -1 : 1
    if (left === right) continue
    const leftNumber = /^\d+$/.test(left)
    if (leftNumber !== /^\d+$/.test(right)) return leftNumber ? -1 : 1
    const order = leftNumber ? compareNumbers(left, right) : 0
    return order || (left < right ? -1 : 1)
  }
  return 0
}

/** Numbers of any length; build metadata may have zeros before them. */
function compareNumbers(left: string, right: string): number {
  const [a, b] = [BigInt(left), BigInt(right)]
  if (a !== b) return a < b ? -1 : 1
  return left.length - right.length
}
