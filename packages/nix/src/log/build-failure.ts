/** Why a derivation was not built. */
export interface BuildFailure {
  /** Path of the `.drv`. */
  readonly derivation: string
  /** Whether it is one that it needs which could not be built. */
  readonly byDependency: boolean
  /** In Nix's words, of one or more lines. */
  readonly reason: string
}

const DERIVATION = /'([^'\s]+\.drv)'/
const DEPENDENCY = /\b\d+ dependenc(?:y|ies)\b.*\b(?:failed|couldn't be built)\b/

/**
 * The failure of a derivation that an error of Nix tells of; null for an error about something else. Both forms: `Cannot build
 * '….drv'. Reason: …`, and, of Nix before 2.32 and for some faults still, a sentence that names the derivation.
 */
export function parseBuildFailure(text: string): BuildFailure | null {
  const derivation = DERIVATION.exec(text)?.[1]
  if (derivation === undefined) return null
  const reason = /\bReason: ([\s\S]*)/.exec(text)?.[1] ?? text
  return {
    derivation,
    byDependency: DEPENDENCY.test(text),
    // What follows are the paths that would have been there, and the end of the log, which we have.
    reason: reason.replace(/\n *(?:Output paths:|[Ll]ast \d+ log lines:|For full logs,)[\s\S]*$/, '').trim(),
  }
}
