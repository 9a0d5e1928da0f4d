import { CargoError } from '../cargo-error'

export interface LockPlace {
  readonly text: string
  readonly file: string
}

/** An error at the first line that begins with `start`, blanks aside; with `last` at the last such line. */
export function lockFault(
  place: LockPlace,
  { start, last = false }: { readonly start: string; readonly last?: boolean },
  { code, ...details }: { readonly code: string; readonly message: string; readonly hint: string },
): CargoError {
  const lines = place.text.split('\n')
  const isPlace = (line: string) => line.trimStart().startsWith(start)
  const index = last ? lines.findLastIndex(isPlace) : lines.findIndex(isPlace)
  return new CargoError(code, { ...details, file: place.file, line: Math.max(index, 0) + 1 })
}

export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}
