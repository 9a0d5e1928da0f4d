/** Reads numbers and strings of a binary format, little-endian, one after another. Throws a `RangeError` past the end. */
export class ByteReader {
  offset: number
  readonly #bytes: Uint8Array
  readonly #view: DataView

  constructor(bytes: Uint8Array, offset = 0) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.offset = offset
  }

  get isAtEnd(): boolean {
    return this.offset >= this.#bytes.length
  }

  u8(): number {
    return this.#view.getUint8(this.#take(1))
  }

  i8(): number {
    return this.#view.getInt8(this.#take(1))
  }

  u16(): number {
    return this.#view.getUint16(this.#take(2), true)
  }

  u32(): number {
    return this.#view.getUint32(this.#take(4), true)
  }

  u64(): number {
    return Number(this.#view.getBigUint64(this.#take(8), true))
  }

  unsigned(size: number): number {
    switch (size) {
      case 1:
        return this.u8()
      case 2:
        return this.u16()
      case 3:
        return this.u8() + this.u16() * 0x100
      case 4:
        return this.u32()
      case 8:
        return this.u64()
      default:
        throw new RangeError(`a number of ${size} bytes`)
    }
  }

  /** LEB128. */
  uleb(): number {
    let value = 0
    for (let scale = 1; ; scale *= 0x80) {
      const byte = this.u8()
      value += (byte & 0x7f) * scale
      if (byte < 0x80) return value
    }
  }

  sleb(): number {
    let value = 0
    for (let scale = 1; ; scale *= 0x80) {
      const byte = this.u8()
      value += (byte & 0x7f) * scale
      if (byte < 0x80) return byte & 0x40 ? value - scale * 0x80 : value
    }
  }

  bytes(length: number): Uint8Array {
    const start = this.#take(length)
    return this.#bytes.subarray(start, start + length)
  }

  /** Up to the next zero byte. */
  cstring(): string {
    const end = this.#bytes.indexOf(0, this.offset)
    if (end < 0) throw new RangeError('a string without an end')
    const text = UTF8.decode(this.#bytes.subarray(this.offset, end))
    this.offset = end + 1
    return text
  }

  skip(length: number): void {
    this.#take(length)
  }

  #take(length: number): number {
    const start = this.offset
    if (length < 0 || start + length > this.#bytes.length) throw new RangeError('it ends too early')
    this.offset = start + length
    return start
  }
}

const UTF8 = new TextDecoder()
