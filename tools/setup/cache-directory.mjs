import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

/** Where nx-crane keeps what it installs for itself: outside the repository, shared by all clones. */
export function cacheDirectory() {
  const { NX_CRANE_CACHE_DIR, XDG_CACHE_HOME } = process.env
  if (NX_CRANE_CACHE_DIR) return resolve(NX_CRANE_CACHE_DIR)
  return join(XDG_CACHE_HOME ? resolve(XDG_CACHE_HOME) : join(homedir(), '.cache'), 'nx-crane')
}
