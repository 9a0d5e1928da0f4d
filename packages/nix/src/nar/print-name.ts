/** A name as text for messages and filters: bytes that are not UTF-8 as `\xff`. */
export function printName(name: Uint8Array): string {
  const bytes = Buffer.from(name.buffer, name.byteOffset, name.length)
  const text = bytes.toString('utf8')
  if (!text.includes('\uFFFD')) return text
  let printed = ''
  for (let start = 0; start < bytes.length; ) {
    const length = [1, 2, 3, 4].find((size) => isCharacter(bytes.subarray(start, start + size)))
    printed += length
      ? bytes.toString('utf8', start, start + length)
      : `\\x${(bytes[start] ?? 0).toString(16).padStart(2, '0')}`
    start += length ?? 1
  }
  return printed
}

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function isCharacter(bytes: Uint8Array): boolean {
  try {
    return UTF8.decode(bytes).length > 0
  } catch {
    return false
  }
}
