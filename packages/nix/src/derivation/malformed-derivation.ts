import { NixError } from '../nix-error'

/** `expected` should have been at `at`. */
export function malformedDerivation(text: string, at: number, expected: string): NixError {
  const found = at >= text.length ? 'the end' : JSON.stringify(text.slice(at, at + 24))
  return new NixError('MALFORMED_DERIVATION', {
    message: `not a derivation: at character ${at} stands ${found}, expected ${expected}`,
    hint: 'the file was cut or edited; instantiate it again',
  })
}
