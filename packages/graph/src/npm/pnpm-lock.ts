import type { LockedDependency, NpmLock } from './npm-lock'

/** Reads the `importers` of a `pnpm-lock.yaml`: the one part that says which names are linked directories. */
export function parsePnpmLock(text: string): NpmLock {
  const importers = new Map<string, Map<string, string>>()
  let versions: Map<string, string> | null = null
  let name = ''
  let isInside = false
  for (const line of text.split(/\r?\n/)) {
    if (/^\S/.test(line)) isInside = line.startsWith('importers:')
    if (!isInside) continue
    const entry = /^( +)((?! ).+?):(?: +(.+))?$/.exec(line)
    if (!entry) continue
    const [, indent = '', key = '', value] = entry
    if (indent.length === 2) {
      versions = new Map()
      importers.set(unquote(key), versions)
    } else if (indent.length === 6) {
      name = unquote(key)
      // Lock versions before 6 write the resolution here; later ones a table with `specifier` and `version`.
      if (value) versions?.set(name, unquote(value))
    } else if (indent.length === 8 && key === 'version' && value) versions?.set(name, unquote(value))
  }
  return {
    find(packageDir, dependency) {
      const version = importers.get(packageDir === '' ? '.' : packageDir)?.get(dependency)
      return version === undefined ? undefined : toLocked(packageDir, version)
    },
  }
}

/** `link:` is relative to the package; `file:`, of an injected dependency, to the lock, and may name peers in brackets. */
function toLocked(packageDir: string, version: string): LockedDependency {
  if (version.startsWith('link:')) {
    return {
      from: 'directory',
      dir: packageDir === '' ? version.slice(5) : `${packageDir}/${version.slice(5)}`,
    }
  }
  const injected = /^(?:@?[^@]*@)?file:([^(]+)/.exec(version)?.[1]
  if (injected === undefined || /\.t(?:ar\.)?gz$/.test(injected)) return { from: 'elsewhere' }
  return { from: 'directory', dir: injected }
}

function unquote(text: string): string {
  return text.trim().replace(/^(['"])(.*)\1$/, '$2')
}
