import { rmSync } from 'node:fs'
import { writingAt } from './disk-refusal'
import { holdParent, realPlace } from './held-directory'
import { type Place, placeIn } from './place'

/**
 * Removes a file, or a directory and all that is in it; nothing where nothing is. A link is removed, never what it
 * leads to; throws for one on the way that leads out of the root.
 */
export function removePath(place: Place): void {
  if (realPlace(placeIn(place, '..')) === null) return
  writingAt(place, () => {
    const { directory, name } = holdParent(place)
    try {
      rmSync(directory.at(name), { recursive: true, force: true })
    } finally {
      directory[Symbol.dispose]()
    }
  })
}
