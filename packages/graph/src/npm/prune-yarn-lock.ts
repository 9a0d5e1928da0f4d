/** An entry of the lock: what is asked for, and what it became. */
interface Entry {
  /** `ms@npm:^2.0.0`, as they stand in its first line. */
  readonly descriptors: readonly string[]
  /** The directory of a package of the repository, relative to the lock. */
  readonly workspaceDir: string | null
  /** What it asks for itself, in the form of descriptors. */
  readonly asks: readonly string[]
  /** All lines but the first. */
  readonly body: string
}

/**
 * The text of a `yarn.lock` of Yarn 2 or later with what the packages that remain need, as Yarn writes it: `--immutable` takes no other.
 * A lock of Yarn 1 stays as it is, since that takes what holds more; null for one that cannot be read.
 */
export function pruneYarnLock(text: string, dirs: ReadonlySet<string>): string | null {
  if (!/^__metadata:\r?$/m.test(text)) return text
  const [head = '', ...blocks] = text.split(/\n\n(?=[^\s#])/)
  // The first block is that of the metadata, which the head ends before.
  const [metadata = '', ...packages] = blocks
  const entries = packages.map(parseEntry)
  if (!metadata.startsWith('__metadata:') || !entries.every((entry) => entry !== null)) return null
  const asked = askedFor(entries, new Set(['', ...dirs]))
  const kept = entries.flatMap(({ descriptors, body }) => {
    const own = descriptors.filter((each) => asked.has(each))
    return own.length === 0 ? [] : [`"${own.join(', ')}":\n${body.trimEnd()}`]
  })
  return `${[head, metadata.trimEnd(), ...kept].join('\n\n')}\n`
}

/** Null for keys that Yarn writes in another form, as those of more than 1,024 characters. */
function parseEntry(block: string): Entry | null {
  const [, key, body = ''] = /^"([^"\n]+)":\n([\s\S]*)$/.exec(block) ?? []
  if (key === undefined) return null
  const dir = /^ {2}resolution: ".+@workspace:(.+)"$/m.exec(body)?.[1]
  const listed = /^ {2}dependencies:\n((?: {4}.*\n?)+)/m.exec(body)?.[1] ?? ''
  const asks = listed.split('\n').flatMap((line) => {
    const [, name = '', range = ''] = /^ {4}("[^"]+"|[^\s":]+): (?:"(.*)"|.*)$/.exec(line) ?? []
    const plain = range || (/: ([^"].*)$/.exec(line)?.[1] ?? '')
    return name === '' ? [] : [`${name.replaceAll('"', '')}@${withProtocol(plain)}`]
  })
  return {
    descriptors: key.split(', '),
    workspaceDir: dir === undefined ? null : dir === '.' ? '' : dir,
    asks,
    body,
  }
}

/** Yarn 2 and 3 leave out the usual one. */
function withProtocol(range: string): string {
  return /^[a-z+]+:/.test(range) ? range : `npm:${range}`
}

/** The descriptors that are reached from the packages in these directories. */
function askedFor(entries: readonly Entry[], dirs: ReadonlySet<string>): Set<string> {
  const byDescriptor = new Map(entries.flatMap((entry) => entry.descriptors.map((each) => [each, entry])))
  const known = [...byDescriptor.keys()]
  const queue = entries.flatMap(({ workspaceDir, descriptors }) =>
    workspaceDir !== null && dirs.has(workspaceDir)
      ? descriptors.filter((each) => each.endsWith(`@workspace:${workspaceDir || '.'}`))
      : [],
  )
  const asked = new Set<string>()
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (asked.has(next)) continue
    const entry = byDescriptor.get(next)
    if (entry === undefined) {
      // `resolutions` put another range in its place, of which the lock alone says nothing more.
      const name = nameOf(next)
      queue.push(...known.filter((each) => nameOf(each) === name))
      asked.add(next)
      continue
    }
    asked.add(next)
    queue.push(...entry.asks, ...patchesOf(next, known))
    const inner = patchedBy(next)
    if (inner !== null) queue.push(inner)
  }
  return asked
}

/** Yarn patches some packages by itself: `typescript@npm:^5` becomes `typescript@patch:typescript@npm%3A^5#optional!builtin<…>`. */
function patchesOf(descriptor: string, known: readonly string[]): string[] {
  return known.filter((each) => patchedBy(each) === descriptor)
}

function patchedBy(descriptor: string): string | null {
  const inner = /^@?[^@]+@patch:([^#]+)#/.exec(descriptor)?.[1]
  if (inner === undefined) return null
  try {
    return decodeURIComponent(inner)
  } catch {
    return null
  }
}

function nameOf(descriptor: string): string {
  return /^@?[^@]+/.exec(descriptor)?.[0] ?? descriptor
}
