import { existsSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import ts from 'typescript'

const ROOT = resolve(__dirname, '../..')

/** Writes the declarations of modules, named as in `src`, into `dist`; `rewrite` has the last word on their text. */
export function writeDeclarations(
  packageRoot: string,
  { modules, rewrite }: { readonly modules: readonly string[]; readonly rewrite: (text: string) => string },
): void {
  const config = ts.readConfigFile(join(ROOT, 'tsconfig.base.json'), ts.sys.readFile).config as {
    compilerOptions: Record<string, unknown>
  }
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, ROOT)
  const files = new Map(modules.map((name) => [name, join(packageRoot, 'src', `${name}.ts`)]))
  const program = ts.createProgram([...files.values()], {
    ...options,
    declaration: true,
    emitDeclarationOnly: true,
  })
  for (const [name, file] of files) {
    const written = join(packageRoot, 'dist', `${name}.d.ts`)
    program.emit(
      program.getSourceFile(file),
      (_path, text) => writeFileSync(written, rewrite(text)),
      undefined,
      true,
    )
    if (!existsSync(written)) throw new Error(`no declarations were written for ${name}`)
  }
}
