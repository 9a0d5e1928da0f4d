import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

/** Where nx-crane keeps what it installs for itself: outside the repository, shared by all clones. */
export function cacheDirectory(env: NodeJS.ProcessEnv = process.env): string {
  if (env.NX_CRANE_CACHE_DIR) return resolve(env.NX_CRANE_CACHE_DIR)
  return join(env.XDG_CACHE_HOME ? resolve(env.XDG_CACHE_HOME) : join(homedir(), '.cache'), 'nx-crane')
}
