import type { Metafile } from 'esbuild'
import ts from 'typescript'
import type { Fault } from './boundary'

export interface Module {
  readonly file: string
  readonly text: string
}

/** Modules that wait for the work that reaches them. */
export interface Waiting {
  /** Files, or directories with a slash at the end. */
  readonly modules: readonly string[]
  readonly reason: string
}

/**
 * The modules of which no bundle holds a line and that do not wait for anything: what nobody can run. Says also what
 * waits no longer. Types and tables of contents are in no bundle by nature.
 */
export function unreachedModules(
  modules: readonly Module[],
  { reached, waiting }: { readonly reached: ReadonlySet<string>; readonly waiting: readonly Waiting[] },
): Fault[] {
  const places = waiting.flatMap((each) => each.modules)
  const unreached = modules.filter(({ file, text }) => !reached.has(file) && hasCode(text))
  const belongs = (file: string, place: string) =>
    file === place || (place.endsWith('/') && file.startsWith(place))
  return [
    ...unreached
      .filter(({ file }) => !places.some((place) => belongs(file, place)))
      .map(({ file }) => ({
        file,
        line: 1,
        message: 'no bundle reaches this: delete it, or say what it waits for',
      })),
    ...places
      .filter((place) => !unreached.some(({ file }) => belongs(file, place)))
      .map((file) => ({ file, line: 1, message: 'is said to wait, but nothing there is unreached' })),
  ]
}

/** The files that a bundle holds something of, relative to the repository. */
export function filesIn({ outputs }: Metafile, packageDirectory: string): string[] {
  return Object.values(outputs)
    .flatMap(({ inputs }) => Object.entries(inputs))
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([file]) => new URL(file, `file:///${packageDirectory}/`).pathname.slice(1))
}

function hasCode(text: string): boolean {
  return ts
    .createSourceFile('module.ts', text, ts.ScriptTarget.Latest)
    .statements.some(
      (statement) =>
        !ts.isImportDeclaration(statement) &&
        !ts.isExportDeclaration(statement) &&
        !ts.isInterfaceDeclaration(statement) &&
        !ts.isTypeAliasDeclaration(statement),
    )
}
