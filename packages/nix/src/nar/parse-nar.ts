import { NixError } from '../nix-error'
import { ByteReader } from './byte-reader'
import type { NarItem } from './nar-item'
import { nameOfBytes } from './nar-path'

/**
 * The items of an archive, as it comes in: `nix-store --dump`, `nix store dump-path`. A file's contents are to be read before the next
 * item is asked for; what is not read is passed over. Throws for an archive that Nix would refuse (unless it is of an extension of
 * later days), or that ends too early, and for names that {@link nameOfBytes} refuses.
 */
export async function* parseNar(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<NarItem, void> {
  const reader = new NarReader(chunks)
  try {
    await reader.expect('nix-archive-1')
    yield* reader.items()
  } finally {
    await reader.close()
  }
}

/** Longer than any name or target of a link may be, and than any word. */
const LONGEST = 64 * 1024

interface OpenDirectory {
  readonly path: string
  last: Buffer | null
}

class NarReader {
  readonly #bytes: ByteReader
  readonly #open: OpenDirectory[] = []

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#bytes = new ByteReader(chunks)
  }

  async *items(): AsyncGenerator<NarItem, void> {
    let path: string | null = ''
    while (path !== null) {
      await this.expect('(', 'type')
      const type = await this.#word()
      if (type === 'directory') {
        this.#open.push({ path, last: null })
        yield { is: 'directory', path }
        path = await this.#nextEntry()
        continue
      }
      if (type === 'regular') yield* this.#file(path)
      else if (type === 'symlink') {
        await this.expect('target')
        yield { is: 'link', path, target: (await this.#string()).toString('utf8') }
        await this.expect(')')
      } else throw malformed(`it holds something of the type "${type}"`)
      if (this.#open.length === 0) return
      await this.expect(')')
      path = await this.#nextEntry()
    }
  }

  async expect(...words: readonly string[]): Promise<void> {
    for (const word of words) {
      const found = await this.#word()
      if (found !== word) throw malformed(`"${found}" stands where "${word}" must`)
    }
  }

  close(): Promise<void> {
    return this.#bytes.close()
  }

  async *#file(path: string): AsyncGenerator<NarItem, void> {
    let word = await this.#word()
    const executable = word === 'executable'
    if (executable) {
      await this.expect('')
      word = await this.#word()
    }
    if (word === ')') return yield { is: 'file', path, executable, contents: [] }
    if (word !== 'contents') throw malformed(`"${word}" stands where "contents" must`)
    const size = await this.#length(Number.MAX_SAFE_INTEGER)
    const contents = this.#contents(size)
    yield { is: 'file', path, executable, contents }
    for await (const _ of contents);
    await this.#padding(size)
    await this.expect(')')
  }

  async *#contents(size: number): AsyncGenerator<Uint8Array, void> {
    for (let missing = size; missing > 0; ) {
      const part = (await this.#bytes.upTo(missing)) ?? ended()
      missing -= part.length
      yield part
    }
  }

  /** The path of the node that follows; closes the directories that end before it. Null at the end of the archive. */
  async #nextEntry(): Promise<string | null> {
    for (let directory = this.#open.at(-1); directory; directory = this.#open.at(-1)) {
      const word = await this.#word()
      if (word === 'entry') return this.#entry(directory)
      if (word !== ')') throw malformed(`"${word}" stands where an entry must`)
      this.#open.pop()
      if (this.#open.length > 0) await this.expect(')')
    }
    return null
  }

  async #entry(directory: OpenDirectory): Promise<string> {
    await this.expect('(', 'name')
    const bytes = await this.#string()
    const name = nameOfBytes(bytes, directory.path)
    if (directory.last && Buffer.compare(directory.last, bytes) >= 0)
      throw malformed(`the entry "${name}" is not behind the one before it`)
    directory.last = Buffer.from(bytes)
    await this.expect('node')
    return directory.path === '' ? name : `${directory.path}/${name}`
  }

  async #word(): Promise<string> {
    return (await this.#string()).toString('latin1')
  }

  async #string(): Promise<Buffer> {
    const length = await this.#length(LONGEST)
    const bytes = (await this.#bytes.exactly(length)) ?? ended()
    await this.#padding(length)
    return bytes
  }

  async #length(limit: number): Promise<number> {
    const length = ((await this.#bytes.exactly(8)) ?? ended()).readBigUInt64LE()
    if (length <= limit) return Number(length)
    throw malformed(`a string of ${length} bytes stands in it`)
  }

  async #padding(length: number): Promise<void> {
    const bytes = (await this.#bytes.exactly((8 - (length % 8)) % 8)) ?? ended()
    if (bytes.some((byte) => byte !== 0)) throw malformed('a string is not filled up with zeros')
  }
}

function ended(): never {
  throw malformed('it ends too early')
}

function malformed(fault: string): NixError {
  return new NixError('MALFORMED_ARCHIVE', {
    message: `Nix returned something that is not an archive: ${fault}`,
    hint: 'run again; if the error persists, `nix store verify --all` shows whether the store is intact',
  })
}
