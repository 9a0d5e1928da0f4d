const BLOCK_SIZE = 64 * 1024
/** Room that the longest run of marks and a name of ordinary length need; longer strings make a block of their own. */
const HEADROOM = 4 * 1024

/** Gathers the short pieces of an archive into chunks that are worth a call. */
export class NarBlock {
  #bytes = Buffer.allocUnsafeSlow(BLOCK_SIZE)
  #used = 0

  get isEmpty(): boolean {
    return this.#used === 0
  }

  get isFull(): boolean {
    return this.#used > BLOCK_SIZE - HEADROOM
  }

  fits(length: number): boolean {
    return this.#used + length <= BLOCK_SIZE - HEADROOM
  }

  /** What was gathered; the caller keeps it, gathering starts anew. */
  take(): Uint8Array {
    const taken = this.#bytes.subarray(0, this.#used)
    this.#bytes = Buffer.allocUnsafeSlow(BLOCK_SIZE)
    this.#used = 0
    return taken
  }

  /** Words of the format, each a string of the archive. */
  text(...strings: readonly string[]): void {
    for (const string of strings) this.bytes(mark(string))
  }

  /** A string of the archive: its length, its bytes, zeros. */
  string(bytes: Uint8Array): void {
    this.length(bytes.length)
    this.bytes(bytes)
    this.pad(bytes.length)
  }

  length(value: number): void {
    this.#reserve(8)
    this.#used = this.#bytes.writeBigUInt64LE(BigInt(value), this.#used)
  }

  /** Strings are filled up with zeros to a multiple of eight bytes. */
  pad(length: number): void {
    const missing = (8 - (length % 8)) % 8
    this.#reserve(missing)
    this.#bytes.fill(0, this.#used, this.#used + missing)
    this.#used += missing
  }

  bytes(bytes: Uint8Array): void {
    this.#reserve(bytes.length)
    this.#bytes.set(bytes, this.#used)
    this.#used += bytes.length
  }

  /** Only a very long name or link target needs more than the headroom. */
  #reserve(length: number): void {
    if (this.#used + length <= this.#bytes.length) return
    const wider = Buffer.allocUnsafeSlow(Math.max(2 * this.#bytes.length, this.#used + length))
    this.#bytes.copy(wider, 0, 0, this.#used)
    this.#bytes = wider
  }
}

/** The marks of the format as they stand in an archive: length, text, zeros. */
const MARKS = new Map<string, Buffer>()

function mark(text: string): Buffer {
  const known = MARKS.get(text)
  if (known) return known
  const bytes = Buffer.alloc(8 + 8 * Math.ceil(text.length / 8))
  bytes.writeBigUInt64LE(BigInt(text.length))
  bytes.write(text, 8, 'latin1')
  MARKS.set(text, bytes)
  return bytes
}
