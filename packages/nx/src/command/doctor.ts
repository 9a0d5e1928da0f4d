import { parseArgs } from 'node:util'
import { messageOf } from '@nx-crane/files'
import { diagnose } from '../doctor/doctor'
import { printFindings } from '../doctor/print-findings'
import { doctorReport, isSound } from '../doctor/report'
import type { Command } from './command'
import { repositoryRoot } from './repository-root'
import { UsageError } from './usage-error'

export const doctorCommand: Command = {
  usage: 'nx-crane doctor [--root DIR] [--fix] [--json]',
  summary:
    'Reports what is missing on this machine or wrong in the repository, and how to fix it. --fix applies the fixes that only add something. Exits with 1 if there is an error, with 0 for warnings and notes.',
  async run(argv) {
    const { root, fix, json } = parseArguments(argv)
    const diagnosis = await diagnose(root, { fix })
    const { findings, fixed } = diagnosis
    process.stdout.write(
      json ? `${JSON.stringify(doctorReport(findings, fixed))}\n` : printFindings(diagnosis),
    )
    return isSound(findings) ? 0 : 1
  },
}

function parseArguments(argv: readonly string[]): { root: string; fix: boolean; json: boolean } {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        root: { type: 'string', default: '.' },
        fix: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    })
    return { ...values, root: repositoryRoot(values.root) }
  } catch (error) {
    throw new UsageError(messageOf(error))
  }
}
