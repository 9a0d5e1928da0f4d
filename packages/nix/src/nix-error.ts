export type NixErrorCode =
  /** A text in Nix's base-32 form has a character too many, or one that does not occur there. */
  | 'MALFORMED_NIX32'
  /** A socket, device or the like, which no archive can hold. */
  | 'UNSUPPORTED_FILE'
  /** The disk refuses to give the file, directory or link. */
  | 'UNREADABLE_FILE'
  /** A file was written, or went away, between the first look at it and its last byte. */
  | 'CHANGED_WHILE_READ'
  /** Two entries of one name, or a name that no directory can hold. */
  | 'MALFORMED_TREE'
  /** The contents given for a file are not as long as was said. */
  | 'WRONG_SIZE'
  /** A store path, or the name or the store directory of one, that Nix would refuse. */
  | 'INVALID_STORE_PATH'
  /** Text that has no UTF-8 form, or bytes that are none. */
  | 'NOT_UTF8'
  /** Not a derivation as Nix writes it. */
  | 'MALFORMED_DERIVATION'
  /** A derivation of a kind whose output paths are unknown before it is built, or an experimental one. */
  | 'UNSUPPORTED_DERIVATION'
  /** A derivation that needs itself. */
  | 'DERIVATION_CYCLE'
  /** Not an archive as Nix writes it, or only a part of one. */
  | 'MALFORMED_ARCHIVE'
  /** A value or a name for which the Nix language has no form. */
  | 'NOT_EXPRESSIBLE'

export interface NixErrorDetails {
  readonly message: string
  /** What to do about it. */
  readonly hint: string
  /** The file or store path at fault. */
  readonly file?: string
  readonly cause?: unknown
}

/** Everything this package throws. `code` is stable; `message` names the place and the fault, `hint` the way out. */
export class NixError extends Error {
  readonly code: NixErrorCode
  readonly hint: string
  readonly file: string | null

  constructor(code: NixErrorCode, details: NixErrorDetails) {
    const place = details.file ? `${details.file}: ` : ''
    super(`${place}${details.message}\n  ${details.hint}`, { cause: details.cause })
    this.name = 'NixError'
    this.code = code
    this.hint = details.hint
    this.file = details.file ?? null
  }
}
