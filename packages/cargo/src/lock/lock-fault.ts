import { CargoError } from '../cargo-error'

export interface LockPlace {
  readonly text: string
  readonly file: string
}

/** An error at the last place where `needle` stands: of two equal blocks the second is the one too many. */
export function lockFault(
  place: LockPlace,
  needle: string,
  code: string,
  details: { readonly message: string; readonly hint: string },
): CargoError {
  const offset = place.text.lastIndexOf(needle)
  return new CargoError(code, {
    ...details,
    file: place.file,
    line: offset === -1 ? 1 : lineAt(place.text, offset),
  })
}

export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}
