/** What a WebAssembly module asks for and offers, as `WebAssembly.Module.imports` and `.exports` list it. */
export interface WasmInterface {
  readonly imports: readonly { readonly module: string }[]
  readonly exports: readonly { readonly name: string }[]
}

/** How the code gets at the module's bytes. */
export type WasmSource =
  | { readonly from: 'url' /** What to import the URL from. */; readonly specifier: string }
  | { readonly from: 'file'; readonly path: string }
  | { readonly from: 'inline'; readonly base64: string }

/**
 * The JavaScript module that a WebAssembly module is: its imports are imported, its exports exported, and whoever imports
 * it gets it instantiated. That is what wasm-bindgen's glue for bundlers expects.
 */
export function printWasmModule({ imports, exports }: WasmInterface, source: WasmSource): string {
  const modules = [...new Set(imports.map(({ module }) => module))]
  const names = [...new Set(exports.map(({ name }) => name))]
  return [
    ...modules.map((module, index) => `import * as import${index} from ${JSON.stringify(module)}`),
    ...instantiation(
      source,
      `{ ${modules.map((name, index) => `${key(name)}: import${index}`).join(', ')} }`,
    ),
    ...names.map((name, index) => `const export${index} = instance.exports[${JSON.stringify(name)}]`),
    `export { ${names.map((name, index) => `export${index} as ${exportName(name)}`).join(', ')} }`,
    '',
  ].join('\n')
}

function instantiation(source: WasmSource, imports: string): string[] {
  switch (source.from) {
    case 'url':
      // A server that gives the file another type than WebAssembly's would make streaming fail.
      return [
        `import url from ${JSON.stringify(source.specifier)}`,
        'const response = await fetch(url)',
        'if (!response.ok) throw new Error("cannot load " + response.url + ": " + response.status)',
        "const isWasm = (response.headers.get('content-type') ?? '').startsWith('application/wasm')",
        `const imports = ${imports}`,
        'const { instance } = isWasm',
        '  ? await WebAssembly.instantiateStreaming(response, imports)',
        '  : await WebAssembly.instantiate(await response.arrayBuffer(), imports)',
      ]
    case 'file':
      // An import of it would be replaced where Vitest runs modules for pages in Node.
      return [
        "const { readFile } = process.getBuiltinModule('node:fs/promises')",
        `const { instance } = await WebAssembly.instantiate(await readFile(${JSON.stringify(source.path)}), ${imports})`,
      ]
    case 'inline':
      return [
        `const bytes = Uint8Array.from(atob(${JSON.stringify(source.base64)}), (char) => char.charCodeAt(0))`,
        `const { instance } = await WebAssembly.instantiate(bytes, ${imports})`,
      ]
  }
}

/** A computed key: `"__proto__": …` would set the prototype. */
function key(name: string): string {
  return `[${JSON.stringify(name)}]`
}

function exportName(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name)
}
