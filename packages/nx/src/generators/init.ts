import { basename } from 'node:path'
import type { GeneratorCallback, Tree } from '@nx/devkit'
import { packageManagerOf } from '@nx-crane/graph'
import { checkTreePlaces } from '../check-tree-places'
import { generatorTree } from '../init/generator-tree'
import { readInstalled } from '../init/nx-version'
import { planInit } from '../init/plan-init'
import { probeTools, toolNotes } from '../init/probe-tools'
import { npmRegistry } from '../init/registry'
import { requireSupportedNx } from '../init/supported-nx'
import { surveyRepository } from '../init/survey'
import { newTargetsTable } from '../init/target-table'
import { wantedPackages } from '../init/wanted-packages'
import { answer } from '../say'

export interface InitSchema {
  readonly skipInstall?: boolean
}

/** `nx g nx-crane:init`, and with it the second half of `nx add nx-crane`. Says what it changes, a line each. */
export default async function init(tree: Tree, schema: InitSchema): Promise<GeneratorCallback> {
  const sources = generatorTree(tree)
  const installed = readInstalled(tree.root, sources)
  requireSupportedNx(sources, installed.nx, packageManagerOf(sources))
  const survey = surveyRepository(sources)
  const [wanted, tools] = await Promise.all([
    wantedPackages(survey, installed, npmRegistry(tree.root)),
    probeTools(tree.root, sources, { installed, ask: npmRegistry(tree.root) }),
  ])
  const plan = planInit(sources, {
    survey,
    wanted: [...wanted, ...tools.wanted],
    repositoryName: basename(tree.root),
  })
  for (const note of [...plan.notes, ...toolNotes(tools)]) answer(`nx-crane: ${note}`)
  for (const line of await newTargetsTable(tree.root, { tree: sources, plan })) answer(line)
  for (const { path, text } of plan.files) tree.write(path, text)
  checkTreePlaces(tree)
  const installs = plan.files.some(({ path }) => path === 'package.json') && schema.skipInstall !== true
  return async () => {
    if (!installs) return
    const { installPackagesTask } = await import('@nx/devkit')
    installPackagesTask(tree)
  }
}
