import type { Tree } from '@nx/devkit'
import { diagnose } from '../doctor/doctor'
import { printFindings } from '../doctor/print-findings'
import { doctorReport, isSound } from '../doctor/report'

export interface DoctorSchema {
  readonly fix?: boolean
  readonly json?: boolean
}

/** `nx g nx-crane:doctor`: what `nx-crane doctor` says. It writes by itself: what it does is no change that can be held back. */
export default async function doctor(tree: Tree, { fix = false, json = false }: DoctorSchema): Promise<void> {
  const { findings, fixed } = await diagnose(tree.root, { fix: fix && !isDryRun() })
  process.stdout.write(
    json ? `${JSON.stringify(doctorReport(findings, fixed))}\n` : printFindings(findings, fixed),
  )
  if (!isSound(findings)) process.exitCode = 1
}

/** Nx does not tell a generator. */
function isDryRun(): boolean {
  return process.argv.some(
    (argument) => argument === '--dry-run' || argument === '-d' || argument === '--dryRun',
  )
}
