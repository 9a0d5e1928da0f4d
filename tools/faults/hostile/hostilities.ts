import { hostileContents, hostileLocks } from './hostile-contents'
import { hostileGlobs } from './hostile-globs'
import { hostileLinks } from './hostile-links'
import { hostileNames, hostileWords } from './hostile-names'
import { hostilePrograms } from './hostile-programs'
import type { HostileWorld } from './hostile-repository'
import { pipes } from './pipes'

/** Something that a repository may have in it and nobody expects. */
export interface Hostility {
  readonly kind: 'links' | 'names' | 'words' | 'pipes' | 'globs' | 'contents' | 'locks' | 'programs'
  /** Puts it into the repository; gives what it did, a line each. */
  apply(world: HostileWorld): string[]
}

export const HOSTILITIES: readonly Hostility[] = [
  { kind: 'links', apply: hostileLinks },
  { kind: 'names', apply: hostileNames },
  { kind: 'words', apply: hostileWords },
  { kind: 'links', apply: hostileLinks },
  { kind: 'globs', apply: hostileGlobs },
  { kind: 'contents', apply: hostileContents },
  { kind: 'pipes', apply: pipes },
  { kind: 'locks', apply: hostileLocks },
  { kind: 'links', apply: hostileLinks },
  { kind: 'programs', apply: hostilePrograms },
]
