import { expect, test } from 'vitest'
import { printName } from './print-name'

test.each([
  [[0x61, 0x62], 'ab'],
  [[...Buffer.from('漢😀\ufeff')], '漢😀\ufeff'],
  [[...Buffer.from('\ufffd')], '\ufffd'],
  [[0xff], '\\xff'],
  [[0x61, 0x0a + 0x80, 0x62], 'a\\x8ab'],
  [[0xe6, 0xbc, 0xa2, 0xff, 0xe6, 0xbc], '漢\\xff\\xe6\\xbc'],
  [[], ''],
])('the bytes %j are printed as %j', (bytes, text) => {
  expect(printName(Uint8Array.from(bytes))).toBe(text)
})
