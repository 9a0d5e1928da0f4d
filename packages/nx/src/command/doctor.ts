import { diagnose } from '../doctor/doctor'
import { printFindings } from '../doctor/print-findings'
import { doctorReport, isSound } from '../doctor/report'
import type { Command } from './command'
import { parseUsage } from './parse-usage'

export const doctorCommand: Command = {
  usage: 'nx-crane doctor [--root DIR] [--fix] [--json]',
  summary:
    'Reports what is missing on this machine or wrong in the repository, and how to fix it. --fix applies the fixes that only add something. Exits with 1 if there is an error, with 0 for warnings and notes.',
  async run(argv) {
    const { root, fix, json } = parseUsage(argv, {
      fix: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    })
    const diagnosis = await diagnose(root, { fix })
    const { findings, fixed } = diagnosis
    process.stdout.write(
      json ? `${JSON.stringify(doctorReport(findings, fixed))}\n` : printFindings(diagnosis),
    )
    return isSound(findings) ? 0 : 1
  },
}
