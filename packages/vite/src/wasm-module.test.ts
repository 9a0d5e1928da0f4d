import { expect, test } from 'vitest'
import { printWasmModule } from './wasm-module'

const description = {
  imports: [{ module: './a_bg.js' }, { module: './a_bg.js' }, { module: 'quote"\n' }],
  exports: [{ name: 'memory' }, { name: 'not-a-name' }],
}

test('the imports of a module are imported once, and its exports exported by any name', () => {
  const code = printWasmModule(description, { from: 'url', specifier: '/a_bg.wasm?url' })
  expect(code).toContain('import * as import0 from "./a_bg.js"\nimport * as import1 from "quote\\"\\n"')
  expect(code).toContain('{ ["./a_bg.js"]: import0, ["quote\\"\\n"]: import1 }')
  expect(code).toContain('export { export0 as memory, export1 as "not-a-name" }')
})

test('a module in the code itself runs without any file', async () => {
  // (module (func (export "seven") (result i32) i32.const 7))
  const bytes = [
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00, 0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7f, 0x03],
    ...[0x02, 0x01, 0x00, 0x07, 0x09, 0x01, 0x05, 0x73, 0x65, 0x76, 0x65, 0x6e, 0x00, 0x00, 0x0a, 0x06],
    ...[0x01, 0x04, 0x00, 0x41, 0x07, 0x0b],
  ]
  const code = printWasmModule(
    { imports: [], exports: [{ name: 'seven' }] },
    { from: 'inline', base64: Buffer.from(bytes).toString('base64') },
  )
  const module = await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`)
  expect(module.seven()).toBe(7)
})
