import { treeOf } from '@nx-crane/graph/test-kit/files-tree'
import { parse } from 'yaml'
import type { CiSchema } from '../src/ci/ci-options'
import { planCi } from '../src/ci/plan-ci'
import { LIBRARY, ROOT } from './sample-repository'

/** A repository with a crate, for which a workflow is written. */
export const CRATES = {
  ...ROOT,
  ...LIBRARY,
  'Cargo.lock': '',
  'package-lock.json': '{}',
  'nx.json': '{"plugins": ["nx-crane"]}',
}
/** What is there beside it where Nix builds. */
export const FLAKE = { 'flake.nix': '', 'nix/nx-crane/crates.nix': '' }
export const GITHUB = '.github/workflows/ci.yml'
export const GITLAB = '.gitlab/nx-crane.yml'
export const nxJson = (settings: object) => ({
  'nx.json': JSON.stringify({ plugins: ['nx-crane'], ...settings }),
})

/** What is written for a repository, by path. */
export function filesOf(
  files: Readonly<Record<string, string>>,
  schema: CiSchema = {},
): Record<string, string> {
  return Object.fromEntries(planCi(treeOf(files), schema).files.map(({ path, text }) => [path, text]))
}

interface Step {
  readonly id?: string
  readonly name?: string
  readonly uses?: string
  readonly run?: string
  readonly if?: string
  readonly env?: Readonly<Record<string, string>>
  readonly with?: Readonly<Record<string, unknown>>
}

export interface Workflow {
  readonly on: unknown
  readonly permissions: unknown
  readonly jobs: {
    readonly ci: {
      readonly 'runs-on': string
      readonly strategy?: unknown
      readonly env: object
      readonly steps: readonly Step[]
    }
  }
}

export function workflowOf(files: Readonly<Record<string, string>>, schema: CiSchema = {}): Workflow {
  return parse(filesOf(files, schema)[GITHUB] ?? '') as Workflow
}

export const runOf = ({ jobs }: Workflow, name: string) =>
  jobs.ci.steps.find((step) => step.name === name)?.run
export const usesOf = ({ jobs }: Workflow) =>
  jobs.ci.steps.flatMap(({ uses }) => (uses ? [uses.replace(/@.*/, '')] : []))
export const script = ({ jobs }: Workflow) => jobs.ci.steps.flatMap(({ run }) => run?.trim() ?? []).join('\n')
