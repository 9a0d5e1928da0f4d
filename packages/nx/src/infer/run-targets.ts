import type { TargetConfiguration } from '@nx/devkit'
import { type Crate, TARGETS } from '@nx-crane/cargo'
import { crateIdentity } from './crate-identity'
import { executorOf, type Options } from './options'

/** The target that runs the program of a crate, the default one where it has several. */
export function runTarget(crate: Crate, { profile }: Pick<Options, 'profile'>): TargetConfiguration {
  const bins = binariesOf(crate)
  const bin = crate.defaultRun ?? bins[0]
  return {
    executor: executorOf('run'),
    continuous: true,
    cache: false,
    options: {
      ...crateIdentity(crate),
      kind: 'run',
      ...(bin === undefined ? {} : { bin }),
      profile,
    },
    configurations: { release: { profile: 'release' } },
    metadata: { technologies: ['rust'], description: `${TARGETS.run.description} ${bin ?? crate.name}.` },
  }
}

/** Targets that run its other programs, by name; `name` is that of the target which runs the first. */
export function furtherBinaries(
  crate: Crate,
  name: string,
  run: TargetConfiguration,
): Record<string, TargetConfiguration> {
  const further = binariesOf(crate).filter((bin) => bin !== run.options?.bin)
  return Object.fromEntries(
    further.map((bin) => [
      `${name}-${bin}`,
      {
        ...run,
        options: { ...run.options, bin },
        metadata: { technologies: ['rust'], description: `${TARGETS.run.description} ${bin}.` },
      },
    ]),
  )
}

export function benchTarget(crate: Crate): TargetConfiguration {
  return {
    executor: executorOf('bench'),
    cache: false,
    options: { ...crateIdentity(crate), kind: 'bench' },
    metadata: { technologies: ['rust'], description: TARGETS.bench.description },
  }
}

function binariesOf(crate: Crate): string[] {
  return crate.crateTargets.filter((target) => target.kind.includes('bin')).map((target) => target.name)
}
