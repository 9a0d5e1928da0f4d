import type { LockedDependency, NpmLock } from './npm-lock'

/** Reads a `bun.lock`, the text format: JSON with comments and trailing commas. Undefined for what is none. */
export function parseBunLock(text: string): NpmLock | undefined {
  const json = parseJsonc(text) as Partial<BunLock> | undefined
  const packages = json?.packages
  if (typeof packages !== 'object' || packages === null) return undefined
  return {
    find(packageDir, dependency) {
      // Where two versions are installed, the one that is not hoisted stands under the name of who asks for it.
      const dependent = json?.workspaces?.[packageDir]?.name
      const entry = packages[`${dependent}/${dependency}`] ?? packages[dependency]
      const resolution = Array.isArray(entry) ? entry[0] : undefined
      return typeof resolution === 'string' ? toLocked(resolution) : undefined
    },
  }
}

interface BunLock {
  readonly workspaces: Readonly<Record<string, { readonly name?: string } | undefined>>
  /** Name → what it resolved to, and more. */
  readonly packages: Readonly<Record<string, unknown>>
}

/** `name@workspace:dir`, `name@link:dir`, `name@file:dir` relative to the lock; a version, a tarball or an address. */
function toLocked(resolution: string): LockedDependency {
  const dir = /^@?[^@]+@(?:workspace|link|file|root):(.*)$/.exec(resolution)?.[1]
  return dir === undefined || /\.t(?:ar\.)?gz$/.test(dir) ? { from: 'elsewhere' } : { from: 'directory', dir }
}

function parseJsonc(text: string): unknown {
  const json = text.replace(/"(?:[^"\\]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\/|,(?=\s*[}\]])/g, (token) =>
    token.startsWith('"') ? token : '',
  )
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
