/** What to do about something that Nix says went wrong; null where what it says is all that helps. */
export function failureAdvice(message: string): string | null {
  return adviceOn(message, [...OF_NIX, ...OF_BOTH])
}

/** What to do about a build that failed, from what it printed. Only what a program cannot say for other reasons: tests print what they like. */
export function logAdvice(log: string): string | null {
  return adviceOn(log, OF_BOTH)
}

function adviceOn(text: string, table: readonly Row[]): string | null {
  for (const [pattern, advice] of table) {
    const match = pattern.exec(text)
    if (match) return typeof advice === 'string' ? advice : advice(match)
  }
  return null
}

type Row = readonly [RegExp, string | ((match: RegExpExecArray) => string)]

const OF_BOTH: readonly Row[] = [
  [
    /No space left on device|lack of free disk space|disk quota exceeded/i,
    'free some space: `nix store gc` removes what nothing uses, and builds need room in their temporary directory too',
  ],
  [
    /the lock file \S* ?needs to be updated but --(?:locked|frozen) was passed|cannot update the lock file/i,
    'Cargo.lock does not match the manifests: run `cargo update --workspace` and commit it',
  ],
]

const OF_NIX: readonly Row[] = [
  [
    /hash mismatch in fixed-output derivation '[^']*-cargo-(?:src|package)-([^']*)\.drv'/,
    ([, name = '']) =>
      `the download of ${name} does not match Cargo.lock: run again; if the error persists, check the registry or its mirror before you change the checksum`,
  ],
  [
    /hash mismatch in fixed-output derivation[\s\S]*?specified:\s*(\S+)[\s\S]*?got:\s*(\S+)/,
    ([, specified = '', got = '']) =>
      `if the download is what you want, write "${got}" instead of "${specified}" (in nix/overrides.nix or flake.nix)`,
  ],
  [
    /Required system: '([\w-]+)'|\ba '([\w-]+)' with features/,
    ([, system, older = '']) =>
      `this machine cannot build for ${system ?? older}: set a builder that can in nix.conf ("builders")`,
  ],
  [
    /missing system features|Required features|with features \{/,
    'add the feature to "system-features" in nix.conf if this machine has it, or set a builder that does',
  ],
  [
    /cannot connect to socket|cannot open connection to remote store|Nix daemon disconnected/i,
    'start the Nix daemon (`sudo systemctl start nix-daemon`, on macOS `sudo launchctl kickstart system/org.nixos.nix-daemon`), or build with cargo: NX_CRANE_BUILDER=cargo',
  ],
  [
    /(?:[Pp]ermission denied|[Rr]ead-only file system|not allowed to connect|you do not have permission)/,
    'Nix has no permission to write to its store: install it with its daemon (https://nixos.org/download), or build with cargo: NX_CRANE_BUILDER=cargo',
  ],
  [
    /does not exist in binary cache|no substituter that can build it|substitutes? .*failed|lacks? a (?:valid )?signature|unable to download|[Cc]ouldn't resolve host|Could not resolve host/,
    'a binary cache cannot be reached, or lacks something that it lists: run again with NIX_CONFIG="fallback = true" to build it here, or with "substituters =" to use no cache',
  ],
  [
    /failed to obtain derivation|path '[^']*' is not valid|don't know how to build/,
    'something was removed from the store while it was needed (by a garbage collection?): run again',
  ],
  [
    /timed out after|killed after writing more than/,
    'nix.conf limits builds ("timeout", "max-silent-time", "max-build-log-size"): raise the limit',
  ],
]
