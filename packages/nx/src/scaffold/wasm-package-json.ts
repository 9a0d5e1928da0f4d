/** The committed `package.json` of a wasm crate: its npm name, and where its build leaves what is loaded by whom. */
export function wasmPackageJson({
  name,
  crate,
  outDir,
}: {
  readonly name: string
  readonly crate: string
  readonly outDir: string
}): string {
  const module = crate.replaceAll('-', '_')
  const file = (glue: string, extension: string) => `./${outDir}/${glue}/${module}.${extension}`
  const manifest = {
    name,
    version: '0.1.0',
    private: true,
    exports: {
      '.': {
        types: file('bundler', 'd.ts'),
        node: file('node', 'js'),
        default: file('bundler', 'js'),
      },
      './web': { types: file('web', 'd.ts'), default: file('web', 'js') },
      './package.json': './package.json',
    },
    files: [outDir],
  }
  return `${JSON.stringify(manifest, null, 2)}\n`
}
