import { readFile } from 'node:fs/promises'
import { printWasmModule, type WasmInterface } from './wasm-module'

/** The JavaScript module for the WebAssembly module at `path`, which a page fetches and a server reads. */
export async function readWasmModule(
  path: string,
  { forServer, isDev }: { readonly forServer: boolean; readonly isDev: boolean },
): Promise<string> {
  const bytes = await readFile(path)
  const module = await WebAssembly.compile(bytes)
  const description = {
    imports: WebAssembly.Module.imports(module),
    exports: WebAssembly.Module.exports(module),
  }
  if (!forServer) return printWasmModule(description, { from: 'url', specifier: `${path}?url&no-inline` })
  if (isDev) return printWasmModule(description, { from: 'file', path })
  // Vite leaves out the files beside a server's bundle.
  return printWasmModule(description, { from: 'inline', base64: bytes.toString('base64') })
}

/** Declared here: it is Node's, but its types come with those of pages only. */
declare const WebAssembly: {
  compile(bytes: Uint8Array): Promise<unknown>
  readonly Module: {
    imports(module: unknown): WasmInterface['imports']
    exports(module: unknown): WasmInterface['exports']
  }
}
