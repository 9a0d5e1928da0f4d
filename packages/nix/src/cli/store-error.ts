import { stripVTControlCharacters } from 'node:util'
import { failureAdvice } from '../log'
import { NixError } from '../nix-error'

/** The error for a program of Nix that could not do its work in the store, from what it printed. */
export function storeError(printed: string): NixError {
  const message = stripVTControlCharacters(printed)
    .trim()
    .replace(/^error:\s*/, '')
  return new NixError('NIX_UNUSABLE', {
    message: message === '' ? 'Nix exited without a message' : message,
    hint: failureAdvice(message) ?? '`nix store info` shows whether the store can be used at all',
  })
}
