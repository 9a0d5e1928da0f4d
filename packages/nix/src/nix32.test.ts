import { expect, test } from 'vitest'
import { NixError } from './nix-error'
import { decodeNix32, encodeNix32 } from './nix32'

// Each row: `nix-hash --type … --to-base32 <hexadecimal>`, Nix 2.34.8.
test.each([
  ['md5', '900150983cd24fb0d6963f7d28e17f72', '3jgzhjhz9zjvbb0kyj7jc500ch'],
  ['sha1', 'a9993e364706816aba3e25717850c26c9cd0d89d', 'kpcd173cq987hw957sx6m0868wv3x6d9'],
  [
    'sha256',
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    '1b8m03r63zqhnjf7l5wnldhh7c134ap5vpj0850ymkq1iyzicy5s',
  ],
  [
    'sha512',
    'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f',
    '2gs8k559z4rlahfx0y688s49m2vvszylcikrfinm30ly9rak69236nkam5ydvly1ai7xac99vxfc4ii84hawjbk876blyk1jfhkbbyx',
  ],
  ['ones', 'ff'.repeat(32), '1zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz'],
  ['nothing', '', ''],
])('%s is printed as Nix prints it, and read again', (_, hexadecimal, text) => {
  expect(encodeNix32(Buffer.from(hexadecimal, 'hex'))).toBe(text)
  expect(Buffer.from(decodeNix32(text)).toString('hex')).toBe(hexadecimal)
})

test.each([
  ['a letter that does not occur', `e${'0'.repeat(31)}`, /"e" is no digit/],
  ['a capital letter', `A${'0'.repeat(31)}`, /"A" is no digit/],
  ['a length that no hash has', '0'.repeat(3), /no hash has 3 digits/],
  // Nix, too: "invalid nix32 hash"
  ['bits left over', 'z'.repeat(26), /first digit is too high/],
])('%s is refused', (_, text, message) => {
  expect(() => decodeNix32(text)).toThrow(message)
  expect(() => decodeNix32(text)).toThrow(NixError)
})
