import { spawnSync } from 'node:child_process'

/** What a program is started through so that permissions hold for it; nothing where they hold anyway. */
export function asOrdinaryUser(): readonly string[] {
  // An owner without powers: programs in the home of root are within its reach, files of mode 000 are not.
  return isRoot()
    ? ['setpriv', '--bounding-set', '-all', '--inh-caps', '-all', '--ambient-caps', '-all', '--']
    : []
}

/** Somebody else, whom nothing belongs to. */
export function asNobody(): readonly string[] {
  return ['setpriv', '--reuid', String(NOBODY), '--regid', String(NOBODY), '--clear-groups', '--']
}

export const NOBODY = 65534

export function isRoot(): boolean {
  return process.getuid?.() === 0
}

/** Why there can be no ordinary user on this machine, or null. */
export function unprivilegedObstacle(): string | null {
  if (process.platform !== 'linux') return 'what permissions mean here is written for Linux'
  const [program = 'true', ...args] = [...asOrdinaryUser(), 'true']
  const { status, error, stderr } = spawnSync(program, args, { encoding: 'utf8' })
  return status === 0 ? null : `root cannot give up its powers: ${error?.message ?? stderr}`
}
