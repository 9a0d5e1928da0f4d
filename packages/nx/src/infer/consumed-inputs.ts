import type { NxJsonConfiguration } from '@nx/devkit'
import type { Crate } from '@nx-crane/graph'
import type { TargetInputs } from './options'
import { sharedInputs } from './target-inputs'

export interface ConsumedCrate {
  readonly nxJson: NxJsonConfiguration
  /** See {@link import('./crate-files').crateFiles}. */
  readonly files: TargetInputs
  /** The manifests of those that use it: their scripts may say what its package holds. */
  readonly consumers: readonly string[]
}

type NamedInputs = Readonly<Record<string, TargetInputs>>

/**
 * The named inputs of a crate whose package TypeScript uses: those of nx.json, and besides what reaches a compilation
 * from outside the crate's directory. Targets that this plugin does not wire (of another plugin, with inputs of their own
 * in nx.json) see a crate only through `^default` or `^production`, and must not miss a new lock or compiler.
 */
export function consumedInputs(crate: Crate, { nxJson, files, consumers }: ConsumedCrate): NamedInputs {
  const defined = (nxJson.namedInputs ?? {}) as NamedInputs
  const shared = [
    ...sharedInputs(crate),
    ...files.filter((input) => typeof input === 'string' && isFarFile(input)),
    ...consumers.map((manifest) => `{workspaceRoot}/${manifest}`),
  ]
  const lacking = Object.entries(defined).filter(
    ([name, inputs]) => name !== 'default' && coversProject(inputs) && !reaches(defined, name, 'default'),
  )
  return {
    default: [...(defined.default ?? ['{projectRoot}/**/*']), ...shared],
    ...Object.fromEntries(lacking.map(([name, inputs]) => [name, [...inputs, ...shared]])),
  }
}

/** What lies outside of projects, but for what nearly every commit changes somewhere. */
function isFarFile(input: string): boolean {
  return input.startsWith('{workspaceRoot}/') && !/^\{workspaceRoot\}\/\*\*\/[\w.]+$/.test(input)
}

/** A named input that selects files of a project, rather than files shared by all. */
function coversProject(inputs: TargetInputs): boolean {
  return JSON.stringify(inputs).includes('{projectRoot}')
}

function reaches(defined: NamedInputs, from: string, to: string, seen = new Set<string>()): boolean {
  if (from === to) return true
  if (seen.has(from)) return false
  seen.add(from)
  return (defined[from] ?? []).some((input) => typeof input === 'string' && reaches(defined, input, to, seen))
}
