import { parseArgs } from 'node:util'
import { messageOf } from '@nx-crane/files'
import { pruneRepository } from '../prune/prune-repository'
import { say } from '../say'
import type { Command } from './command'
import { repositoryRoot } from './repository-root'
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
  const { values, positionals } = parsed(argv)
  if (positionals.length === 0) throw new UsageError('name the projects or crates that are to be built')
  if (!values.out) throw new UsageError('--out DIR is missing: the directory to write to')
  return {
    root: repositoryRoot(values.root),
    out: values.out,
    docker: values.docker,
    names: positionals,
  }
}

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        root: { type: 'string', default: '.' },
        out: { type: 'string' },
        docker: { type: 'boolean', default: false },
      },
    })
  } catch (error) {
    throw new UsageError(messageOf(error))
  }
}
