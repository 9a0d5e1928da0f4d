/**
 * Cases in which a key moves for nothing, by subject and name, with the reason. One that is exact again has to leave the list: the
 * check fails where it stands here in vain.
 */
export const KNOWN_VERDICTS: ReadonlyMap<string, string> = new Map([
  [
    'scanner: files: README in documentation tests alone',
    'clippy may look at what only documentation tests include',
  ],
  ['build scripts: variables: a variable beside those of a prefix', 'vars() cannot be observed'],
  ['build scripts: variables: LIBRARY_PATH', 'the script reads another value, and happens to make the same'],
  ['build scripts: rerun: a file that goes', 'Cargo runs the script again each time anyway'],
  ['proc macros: a variable that it names', 'a name in the text counts, asked for or not'],
  ['tests: crates: a dependency that asks for a variable', 'a name in the text counts, called or not'],
  ['configuration: flags for another host', 'which host is built for is not known'],
  ['configuration: flags for another host in a variable', 'which host is built for is not known'],
  ['configuration: flags for cfg(windows)', 'which host is built for is not known'],
  [
    'configuration: a variable of the configuration that nobody asks for',
    'programs that Cargo starts see them all',
  ],
  ['configuration: another profile in the environment', 'which profile a task is asked for is not known'],
  ['configuration: panic = "abort"', 'which profile a task is asked for is not known'],
  ['manifests: the edition', 'rustfmt is given the edition'],
  ['manifests: a dependency for another platform', 'which host is built for is not known'],
  ['manifests: a profile that is not used', 'which profile a task is asked for is not known'],
  ['manifests: a profile of its own', 'which profile a task is asked for is not known'],
  ['other crates: a vendored crate that nobody uses', 'a directory of vendored sources counts as a whole'],
  ['tools: a module that is skipped', 'rustfmt alone knows what it skips'],
  ['neutral: a file that nobody knows', 'tests that open nothing still have the data of their package'],
])
