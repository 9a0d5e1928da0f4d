/**
 * Cases in which a key moves for nothing, by subject and name, with the reason. One that is exact again has to leave the list: the
 * check fails where it stands here in vain.
 */
export const KNOWN_VERDICTS: ReadonlyMap<string, string> = new Map([
  ['build scripts: variables: a variable beside those of a prefix', 'vars() cannot be observed'],
  ['build scripts: rerun: a file that goes', 'Cargo runs the script again each time anyway'],
  ['tests: crates: a dependency that asks for a variable', 'a name in the text counts, called or not'],
  ['configuration: flags for another host in a variable', 'which host is built for is not known'],
  ['configuration: flags for cfg(windows)', 'which host is built for is not known'],
  ['configuration: panic = "abort"', 'keys hold all profiles'],
  ['manifests: a dependency for another platform', 'which host is built for is not known'],
  ['tools: a module that is skipped', 'rustfmt alone knows what it skips'],
  ['neutral: a file that nobody knows', 'tests that open nothing still have the data of their package'],
])
