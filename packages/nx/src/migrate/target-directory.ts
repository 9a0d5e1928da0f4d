import { resolvePath } from '@nx-crane/graph'

/** The directory below cargo's target directory in which a profile has its programs. */
export function profileDirectory(profile: string): string {
  if (profile === 'dev' || profile === 'test') return 'debug'
  return profile === 'bench' ? 'release' : profile
}

/** A path in an option of Nx as one of the repository; null when it leads out of it. */
export function repositoryPath(option: string, projectRoot: string): string | null {
  const path = option
    .replace(/^\{workspaceRoot\}\/?/, '')
    .replace(/^\{projectRoot\}/, projectRoot === '' ? '.' : projectRoot)
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path) || path.includes('{')) return null
  return resolvePath('', path.replace(/\/+$/, ''))
}
