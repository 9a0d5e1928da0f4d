import { pruneRepository } from '../prune/prune-repository'
import { say } from '../say'
import type { Command } from './command'
import { parseUsage } from './parse-usage'
import { UsageError } from './usage-error'

export const pruneCommand: Command = {
  usage: 'nx-crane prune [--root DIR] PROJECT… --out DIR [--docker]',
  summary:
    'Writes the smallest repository that builds these projects or crates, with pruned locks. With --docker, DIR/full holds it and DIR/json what its dependencies are compiled with, which is the same after edits of sources.',
  run(argv) {
    const request = parseArguments(argv)
    const plan = pruneRepository(request)
    for (const note of plan.notes) say(`nx-crane: ${note}`)
    const parts = [count(plan.crates.length, 'crate'), count(plan.packageDirs.length, 'npm package')]
    process.stdout.write(`wrote ${count(plan.files.size, 'file')} to ${request.out}: ${parts.join(', ')}\n`)
    return 0
  },
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`
}

function parseArguments(argv: readonly string[]) {
  const options = { out: { type: 'string' }, docker: { type: 'boolean', default: false } } as const
  const { out, names, ...rest } = parseUsage(argv, options, { takesNames: true })
  if (names.length === 0) throw new UsageError('name the projects or crates that are to be built')
  if (!out) throw new UsageError('--out DIR is missing: the directory to write to')
  return { ...rest, out, names }
}
