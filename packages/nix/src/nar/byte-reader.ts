/** Reads a stream of chunks by lengths. */
export class ByteReader {
  readonly #chunks: AsyncIterator<Uint8Array>
  #rest: Buffer = Buffer.alloc(0)

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]()
  }

  /** So many bytes, or null when the stream ends before. */
  async exactly(length: number): Promise<Buffer | null> {
    const parts: Buffer[] = []
    let missing = length
    while (missing > 0) {
      const part = await this.upTo(missing)
      if (part === null) return null
      parts.push(part)
      missing -= part.length
    }
    return parts.length === 1 ? (parts[0] ?? null) : Buffer.concat(parts)
  }

  /** Some bytes, `limit` at most, as they come; null at the end of the stream. */
  async upTo(limit: number): Promise<Buffer | null> {
    while (this.#rest.length === 0) {
      const next = await this.#chunks.next()
      if (next.done) return null
      this.#rest = Buffer.from(next.value.buffer, next.value.byteOffset, next.value.length)
    }
    const part = this.#rest.subarray(0, limit)
    this.#rest = this.#rest.subarray(part.length)
    return part
  }

  /** Tells the source that no more is wanted. */
  async close(): Promise<void> {
    await this.#chunks.return?.()
  }
}
