import type { SourceTree } from '@nx-crane/graph'

/** The address of the remote `origin` in Git's configuration, or of the only other one; null where there is none. */
export function remoteUrl(tree: SourceTree): string | null {
  const urls = new Map<string, string>()
  let remote: string | null = null
  for (const line of (tree.read('.git/config') ?? '').split('\n')) {
    const section = /^\s*\[\s*(\S+?)(?:\s+"(.*)")?\s*\]/.exec(line)
    if (section) remote = section[1]?.toLowerCase() === 'remote' ? (section[2] ?? null) : null
    const [, url] = /^\s*url\s*=\s*(\S+)\s*$/i.exec(line) ?? []
    if (remote !== null && url !== undefined && !urls.has(remote)) urls.set(remote, url)
  }
  return urls.get('origin') ?? (urls.size === 1 ? ([...urls.values()][0] ?? null) : null)
}

/** The branch that the remote calls its main one, as of the clone. */
export function remoteHead(tree: SourceTree): string | null {
  const text = tree.read('.git/refs/remotes/origin/HEAD') ?? ''
  return /^ref: refs\/remotes\/origin\/(\S+)\s*$/.exec(text)?.[1] ?? null
}

/** The host of `https://host/…`, `ssh://git@host:22/…` or `git@host:…`. */
export function hostOf(url: string): string | null {
  const [, host] = /^[a-z+]+:\/\/(?:[^/@]*@)?([^/:]+)/i.exec(url) ?? /^(?:[^/@:]+@)?([^/:]+):/.exec(url) ?? []
  return host?.toLowerCase() ?? null
}
