import type { CrateId } from '@nx-crane/graph'
import type { LibraryFingerprint } from './crate-fingerprint'
import { digestInputs } from './key-input'
import type { WidePlace } from './trace'
import { joinWide, type Wide } from './wide'

export interface WidePlacesContext {
  /** Throws a CargoError where there is none. */
  library(crate: CrateId, workspace: string): LibraryFingerprint
  /** Of a library with all that it needs, without what is wide of it. */
  digest(crate: CrateId, workspace: string): string
  /** What the wrappers of its compiler may read; null where there are none. */
  wrappers(workspace: string): Wide | null
}

/** The wide parts of libraries, each with the digest of all else that decides what it reads. */
export class WidePlaces {
  readonly #context: WidePlacesContext
  readonly #known = new Map<string, readonly WidePlace[]>()

  constructor(context: WidePlacesContext) {
    this.#context = context
  }

  /**
   * Those of a library and of the libraries that it needs, each once.
   *
   * @param workspace the root manifest of the workspace whose lock decides
   */
  of(crate: CrateId, workspace: string): readonly WidePlace[] {
    const name = `${workspace}\0${crate}`
    let places = this.#known.get(name)
    if (places === undefined) {
      const { needs } = this.#context.library(crate, workspace)
      const needed = needs.crates.flatMap((each) => this.of(each, workspace))
      places = [...new Set([...needed, ...this.#own(crate, workspace)])]
      this.#known.set(name, places)
    }
    return places
  }

  #own(crate: CrateId, workspace: string): WidePlace[] {
    const { script, wide: own } = this.#context.library(crate, workspace)
    const wide = joinWide([own, this.#context.wrappers(workspace)])
    const places: WidePlace[] = []
    if (script) {
      const linked = script.crates.map((each) => ({
        what: `crate: ${each}`,
        value: this.#context.digest(each, workspace),
      }))
      const base = digestInputs([{ what: 'own', value: script.own }, ...linked])
      places.push({ crate, workspace, part: 'script', base, wide: script.wide })
    }
    if (wide) {
      const base = this.#context.digest(crate, workspace)
      places.push({ crate, workspace, part: 'library', base, wide })
    }
    return places
  }
}
