import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { readSourceTree } from '@nx-crane/cargo'
import { installPackages } from './install'
import { readInstalled } from './nx-version'
import { planInit } from './plan-init'
import { askNpm } from './registry'
import { surveyRepository } from './survey'
import { wantedPackages } from './wanted-packages'

export const INIT_USAGE = `nx-crane init [--root DIR] [--dry-run] [--no-install]
  Makes an Nx workspace of a repository with npm packages and crates, or adds the plugin to one.
  --dry-run     say what would change, change nothing
  --no-install  leave it to you to install what package.json then lists`

/** `nx-crane init`: the same as the generator, for repositories where Nx is not installed yet. Returns the exit code. */
export async function initCommand(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      root: { type: 'string', default: '.' },
      'dry-run': { type: 'boolean', default: false },
      'no-install': { type: 'boolean', default: false },
    },
  })
  const root = resolve(values.root)
  const tree = readSourceTree(root)
  const survey = surveyRepository(tree)
  const wanted = await wantedPackages(survey, readInstalled(root, tree), askNpm)
  const plan = planInit(tree, { survey, wanted, repositoryName: basename(root) })
  for (const note of plan.notes) console.log(note)
  if (plan.files.length === 0) console.log('nothing to change')
  if (values['dry-run']) return 0
  for (const { path, text } of plan.files) replaceFile(join(root, path), text)
  const installs = plan.files.some(({ path }) => path === 'package.json') && !values['no-install']
  return !installs || installPackages(root) ? 0 : 1
}

/** By rename: a file is the old one or the new one, whatever happens in between. */
function replaceFile(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  const beside = `${path}.${process.pid}.tmp`
  writeFileSync(beside, text)
  renameSync(beside, path)
}
