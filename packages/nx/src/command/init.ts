import { basename } from 'node:path'
import { packageManagerOf, readSourceTree } from '@nx-crane/graph'
import type { InitPlan } from '../init/init-plan'
import { installPackages } from '../init/install'
import { readInstalled } from '../init/nx-version'
import { planInit } from '../init/plan-init'
import { probeTools, toolNotes } from '../init/probe-tools'
import { npmRegistry } from '../init/registry'
import { requireSupportedNx } from '../init/supported-nx'
import { surveyRepository } from '../init/survey'
import { newTargetsTable } from '../init/target-table'
import { wantedPackages } from '../init/wanted-packages'
import { writeUserFiles } from '../write-user-files'
import type { Command } from './command'
import { parseUsage } from './parse-usage'

/** The same as the generator, for repositories where Nx is not installed yet. */
export const initCommand: Command = {
  usage: 'nx-crane init [--root DIR] [--dry-run] [--no-install]',
  summary: 'Turns the directory into an Nx workspace with the plugin, changing as little as possible.',
  async run(argv) {
    const options = {
      'dry-run': { type: 'boolean', default: false },
      'no-install': { type: 'boolean', default: false },
    } as const
    const usage = parseUsage(argv, options, { startsHere: true })
    const { root, 'dry-run': dryRun, 'no-install': noInstall } = usage
    const plan = await planFor(root)
    for (const note of plan.notes) console.log(note)
    const tree = readSourceTree(root)
    for (const line of await newTargetsTable(root, { tree, plan })) console.log(line)
    if (plan.files.length === 0) console.log('nothing to change')
    for (const note of plan.tools) console.log(note)
    if (dryRun) return 0
    writeUserFiles(root, { written: plan.files })
    const installs = plan.files.some(({ path }) => path === 'package.json') && !noInstall
    return !installs || installPackages(root) ? 0 : 1
  },
}

async function planFor(root: string): Promise<InitPlan & { readonly tools: readonly string[] }> {
  const tree = readSourceTree(root)
  const installed = readInstalled(root, tree)
  requireSupportedNx(tree, installed.nx, packageManagerOf(tree))
  const survey = surveyRepository(tree)
  const [wanted, tools] = await Promise.all([
    wantedPackages(survey, installed, npmRegistry(root)),
    probeTools(root, tree, { installed, ask: npmRegistry(root) }),
  ])
  const plan = planInit(tree, {
    survey,
    wanted: [...wanted, ...tools.wanted],
    repositoryName: basename(root),
  })
  return { ...plan, tools: toolNotes(tools) }
}
