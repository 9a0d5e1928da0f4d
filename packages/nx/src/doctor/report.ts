import type { Fixed } from './apply-fixes'
import type { Finding } from './finding'

/** What `nx-crane doctor --json` prints. Fields are added, never renamed or taken away, while `version` is 1. */
export interface DoctorReport {
  readonly version: 1
  /** Whether there is no error; the exit code says the same. */
  readonly sound: boolean
  readonly findings: readonly (Omit<Finding, 'fix'> & {
    /** Whether `--fix` would mend it. */
    readonly fixable: boolean
  })[]
  /** What `--fix` has done; `error` is null where it succeeded. */
  readonly fixed: readonly Fixed[]
}

export function doctorReport(findings: readonly Finding[], fixed: readonly Fixed[] = []): DoctorReport {
  return {
    version: 1,
    sound: isSound(findings),
    findings: findings.map(({ id, level, message, place, mend, fix }) => ({
      ...{ id, level, message, place, mend },
      fixable: fix !== null,
    })),
    fixed,
  }
}

/** Warnings and notes are worth reading and stop nobody. */
export function isSound(findings: readonly Finding[]): boolean {
  return findings.every(({ level }) => level !== 'error')
}
