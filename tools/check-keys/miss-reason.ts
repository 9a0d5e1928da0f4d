import type { BuildState } from './build-state'

/** Why Nx does not find a task in its cache. */
export interface MissReason {
  readonly text: string
  /** Nx hashes it in any case: no named input and no plugin can leave it out. */
  readonly isUnavoidable: boolean
}

/** What differs between two hashes of a task, in words, sorted; one reason for all details that say the same. */
export function missReasons(before: BuildState | undefined, after: BuildState | undefined): MissReason[] {
  if (!before || !after) return [{ text: 'there is no such task any more', isUnavoidable: false }]
  const names = new Set([...Object.keys(before.details), ...Object.keys(after.details)])
  const differing = [...names].filter((name) => before.details[name] !== after.details[name])
  const reasons = new Map(differing.map((name) => [inWords(name).text, inWords(name)]))
  return [...reasons.values()].sort((a, b) => (a.text < b.text ? -1 : 1))
}

/** Whether Nx hashes this into tasks in any case, by the name it has among the details of a hash. */
export function isUnavoidable(detail: string): boolean {
  return inWords(detail).isUnavoidable
}

function inWords(detail: string): MissReason {
  const form = FORMS.find(({ name }) => name.test(detail))
  if (!form) return { text: `input ${detail}`, isUnavoidable: false }
  return { text: detail.replace(form.name, form.text), isUnavoidable: form.isUnavoidable }
}

/** How Nx names what it hashes; the first that fits. */
const FORMS: readonly (MissReason & { readonly name: RegExp })[] = [
  {
    name: /^workspace:\[\{workspaceRoot\}\/nx\.json.*$/,
    text: 'Nx hashes nx.json, .gitignore and .nxignore into every task',
    isUnavoidable: true,
  },
  {
    name: /^.*:TsConfig$/,
    text: 'Nx hashes the root tsconfig into every task',
    isUnavoidable: true,
  },
  {
    name: /^(.*):ProjectConfiguration$/,
    text: 'Nx hashes the configuration of projects, here of $1',
    isUnavoidable: true,
  },
  { name: /^(\*\*\/.*):(.+)$/, text: 'what tasks have left in $2, by $1', isUnavoidable: false },
  { name: /^AllExternalDependencies$/, text: 'all npm packages', isUnavoidable: false },
  { name: /^npm:(.*)$/, text: 'the npm package $1', isUnavoidable: false },
  { name: /^command$/, text: 'the command or its overrides', isUnavoidable: false },
  { name: /^env:(.*)$/, text: 'the environment variable $1', isUnavoidable: false },
  { name: /^[^:]+:([^:]+)\/\*\*\/\*$/, text: 'any file in $1', isUnavoidable: false },
  { name: /^([^:]+):([^:]*\*.*)$/, text: 'files of $1: $2', isUnavoidable: false },
  { name: /^runtime:(.*)$/, text: 'the output of `$1`', isUnavoidable: false },
]
