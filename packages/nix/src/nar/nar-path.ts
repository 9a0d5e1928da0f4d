import { NixError } from '../nix-error'
import { printName } from './print-name'

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** A name in an archive as a file can have it; throws for one that would lead somewhere else, or that is no text. */
export function nameOfBytes(bytes: Uint8Array, directory: string): string {
  const fault = faultOf(bytes)
  if (fault === null) return UTF8.decode(bytes)
  throw new NixError('MALFORMED_TREE', {
    file: directory === '' ? printName(bytes) : `${directory}/${printName(bytes)}`,
    message: `the name ${fault}`,
    hint: 'such a tree cannot be copied out of the store: let its derivation give the file another name',
  })
}

function faultOf(bytes: Uint8Array): string | null {
  if (bytes.length === 0) return 'is empty'
  const isDots = bytes.length <= 2 && bytes.every((byte) => byte === 0x2e)
  if (isDots || bytes.includes(0) || bytes.includes(0x2f)) return 'cannot be that of a file'
  try {
    UTF8.decode(bytes)
    return null
  } catch {
    return 'is not UTF-8'
  }
}
