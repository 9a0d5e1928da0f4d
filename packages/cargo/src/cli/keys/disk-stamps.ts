import { statSync } from 'node:fs'
import { ABSENT } from '../../key/key-state'

/** How files and directories look now, each asked for once. */
export class DiskStamps {
  readonly #root: string
  readonly #known = new Map<string, string>()

  /** @param root absolute */
  constructor(root: string) {
    this.#root = root
  }

  /** `absent` where nothing is there. */
  of(path: string): string {
    let stamp = this.#known.get(path)
    if (stamp === undefined) {
      stamp = this.#read(path)
      this.#known.set(path, stamp)
    }
    return stamp
  }

  #read(path: string): string {
    try {
      const place = path.startsWith('/') ? path : `${this.#root}/${path}`
      const stats = statSync(place, { throwIfNoEntry: false })
      return stats ? `${stats.mtimeMs} ${stats.ctimeMs} ${stats.size} ${stats.ino}` : ABSENT
    } catch (error) {
      return String(error)
    }
  }
}
