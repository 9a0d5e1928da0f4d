import { lstatSync, readlinkSync, type Stats, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { readRegularText } from './read-file'
import { shellCommand } from './shell-command'

/** Who else may change what lies at a path, and what to do about it. */
export interface ForeignWriter {
  /** The file or directory at fault: the path itself, or a directory on the way to it. */
  readonly path: string
  readonly message: string
  /** A command, or a sentence. */
  readonly hint: string
}

export interface TrustOptions {
  /**
   * What this process runs anyway: as root (in a container, by `sudo`) the user it belongs to is trusted too, since root runs
   * that user's code in any case.
   */
  readonly repository?: string
}

/**
 * Whether somebody else than this user, and root, may change a file or directory, or put another in its place: by its
 * owner and permissions, or by those of a directory on the way to it. Null when nobody may, and on Windows, where neither
 * says so. Of what is not there yet the directory it would be made in counts. Lists of access control are not looked at.
 */
export function foreignWriter(path: string, { repository }: TrustOptions = {}): ForeignWriter | null {
  const user = process.geteuid?.()
  if (user === undefined) return null
  return writerOf(resolve(path), { owners: trustedOwners(user, repository), links: 0 })
}

interface Trust {
  readonly owners: ReadonlySet<number>
  /** How many links were followed. */
  readonly links: number
}

function trustedOwners(user: number, repository: string | undefined): Set<number> {
  const owners = new Set([0, user])
  const owner = repository && user === 0 ? statSync(repository, { throwIfNoEntry: false })?.uid : undefined
  if (owner !== undefined) owners.add(owner)
  return owners
}

function writerOf(path: string, trust: Trust): ForeignWriter | null {
  const parent = dirname(path)
  if (parent !== path) {
    const above = writerOf(parent, trust)
    if (above !== null) return above
  }
  const stats = statsOf(path)
  if (stats === null) return null
  if (!trust.owners.has(stats.uid)) {
    return {
      path,
      message: `it belongs to another user (${stats.uid})`,
      hint: `remove it, or make it yours: ${shellCommand(['chown', '-R', String(process.geteuid?.()), path])}`,
    }
  }
  if (stats.isSymbolicLink()) {
    if (trust.links >= MOST_LINKS) return { path, message: 'its links form a cycle', hint: 'remove it' }
    return writerOf(resolve(parent, readlinkSync(path)), { ...trust, links: trust.links + 1 })
  }
  const others = whoElse(stats)
  // Where the sticky bit is set, as in /tmp, nobody may rename what belongs to another: what lies there is looked at next.
  if (others === null || (stats.isDirectory() && (stats.mode & 0o1000) !== 0)) return null
  const command = shellCommand(['chmod', 'go-w', path])
  const hint = stats.uid === process.geteuid?.() ? command : `have its owner run \`${command}\``
  return { path, message: `${others} can write to it`, hint }
}

const MOST_LINKS = 40

function whoElse({ mode, uid, gid }: Stats): string | null {
  if ((mode & 0o002) !== 0) return 'everybody'
  return (mode & 0o020) !== 0 && !isPrivateGroup(uid, gid) ? `a group (${gid})` : null
}

/** Where each user has a group of their own, with the same number, directories are made with `g+w`: nobody else is in it. */
function isPrivateGroup(uid: number, gid: number): boolean {
  if (gid === 0 && uid === 0) return true
  if (uid !== gid) return false
  try {
    const group = readRegularText('/etc/group')
      .split('\n')
      .map((line) => line.split(':'))
      .find(([, , id]) => id === String(gid))
    const [name = '', , , members = ''] = group ?? []
    return group !== undefined && (members === '' || members === name)
  } catch {
    return false
  }
}

function statsOf(path: string): Stats | null {
  try {
    return lstatSync(path)
  } catch {
    return null // Not there, or not to be seen: then it is not used either.
  }
}
