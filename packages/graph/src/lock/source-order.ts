/**
 * Negative, zero or positive as Cargo orders the sources of a lock: crates of the repository (null), registries, git
 * by tag, branch, revision and default branch.
 */
export function compareSources(a: string | null, b: string | null): number {
  if (a === b) return 0
  const left = parseSource(a)
  const right = parseSource(b)
  return (
    left.rank - right.rank ||
    compareTexts(left.reference, right.reference) ||
    compareTexts(left.url, right.url)
  )
}

const KINDS = ['registry', 'sparse', 'local-registry', 'directory']
const REFERENCES = ['tag', 'branch', 'rev']

function parseSource(source: string | null) {
  if (source === null) return { rank: 0, reference: '', url: '' }
  const plus = source.indexOf('+')
  const kind = source.slice(0, plus)
  const [url = '', query = ''] =
    source
      .slice(plus + 1)
      .split('#', 1)[0]
      ?.split('?') ?? []
  if (kind !== 'git') return { rank: 1 + KINDS.indexOf(kind), reference: '', url }
  const [name, reference] = new URLSearchParams(query).entries().next().value ?? []
  const known = REFERENCES.indexOf(name ?? '')
  return { rank: 10 + (known === -1 ? REFERENCES.length : known), reference: reference ?? '', url }
}

function compareTexts(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}
