import satisfies from 'semver/functions/satisfies.js'

/**
 * Whether npm links a workspace's package of that version for a dependency on `range`. Tags and addresses are satisfied by nothing.
 *
 * @example satisfiesRange('1.4.2', '^1.2.0 || 3.x') // → true
 */
export function satisfiesRange(version: string, range: string): boolean {
  const wanted = range.trim()
  // npm's own exception: a workspace's prerelease satisfies `*`, though no other range that does not name it.
  return wanted === '' || wanted === '*' || satisfies(version, wanted)
}
