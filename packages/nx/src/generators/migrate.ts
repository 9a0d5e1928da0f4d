import { basename } from 'node:path'
import type { GeneratorCallback, Tree } from '@nx/devkit'
import { packageManagerOf } from '@nx-crane/graph'
import { checkTreePlaces } from '../check-tree-places'
import { generatorTree } from '../init/generator-tree'
import { readInstalled } from '../init/nx-version'
import { planInit } from '../init/plan-init'
import { npmRegistry } from '../init/registry'
import { requireSupportedNx } from '../init/supported-nx'
import { surveyRepository } from '../init/survey'
import { wantedPackages } from '../init/wanted-packages'
import type { Source } from '../migrate/migration'
import { planMigration, withInit } from '../migrate/plan-migration'
import { printMigration } from '../migrate/print-migration'
import { answer } from '../say'

export interface MigrateSchema {
  readonly from?: readonly Source[]
  readonly skipInstall?: boolean
}

/** `nx g nx-crane:migrate`: prints the plan, and writes it unless Nx was told `--dry-run`. */
export default async function migrate(tree: Tree, schema: MigrateSchema): Promise<GeneratorCallback> {
  const sources = generatorTree(tree)
  const installed = readInstalled(tree.root, sources)
  let plan = planMigration(sources, schema.from ?? [])
  if (plan.sources.length > 0) {
    const survey = surveyRepository(plan.tree)
    const wanted = await wantedPackages(survey, installed, npmRegistry(tree.root))
    plan = withInit(plan, planInit(plan.tree, { survey, wanted, repositoryName: basename(tree.root) }))
  }
  answer(printMigration(plan))
  requireSupportedNx(sources, installed.nx, packageManagerOf(sources))
  for (const { path, text } of plan.files) tree.write(path, text)
  for (const path of plan.removed) tree.delete(path)
  checkTreePlaces(tree)
  const installs = plan.files.some(({ path }) => path === 'package.json') && schema.skipInstall !== true
  return async () => {
    if (!installs) return
    const { installPackagesTask } = await import('@nx/devkit')
    installPackagesTask(tree)
  }
}
