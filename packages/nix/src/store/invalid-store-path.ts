import { NixError } from '../nix-error'

export function invalidStorePath(text: string, fault: string, cause?: unknown): NixError {
  return new NixError('INVALID_STORE_PATH', {
    message: `${JSON.stringify(text)} is not a store path: ${fault}`,
    hint: 'a store path is <store>/<32 digits>-<name>, with a name of letters, digits and "+-._?=", at most 211 long',
    ...(cause === undefined ? {} : { cause }),
  })
}
