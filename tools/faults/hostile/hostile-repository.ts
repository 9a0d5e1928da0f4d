import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Random } from '../../kit/random'
import type { FaultCase } from '../fault-case'
import { HOSTILITIES, type Hostility } from './hostilities'
import { plainRepository } from './plain-repository'

/** A repository that is being made hostile. */
export interface HostileWorld {
  readonly random: Random
  readonly case: FaultCase
  /** Files that are yet to be written, by path. */
  readonly files: Map<string, string>
  /** Done on the disk when the files are there, in this order. */
  readonly afterwards: (() => void)[]
}

export interface Written {
  /** What was done to it, for the report. */
  readonly what: readonly string[]
  readonly hostilities: readonly Hostility['kind'][]
}

/** Writes a small mixed repository, with one to five hostile things in it; the same for the same seed. */
export function writeHostileRepository(
  place: FaultCase,
  seed: number,
  without: readonly Hostility['kind'][],
): Written {
  const random = new Random(seed)
  const world: HostileWorld = { random, case: place, files: plainRepository(random), afterwards: [] }
  const allowed = HOSTILITIES.filter(({ kind }) => !without.includes(kind))
  // Each kind has its turn, whatever the seeds; the others come by chance.
  const first = allowed[seed % allowed.length]
  const chosen = [...(first ? [first] : []), ...random.sample(allowed, random.between(0, 4))]
  const what = chosen.flatMap((hostility) => hostility.apply(world))
  for (const [path, text] of world.files) writeBelow(place.root, path, text)
  for (const step of world.afterwards) step()
  return { what, hostilities: chosen.map(({ kind }) => kind) }
}

function writeBelow(root: string, path: string, text: string): void {
  try {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  } catch (error) {
    // Two hostile names can be each other's directory and file; and some are longer than a file system takes.
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'ENAMETOOLONG' && code !== 'ENOTDIR' && code !== 'EISDIR' && code !== 'EEXIST') throw error
  }
}
