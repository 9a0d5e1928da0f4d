import type { CrateTaskKind } from '../target-kinds'
import type { CargoPackage } from './cargo-metadata'

/** Whether building a crate leaves files that somebody uses without cargo: binaries and C libraries. */
export function hasArtifacts(from: CargoPackage): boolean {
  return from.targets.some(({ kind }) =>
    kind.some((each) => ['bin', 'cdylib', 'dylib', 'staticlib'].includes(each)),
  )
}

/**
 * What a task of this kind makes cargo write into the directory that all crates share, where the later of two namesakes
 * wins: crates with a name in common need invocations of their own.
 */
export function sharedNames(from: CargoPackage, kind: CrateTaskKind): string[] {
  if (kind === 'lint' || kind === 'format') return []
  return from.targets.flatMap(({ name, kind: kinds }) => {
    const underscored = name.replaceAll('-', '_')
    if (kinds.includes('bin')) return kind === 'doc' ? [underscored] : [`binary ${name}`]
    const isLibrary = !kinds.some((each) => ['example', 'test', 'bench', 'custom-build'].includes(each))
    return isLibrary ? [kind === 'doc' ? underscored : `library ${underscored}`] : []
  })
}
