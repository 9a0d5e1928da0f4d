import type { ObservedRole } from './observation'

interface Ignored {
  /** In whose observations; in all when left out. */
  readonly of?: readonly ObservedRole[]
  readonly why: string
  /** One that ends with `*` stands for all that begin so. */
  readonly names: readonly string[]
}

/** Variables that are no inputs. Most were found by observing programs that do nothing. */
const IGNORED: readonly Ignored[] = [
  {
    why: 'Cargo, make and nextest hand jobs out by them',
    names: [
      'CARGO_MAKEFLAGS',
      'MAKEFLAGS',
      'MFLAGS',
      'NUM_JOBS',
      'NEXTEST*',
      '__NEXTEST*',
      'RUST_RECURSION_COUNT',
    ],
  },
  {
    why: 'the standard library and libtest always ask: how many threads, how much stack, which terminal, a backtrace',
    names: ['RUST_MIN_STACK', 'RUST_TEST_*', 'RUST_BACKTRACE', 'RUST_LIB_BACKTRACE', 'TERM', 'TERMINFO*'],
  },
  { why: 'allocators and libc always ask', names: ['MALLOC_*', '_RJEM_MALLOC_CONF', 'GLIBC_TUNABLES'] },
  {
    why: 'where things lie on this machine; what is found there is observed',
    names: [
      'HOME',
      'CARGO_HOME',
      'RUSTUP_*',
      'PATH',
      'PWD',
      'OLDPWD',
      'TMPDIR',
      'TMP',
      'TEMP',
      'LD_LIBRARY_PATH',
      'LD_PRELOAD',
    ],
  },
  { why: 'the language of messages', names: ['LANG', 'LANGUAGE', 'LC_*'] },
  {
    why: 'what GCC and LLD hand to their own parts, and how their messages look',
    names: [
      'COLLECT_*',
      'LLD_*',
      'FORCE_LLD_DIAGNOSTICS_CRASH',
      'GCC_COLORS',
      'GCC_URLS',
      'TERM_URLS',
      'GCC_EXTRA_DIAGNOSTIC_OUTPUT',
    ],
  },
  {
    why: 'rustc and rustdoc ask about the look of their messages and logs',
    of: ['rustc', 'rustdoc'],
    names: [
      ...[
        'RUSTC_LOG*',
        'RUSTDOC_LOG*',
        'RUSTC_GRAPHVIZ_FONT',
        'RUSTC_CTFE_BACKTRACE',
        'CI',
        'COLORTERM',
        'COLUMNS',
      ],
      ...['LINES', 'NO_COLOR', 'CLICOLOR*', 'FORCE_COLOR', 'CARGO_TERM_*'],
    ],
  },
  {
    why: 'Cargo sets them for build scripts; what they come from is in the key',
    of: ['script'],
    names: [
      ...[
        'TARGET',
        'HOST',
        'OPT_LEVEL',
        'PROFILE',
        'DEBUG',
        'RUSTC',
        'RUSTDOC',
        'RUSTC_LINKER',
        'RUSTC_WRAPPER',
      ],
      ...['RUSTC_WORKSPACE_WRAPPER', 'CARGO_ENCODED_RUSTFLAGS', 'DEP_*'],
    ],
  },
]

/**
 * What compilers and linkers ask for in every run, and which does change what they make: an observation of it says nothing
 * about a crate, so they belong into the key of everything that is compiled.
 */
export const COMPILER_VARIABLES: readonly string[] = [
  ...[
    'RUSTC_BOOTSTRAP',
    'RUSTC_FORCE_RUSTC_VERSION',
    'RUSTC_OVERRIDE_VERSION_STRING',
    'UNSTABLE_RUSTDOC_TEST_PATH',
  ],
  ...['QNX_TARGET', 'VCINSTALLDIR', 'BINUTILS_ROOT', 'GCC_ROOT', 'GCC_EXEC_PREFIX', 'GCC_COMPARE_DEBUG'],
  ...['COMPILER_PATH', 'LIBRARY_PATH', 'LPATH'],
]

/** Whether a variable is no input of what was observed. */
export function isIgnoredVariable(name: string, role: ObservedRole): boolean {
  const isCompilation = role === 'rustc' || role === 'rustdoc'
  if (isCompilation && COMPILER_VARIABLES.includes(name)) return true
  return IGNORED.some(
    ({ of, names }) => (of?.includes(role) ?? true) && names.some((each) => matches(each, name)),
  )
}

function matches(pattern: string, name: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern
}

/** Programs that take in the whole environment when they start, and ask for no variable by name. */
export function readsWholeEnvironment(program: string): boolean {
  return WHOLE.test(program)
}

const WHOLE =
  /\/(?:sh|bash|dash|ash|zsh|ksh\w*|mksh|fish|busybox|env|printenv|make|gmake|perl[\d.]*|python[\d.]*|ruby[\d.]*|node|deno|bun|php[\d.]*|tclsh[\d.]*|[mg]?awk)$/
