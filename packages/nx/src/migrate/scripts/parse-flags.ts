/** The flags of a command line by their long names. */
export type Flags = Readonly<Record<string, string | string[] | boolean>>

const SHORT: Readonly<Record<string, string>> = {
  p: 'package',
  F: 'features',
  r: 'release',
  v: 'verbose',
  q: 'quiet',
  j: 'jobs',
  t: 'target',
  d: 'out-dir',
}
const SWITCHES =
  /^(release|dev|debug|profiling|all-features|no-default-features|lib|bins|examples|tests|benches|all-targets|locked|frozen|offline|verbose|quiet|check|all|workspace|no-deps|no-fail-fast|no-run|keep-going|no-pack|no-typescript|typescript|no-opt|fix|allow-dirty|open)$/

/** The flags of a command line by their long names; those that are given several times with all their values. */
export function parseFlags(words: readonly string[]): {
  flags: Flags
  positional: string[]
  trailing: string[]
} {
  const flags: Record<string, string | string[] | boolean> = {}
  const positional: string[] = []
  const separator = words.indexOf('--')
  const own = separator < 0 ? [...words] : words.slice(0, separator)
  for (let word = own.shift(); word !== undefined; word = own.shift()) {
    const [, long, short, given] = /^(?:--([\w-]+)|-(\w))(?:=(.*))?$/.exec(word) ?? []
    const name = long ?? SHORT[short ?? ''] ?? short
    if (name === undefined) {
      positional.push(word)
      continue
    }
    const value = given ?? (SWITCHES.test(name) ? true : (own.shift() ?? true))
    const before = flags[name]
    flags[name] = typeof before === 'string' && typeof value === 'string' ? [before, value] : value
  }
  return { flags, positional, trailing: separator < 0 ? [] : words.slice(separator + 1) }
}
