import type { NxJsonConfiguration } from '@nx/devkit'
import type { DependencyCheckKind } from '@nx-crane/cargo'
import { executorOf, type Options } from './options'
import { cachedByDefaults } from './target-defaults'

interface Settings {
  readonly options: Pick<Options, 'targets'>
  readonly nxJson: NxJsonConfiguration
}

/**
 * Whether nx.json has the results of a check of dependencies cached, whatever we say: an answer of the day before about advisories
 * would be given again. Such a target is left out.
 */
export function isCachedAnyway(kind: DependencyCheckKind, { options, nxJson }: Settings): boolean {
  const target = options.targets[kind]
  return target !== false && cachedByDefaults(nxJson, target.name, executorOf(kind))
}

export function keptAnswerNotices(kinds: readonly DependencyCheckKind[], settings: Settings): string[] {
  const cached = kinds.filter((kind) => isCachedAnyway(kind, settings))
  if (cached.length === 0) return []
  return [
    `nx.json: targetDefaults have the results of ${cached.map((kind) => `"${kind}"`).join(' and ')} cached, and advisories change while files do not: ` +
      `crates do not get the target. Add "${executorOf('audit')}": {} to targetDefaults, as \`nx g nx-crane:init\` does`,
  ]
}
