import { basename } from 'node:path'
import { packageManagerOf, readSourceTree } from '@nx-crane/graph'
import { installPackages } from '../init/install'
import { readInstalled } from '../init/nx-version'
import { planInit } from '../init/plan-init'
import { npmRegistry } from '../init/registry'
import { requireSupportedNx } from '../init/supported-nx'
import { surveyRepository } from '../init/survey'
import { wantedPackages } from '../init/wanted-packages'
import { SOURCES, type Source } from '../migrate/migration'
import { type MigrationPlan, planMigration, withInit } from '../migrate/plan-migration'
import { printMigration } from '../migrate/print-migration'
import { writeUserFiles } from '../write-user-files'
import type { Command } from './command'
import { parseUsage } from './parse-usage'
import { UsageError } from './usage-error'

/** The same as the generator, for repositories where Nx is not installed yet. */
export const migrateCommand: Command = {
  usage: `nx-crane migrate [--root DIR] [--from ${SOURCES.join('|')}]… [--dry-run] [--no-install]`,
  summary:
    'Hands the Rust targets of other plugins, Turborepo and scripts over to nx-crane; with --dry-run, only prints the plan.',
  async run(argv) {
    const { root, from, dryRun, noInstall } = parseArguments(argv)
    const tree = readSourceTree(root)
    const installed = readInstalled(root, tree)
    let plan = planMigration(tree, from)
    if (plan.sources.length > 0) {
      const survey = surveyRepository(plan.tree)
      const wanted = await wantedPackages(survey, installed, npmRegistry(root))
      plan = withInit(plan, planInit(plan.tree, { survey, wanted, repositoryName: basename(root) }))
    }
    process.stdout.write(printMigration(plan))
    requireSupportedNx(tree, installed.nx, packageManagerOf(tree))
    if (dryRun) return 0
    return write(plan, { root, noInstall })
  },
}

function write({ files, removed }: MigrationPlan, { root, noInstall }: { root: string; noInstall: boolean }) {
  writeUserFiles(root, { written: files, removed })
  const installs = files.some(({ path }) => path === 'package.json') && !noInstall
  return !installs || installPackages(root) ? 0 : 1
}

function parseArguments(argv: readonly string[]) {
  const usage = parseUsage(argv, {
    from: { type: 'string', multiple: true, default: [] },
    'dry-run': { type: 'boolean', default: false },
    'no-install': { type: 'boolean', default: false },
  })
  const from = usage.from.flatMap((each) => each.split(',')).map(sourceNamed)
  return { root: usage.root, from, dryRun: usage['dry-run'], noInstall: usage['no-install'] }
}

function sourceNamed(name: string): Source {
  const found = SOURCES.find((source) => source === name)
  if (found !== undefined) return found
  throw new UsageError(`--from ${JSON.stringify(name)} is not one of ${SOURCES.join(', ')}`)
}
