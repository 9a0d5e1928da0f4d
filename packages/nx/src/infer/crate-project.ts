import type { ProjectConfiguration, TargetConfiguration } from '@nx/devkit'
import type { Crate } from '@nx-crane/cargo'
import { type CrateTargetsContext, inferTargets } from './crate-targets'

/** A crate as an Nx project, without the parts other plugins add to it. */
export function crateProject(crate: Crate, name: string, context: CrateTargetsContext): ProjectConfiguration {
  const targets = inferTargets(crate, context)
  return {
    name,
    root: crate.dir === '' ? '.' : crate.dir,
    sourceRoot: crate.dir === '' ? 'src' : `${crate.dir}/src`,
    projectType: isApplication(crate) ? 'application' : 'library',
    tags: crateTags(crate, context.isWasm(crate)),
    metadata: {
      technologies: context.isWasm(crate) ? ['rust', 'webassembly'] : ['rust'],
      ...(crate.description === null ? {} : { description: crate.description }),
      targetGroups: { Cargo: Object.keys(targets) },
    },
    targets: targets as Record<string, TargetConfiguration>,
  }
}

function isApplication(crate: Crate): boolean {
  const kinds = crate.crateTargets.flatMap((target) => target.kind)
  return kinds.includes('bin') && !kinds.some((kind) => LIBRARY_KINDS.has(kind))
}

const LIBRARY_KINDS = new Set(['lib', 'rlib', 'dylib', 'cdylib', 'staticlib', 'proc-macro'])

function crateTags(crate: Crate, isWasm: boolean): string[] {
  const kinds = new Set(crate.crateTargets.flatMap((target) => target.kind))
  const tags = ['rust']
  if (kinds.has('bin')) tags.push('rust:bin')
  if (kinds.has('proc-macro')) tags.push('rust:proc-macro')
  else if ([...kinds].some((kind) => LIBRARY_KINDS.has(kind))) tags.push('rust:lib')
  if (isWasm) tags.push('rust:wasm')
  return tags
}
