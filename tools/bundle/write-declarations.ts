import { existsSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import ts from 'typescript'

const ROOT = resolve(__dirname, '../..')

export interface Declarations {
  /** Where they are written. */
  readonly dist: string
  /** Named as in `src`. */
  readonly modules: readonly string[]
  /** Has the last word on their text. */
  readonly rewrite: (text: string) => string
}

/** Writes the declarations of modules of a package. */
export function writeDeclarations(packageRoot: string, { dist, modules, rewrite }: Declarations): void {
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
    const written = join(dist, `${name}.d.ts`)
    program.emit(
      program.getSourceFile(file),
      (_path, text) => writeFileSync(written, rewrite(text)),
      undefined,
      true,
    )
    if (!existsSync(written)) throw new Error(`no declarations were written for ${name}`)
  }
}
