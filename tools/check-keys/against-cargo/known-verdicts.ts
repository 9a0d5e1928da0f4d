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
  ['configuration: flags for another host in a variable', 'which host is built for is not known'],
  ['configuration: flags for cfg(windows)', 'which host is built for is not known'],
  ['configuration: variables: one that a macro names', 'a name in the text counts, asked for or not'],
  [
    'configuration: variables: one that a test of a dependent asks for by a library',
    'a name in the text counts, called or not',
  ],
  ['manifests: the edition', 'rustfmt is given the edition'],
  ['manifests: a dependency for another platform', 'which host is built for is not known'],
  ['other crates: a vendored crate that nobody uses', 'a directory of vendored sources counts as a whole'],
  ['tools: a module that is skipped', 'rustfmt alone knows what it skips'],
  ['neutral: a file that nobody knows', 'tests that open nothing still have the data of their package'],
])
