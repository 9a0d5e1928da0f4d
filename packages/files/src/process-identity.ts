import { createHash } from 'node:crypto'
import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'

/**
 * This process, in a form that file names hold: `HOST-PID-START`. Process ids alone are worth little: they come again,
 * and each container counts its own from 1.
 */
export function ownIdentity(): string {
  own ??= `${hostIdentity()}-${process.pid}-${startOf(process.pid) ?? '0'}`
  return own
}

let own: string | undefined

/** What {@link ownIdentity} gives, within a longer name. */
const IDENTITY = /([0-9a-f]{8})-(\d+)-(\d+)/

/**
 * Whether the process has certainly ended. One on another machine, or in a container with process ids of its own, is not
 * seen from here: undefined.
 */
export function hasEnded(identity: string): boolean | undefined {
  const [, host, pid = '', start] = IDENTITY.exec(identity) ?? []
  if (host === undefined || host !== hostIdentity()) return undefined
  if (!isRunning(Number(pid))) return true
  const now = startOf(Number(pid))
  return now !== null && start !== '0' && now !== start
}

/** All processes for which a process id means the same. */
function hostIdentity(): string {
  host ??= createHash('sha256')
    .update(JSON.stringify([hostname(), readOrNull(BOOT_ID), namespaceOfPids()]))
    .digest('hex')
    .slice(0, 8)
  return host
}

let host: string | undefined

const BOOT_ID = '/proc/sys/kernel/random/boot_id'

function namespaceOfPids(): string | null {
  try {
    return readlinkSync('/proc/self/ns/pid')
  } catch {
    return null
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Somebody else's process is running too.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** When a process started, in ticks of the kernel; null where that cannot be asked. */
function startOf(pid: number): string | null {
  const stat = readOrNull(`/proc/${pid}/stat`)
  // proc(5): the name of the program, in parentheses, may hold anything; the 20th field after it is the start.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')
  // A zombie has ended: nobody has asked for its exit code yet.
  return fields?.[0] === 'Z' ? 'ended' : (fields?.[19] ?? null)
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}
