import { lstatSync } from 'node:fs'
import { type NarItem, narItems, parseNar, readNarSource } from '../nar'
import type { NixInstallation } from './nix-installation'
import { storeError } from './store-error'

/** Reads what is in the store: from the disk where it lies there, else by way of Nix. */
export class StoreFiles {
  readonly #nix: NixInstallation
  #place: Promise<string | null> | undefined

  constructor(nix: NixInstallation) {
    this.#nix = nix
  }

  /** What a valid store path holds. */
  async *items(storePath: string): AsyncGenerator<NarItem, void> {
    this.#place ??= this.#readPlace()
    const place = await this.#place
    if (place !== null && lstatSync(place + storePath, { throwIfNoEntry: false })) {
      yield* narItems(readNarSource(place + storePath))
      return
    }
    const dump = this.#nix.start('nix', ['store', 'dump-path', storePath])
    const printed: Buffer[] = []
    dump.stderr.on('data', (chunk: Buffer) => printed.push(chunk))
    try {
      yield* parseNar(dump.stdout)
    } catch (error) {
      // A dump that was cut short is no archive; why it was, Nix says.
      const { code } = await dump.exit
      throw code === 0 ? error : storeError(Buffer.concat(printed).toString('utf8'))
    } finally {
      dump.interrupt()
    }
    const { code } = await dump.exit
    if (code !== 0) throw storeError(Buffer.concat(printed).toString('utf8'))
  }

  /** What stands before store paths on the disk; null for a store that lies somewhere else. */
  async #readPlace(): Promise<string | null> {
    const { code, stdout } = await this.#nix.run('nix', ['config', 'show', 'store'])
    return code === 0 ? placeOfStore(stdout.trim()) : null
  }
}

/**
 * What stands before store paths on the disk, from Nix's setting `store`; null for a store that does not lie on this disk, and for what
 * is not known: then Nix is asked for the files.
 *
 * @example placeOfStore('local:///home/me/store') // → '/home/me/store'
 */
export function placeOfStore(store: string): string | null {
  if (['auto', 'daemon', 'local'].includes(store)) return ''
  const [address = '', parameters = ''] = store.split('?')
  if (parameters !== '') {
    const root = /^root=([^&%]+)$/.exec(parameters)?.[1]
    return ['local', 'local://'].includes(address) && root !== undefined ? root : null
  }
  return /^(?:local:\/\/)?(\/[^%]*)$/.exec(address)?.[1] ?? null
}
