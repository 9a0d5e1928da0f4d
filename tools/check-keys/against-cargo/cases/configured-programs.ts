import type { CaseSubject } from '../cargo-case'
import { CONFIG, configured, HOST, sets, writes } from './configured'
import { crates, dependsOn, oneCrate, WORKSPACE } from './texts'

const TWO = crates({
  b: { 'src/lib.rs': 'pub const B: u8 = 1;\n' },
  a: { rest: dependsOn('b'), 'src/lib.rs': 'pub use b::B;\n' },
})

/** Programs and files that the configuration names. */
export const CONFIGURED_PROGRAMS: CaseSubject = {
  subject: 'configuration: files',
  cases: [
    configured(
      'flags in a file that the flags name',
      { [CONFIG]: '[build]\nrustflags = ["@flags.txt"]\n', 'flags.txt': '-Copt-level=0' },
      writes('flags.txt', '-Copt-level=1'),
    ),
    configured(
      'a wrapper of rustc',
      { [CONFIG]: '[build]\nrustc-wrapper = "./wrap.sh"\n', 'wrap.sh': '#!/bin/sh\nexec "$@"\n' },
      writes('wrap.sh', '#!/bin/sh\nexec "$@" --cfg extra\n'),
    ),
    configured(
      'what a wrapper of rustc reads',
      {
        [CONFIG]: '[build]\nrustc-wrapper = "./wrap.sh"\n',
        'wrap.sh': '#!/bin/sh\nexec "$@" $(cat flags.txt)\n',
        'flags.txt': '',
      },
      writes('flags.txt', '--cfg extra'),
    ),
    configured(
      'a wrapper for the crates of the workspace',
      { [CONFIG]: '[build]\nrustc-workspace-wrapper = "./wrap.sh"\n', 'wrap.sh': '#!/bin/sh\nexec "$@"\n' },
      writes('wrap.sh', '#!/bin/sh\nexec "$@" --cfg extra\n'),
    ),
    configured(
      'a wrapper outside the repository',
      { '../tools/wrap': '#!/bin/sh\nexec "$@"\n' },
      writes('../tools/wrap', '#!/bin/sh\nexec "$@" --cfg extra\n'),
      { environment: { RUSTC_WRAPPER: 'wrap' } },
    ),
    configured(
      'what a wrapper for the crates of the workspace reads outside of the repository',
      {
        [CONFIG]: '[build]\nrustc-workspace-wrapper = "./wrap.sh"\n',
        'wrap.sh': '#!/bin/sh\nexec "$@" $(cat ../tools/flags.txt)\n',
        '../tools/flags.txt': '',
      },
      writes('../tools/flags.txt', '--cfg extra'),
      { kinds: ['build', 'test'] },
    ),
    configured(
      'a file beside what a wrapper of rustc reads',
      {
        [CONFIG]: '[build]\nrustc-wrapper = "./wrap.sh"\n',
        'wrap.sh': '#!/bin/sh\nexec "$@" $(cat flags.txt)\n',
        'flags.txt': '',
        'data/other.txt': 'one',
      },
      writes('data/other.txt', 'two'),
    ),
    configured(
      'what a script in place of rustc reads',
      {
        [CONFIG]: '[build]\nrustc = "./rc.sh"\n',
        'rc.sh': '#!/bin/sh\nexec rustc "$@" $(cat flags.txt)\n',
        'flags.txt': '',
      },
      writes('flags.txt', '--cfg extra'),
    ),
    configured(
      'a linker script',
      {
        [CONFIG]: `[target.${HOST}]\nrustflags = ["-Clink-arg=-Wl,-Tlink.x"]\n`,
        'link.x': 'SECTIONS { .one : { BYTE(1) } } INSERT AFTER .data;\n',
      },
      writes('link.x', 'SECTIONS { .one : { BYTE(2) } } INSERT AFTER .data;\n'),
    ),
    configured(
      'a linker',
      { [CONFIG]: `[target.${HOST}]\nlinker = "./linkers/cc"\n`, 'linkers/cc': '#!/bin/sh\nexec cc "$@"\n' },
      writes('linkers/cc', '#!/bin/sh\nexec cc "$@" -Wl,--no-gc-sections\n'),
    ),
    configured(
      'a compiler of C that comes first on PATH now',
      {},
      writes('../tools/cc', '#!/bin/sh\nexec /usr/bin/cc "$@" -Wl,--no-gc-sections\n'),
    ),
    configured(
      'another linker on PATH that the configuration names',
      {
        [CONFIG]: `[target.${HOST}]\nlinker = "mylinker"\n`,
        '../tools/mylinker': '#!/bin/sh\nexec cc "$@"\n',
      },
      writes('../tools/mylinker', '#!/bin/sh\nexec cc "$@" -Wl,--no-gc-sections\n'),
    ),
    {
      name: 'a compiler of C for a library without programs',
      files: oneCrate({ 'src/lib.rs': '/// Adds.\npub fn add() {}\n' }),
      kinds: ['build', 'lint', 'doc', 'format'],
      edit: writes('../tools/cc', '#!/bin/sh\nexec /usr/bin/cc "$@" -Wl,--no-gc-sections\n'),
    },
    configured(
      'a runner of tests',
      {
        [CONFIG]: `[target.${HOST}]\nrunner = "scripts/run.sh"\n`,
        'scripts/run.sh': '#!/bin/sh\nexec "$@"\n',
      },
      writes('scripts/run.sh', '#!/bin/sh\necho run\nexec "$@"\n'),
      { kinds: ['build', 'test'] },
    ),
    configured(
      'what a runner of tests reads',
      {
        [CONFIG]: `[target.${HOST}]\nrunner = "scripts/run.sh"\n`,
        'scripts/run.sh': '#!/bin/sh\ncat "$(dirname "$0")/x.txt"\nexec "$@"\n',
        'scripts/x.txt': 'one\n',
      },
      writes('scripts/x.txt', 'two\n'),
      { kinds: ['test'] },
    ),
    configured(
      'a runner that is new',
      { 'run.sh': '#!/bin/sh\necho run\nexec "$@"\n' },
      writes(CONFIG, `[target.${HOST}]\nrunner = "./run.sh"\n`),
      { kinds: ['build', 'test'] },
    ),
    configured(
      'a path crate in place of another',
      {
        'Cargo.toml': WORKSPACE,
        ...TWO,
        [CONFIG]: 'paths = ["local/b"]\n',
        'local/b/Cargo.toml': `${TWO['crates/b/Cargo.toml']}\n[workspace]\n`,
        'local/b/src/lib.rs': 'pub const B: u8 = 2;\n',
      },
      writes('local/b/src/lib.rs', 'pub const B: u8 = 3;\n'),
      { crates: ['a'] },
    ),
    configured(
      'flags of rustdoc',
      {},
      writes(CONFIG, '[build]\nrustdocflags = ["--document-private-items"]\n'),
      { kinds: ['build', 'doc'] },
    ),
    configured('flags of rustdoc in RUSTDOCFLAGS', {}, sets('RUSTDOCFLAGS', '--document-private-items'), {
      kinds: ['build', 'doc'],
    }),
    configured(
      'a page that flags of rustdoc name',
      {
        [CONFIG]: '[build]\nrustdocflags = ["--html-in-header", "header.html"]\n',
        'header.html': '<!-- one -->\n',
      },
      writes('header.html', '<!-- two -->\n'),
      { kinds: ['build', 'doc'] },
    ),
    configured(
      'a style that flags of rustdoc name',
      { [CONFIG]: '[build]\nrustdocflags = ["--extend-css=docs/own.css"]\n', 'docs/own.css': 'a {}\n' },
      writes('docs/own.css', 'b {}\n'),
      { kinds: ['doc'] },
    ),
  ],
}
