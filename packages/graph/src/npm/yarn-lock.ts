import type { LockedDependency, NpmLock } from './npm-lock'

/** Reads a `yarn.lock`, of Yarn 1 (which leaves workspace packages out) or later (`resolution: "x@workspace:dir"`). */
export function parseYarnLock(text: string): NpmLock {
  const entries = new Map<string, LockedDependency>()
  let descriptors: string[] = []
  for (const line of text.split(/\r?\n/)) {
    if (line === '' || line.startsWith('#')) continue
    if (/^\S.*:$/.test(line)) {
      descriptors = line
        .slice(0, -1)
        .split(/,\s*/)
        .map(unquote)
        .flatMap((list) => list.split(/,\s*/))
      for (const descriptor of descriptors) entries.set(descriptor, { from: 'elsewhere' })
    }
    const resolution = /^ {2}resolution: "(?:.+)@workspace:(.+)"$/.exec(line)
    if (!resolution) continue
    const dir = resolution[1] === '.' ? '' : (resolution[1] ?? '')
    for (const descriptor of descriptors) entries.set(descriptor, { from: 'directory', dir })
  }
  return {
    find: (_packageDir, name, specifier) =>
      entries.get(`${name}@${specifier}`) ?? entries.get(`${name}@npm:${specifier}`),
  }
}

function unquote(text: string): string {
  return text
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .replaceAll('"', '')
}
