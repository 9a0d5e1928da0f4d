import { digestInputs, type KeyInput } from './key-input'

/** Before the names of inputs that are none, and are there to be said. */
export const REMARK = '@'

/** What a digest was made from, by the digest. */
export type NodeLookup = (digest: string) => readonly KeyInput[] | undefined

/**
 * Makes the digests that keys are put together from, and keeps in mind what each was made from: an input whose value is such a
 * digest has inputs of its own. So a key is the digest of named inputs from its root down, and why one moved can be said.
 */
export class KeyNodes {
  readonly #nodes = new Map<string, readonly KeyInput[]>()
  #taken = 0

  /** See {@link digestInputs}. */
  digest(inputs: readonly KeyInput[]): string {
    const digest = digestInputs(inputs)
    this.note(digest, inputs)
    return digest
  }

  /** For a digest that is made another way. */
  note(digest: string, inputs: readonly KeyInput[]): void {
    if (!this.#nodes.has(digest)) this.#nodes.set(digest, inputs)
  }

  /** What is no part of a digest and helps to say why it moved; the name begins with {@link REMARK}. */
  remark(digest: string, { what, value }: KeyInput): void {
    const inputs = this.#nodes.get(digest) ?? []
    const name = `${REMARK}${what}`
    if (!inputs.some((each) => each.what === name))
      this.#nodes.set(digest, [...inputs, { what: name, value }])
  }

  readonly of: NodeLookup = (digest) => this.#nodes.get(digest)

  get all(): (readonly [digest: string, inputs: readonly KeyInput[]])[] {
    return [...this.#nodes]
  }

  /** Those that were not taken before. */
  takeNew(): (readonly [digest: string, inputs: readonly KeyInput[]])[] {
    const fresh = this.all.slice(this.#taken)
    this.#taken = this.#nodes.size
    return fresh
  }
}
