import type { Tree } from '@nx/devkit'
import { diagnose } from '../doctor/doctor'
import { printFindings } from '../doctor/print-findings'
import { doctorReport, isSound } from '../doctor/report'
import { answer } from '../say'

export interface DoctorSchema {
  readonly fix?: boolean
  readonly json?: boolean
}

/** `nx g nx-crane:doctor`: what `nx-crane doctor` says. It writes by itself: what it does is no change that can be held back. */
export default async function doctor(tree: Tree, { fix = false, json = false }: DoctorSchema): Promise<void> {
  const diagnosis = await diagnose(tree.root, { fix: fix && !isDryRun() })
  answer(
    json
      ? JSON.stringify(doctorReport(diagnosis.findings, diagnosis.fixed))
      : printFindings(diagnosis).trimEnd(),
  )
  // Nx ends with its own exit code unless a generator throws.
  if (!isSound(diagnosis.findings)) throw new Error('something is wrong, see above')
}

/** Nx does not tell a generator. */
function isDryRun(): boolean {
  return process.argv.some(
    (argument) => argument === '--dry-run' || argument === '-d' || argument === '--dryRun',
  )
}
