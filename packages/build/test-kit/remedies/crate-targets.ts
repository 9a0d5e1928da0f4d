import { append, EMPTY, MAIN, one, type RemedyCase } from './remedy-case'

// The library, programs, tests and benches of a crate.

export const crateTargets: readonly RemedyCase[] = [
  ['no-targets', 'NO_CRATE_TARGETS', 'create src/lib.rs', { 'q/src/lib.rs': EMPTY }],
  [
    'no-targets',
    'NO_CRATE_TARGETS',
    'add a [lib] or [[bin]] section with a path',
    { 'q/Cargo.toml': append('[[bin]]\nname = "x"\npath = "x.rs"\n'), 'q/x.rs': MAIN },
  ],
  ['library-without-source', 'MISSING_CRATE_TARGET', 'create src/lib.rs', { 'q/src/lib.rs': EMPTY }],
  [
    'library-without-source',
    'MISSING_CRATE_TARGET',
    'or set lib.path',
    { 'q/Cargo.toml': append('path = "lib.rs"\n'), 'q/lib.rs': EMPTY },
  ],
  ['binary-without-source', 'MISSING_CRATE_TARGET', 'create src/bin/gone.rs', { 'q/src/bin/gone.rs': MAIN }],
  [
    'binary-without-source',
    'MISSING_CRATE_TARGET',
    'or set path in its [[bin]]',
    { 'q/Cargo.toml': append('path = "gone.rs"\n'), 'q/gone.rs': MAIN },
  ],
  [
    'ambiguous-binary',
    'MISSING_CRATE_TARGET',
    'set path = "src/bin/twice',
    { 'q/Cargo.toml': append('path = "src/bin/twice.rs"\n') },
  ],
  [
    'ambiguous-binary',
    'MISSING_CRATE_TARGET',
    'or delete all but one of src/bin/twice',
    { 'q/src/bin/twice.rs': null },
  ],
  [
    'duplicate-target',
    'DUPLICATE_CRATE_TARGET',
    'rename one of them',
    { 'q/Cargo.toml': (text) => text.replace('name = "x"', 'name = "y"') },
  ],
  ['nameless-target', 'NAMELESS_CRATE_TARGET', 'give it a name', { 'q/Cargo.toml': append('name = "t"\n') }],
  one('[lib]\ncrate_type = ["lib"]\n', '[lib]\ncrate-type = ["lib"]\n', {
    ...{ code: 'OLD_SPELLING', hint: 'write crate-type instead of crate_type', edition: '2024' },
  }),
  one('[lib]\ncrate-type = ["proc-macro", "lib"]\n', '[lib]\ncrate-type = ["proc-macro"]\n', {
    ...{ code: 'MIXED_PROC_MACRO', hint: 'write crate-type = ["proc-macro"]' },
  }),
  one('default-run = "z"\n', '', { code: 'UNKNOWN_DEFAULT_RUN', hint: 'remove default-run' }),
  one('autolib = false\n', '', { code: 'NO_CRATE_TARGETS', hint: 'remove autolib = false' }),
]
