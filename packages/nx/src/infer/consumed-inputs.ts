import type { NxJsonConfiguration } from '@nx/devkit'
import type { Crate } from '@nx-crane/graph'
import type { TargetInputs } from './options'
import { sharedInputs } from './target-inputs'

export interface ConsumedCrate {
  readonly nxJson: NxJsonConfiguration
  /** See {@link import('./crate-files').crateFiles}. */
  readonly files: TargetInputs
}

type NamedInputs = Readonly<Record<string, TargetInputs>>

/**
 * The named inputs of a crate whose package TypeScript uses: those of nx.json, and besides what reaches a compilation
 * from outside the crate's directory. Targets that this plugin does not wire (of another plugin, with inputs of their own
 * in nx.json) see a crate only through `^default` or `^production`, and must not miss a new lock or compiler.
 */
export function consumedInputs(crate: Crate, { nxJson, files }: ConsumedCrate): NamedInputs {
  const defined = (nxJson.namedInputs ?? {}) as NamedInputs
  const shared = [
    ...sharedInputs(crate),
    ...files.filter((input) => typeof input === 'string' && isFarFile(input)),
  ]
  const lacking = Object.entries(defined).filter(
    ([name, inputs]) => name !== 'default' && coversProject(inputs) && !reaches(defined, name, 'default'),
  )
  return {
    default: [...(defined.default ?? ['{projectRoot}/**/*']), ...shared],
    ...Object.fromEntries(lacking.map(([name, inputs]) => [name, [...inputs, ...shared]])),
  }
}

/** What lies outside of projects. */
function isFarFile(input: string): boolean {
  return input.startsWith('{workspaceRoot}/') && input !== '{workspaceRoot}/**/.gitignore'
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
