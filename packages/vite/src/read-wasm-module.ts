import { MOST_BUILT_BYTES, readRegularFile } from '@nx-crane/files'
import { printWasmModule, type WasmInterface } from './wasm-module'

/** The JavaScript module for the WebAssembly module at `path`, which a page fetches and a server reads. */
export async function readWasmModule(
  path: string,
  { forServer, isDev }: { readonly forServer: boolean; readonly isDev: boolean },
): Promise<string> {
  const bytes = readRegularFile(path, { maxBytes: MOST_BUILT_BYTES })
  const module = await WebAssembly.compile(bytes)
  const description = {
    imports: WebAssembly.Module.imports(module),
    exports: WebAssembly.Module.exports(module),
  }
  const preface = isDev ? DEEP_STACKS : ''
  if (!forServer) {
    return `${preface}${printWasmModule(description, { from: 'url', specifier: `${path}?url&no-inline` })}`
  }
  if (isDev) return `${preface}${printWasmModule(description, { from: 'file', path })}`
  // Vite leaves out the files beside a server's bundle.
  return printWasmModule(description, { from: 'inline', base64: bytes.toString('base64') })
}

/** Of the ten frames that V8 keeps, a panic in Rust has nine of its own. */
const DEEP_STACKS = 'if (Error.stackTraceLimit < 50) Error.stackTraceLimit = 50\n'

/** Declared here: it is Node's, but its types come with those of pages only. */
declare const WebAssembly: {
  compile(bytes: Uint8Array): Promise<unknown>
  readonly Module: {
    imports(module: unknown): WasmInterface['imports']
    exports(module: unknown): WasmInterface['exports']
  }
}
