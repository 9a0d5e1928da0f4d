/** Macros that read no file, whatever their arguments. */
const HARMLESS =
  'print println eprint eprintln format format_args write writeln panic todo assert assert_eq assert_ne debug_assert ' +
  'debug_assert_eq debug_assert_ne unreachable unimplemented vec matches dbg concat stringify line column file ' +
  'module_path cfg compile_error trace debug info warn error log span event bail ensure anyhow json include ' +
  'include_str include_bytes env option_env macro_rules try'

export const HARMLESS_MACROS: ReadonlySet<string> = new Set(HARMLESS.split(' '))

/** Attributes whose strings are text or names, never paths of files. */
export const HARMLESS_ATTRIBUTES: ReadonlySet<string> = new Set(
  (
    'doc cfg deprecated must_use allow warn deny forbid expect derive inline should_panic ignore test link link_name ' +
    'link_section export_name target_feature no_mangle repr serde error schemars clap command arg structopt builder ' +
    'crate_type crate_name feature rustfmt instrument tokio recursion_limit'
  ).split(' '),
)

const KEYWORDS: ReadonlySet<string> = new Set(
  (
    'let mut fn if else for in as ref pub use self crate super match return move true false impl where type const ' +
    'static struct enum mod u8 u16 u32 u64 usize i8 i16 i32 i64 isize f32 f64 bool str'
  ).split(' '),
)

/** Whether a word may name a module. */
export function isModuleName(word: string): boolean {
  return /^[a-z_\u0080-\uffff][a-z0-9_\u0080-\uffff]{0,79}$/.test(word) && !KEYWORDS.has(word)
}

/** Set by Cargo for the crate at hand, and covered by what else goes into a key. */
export function isSetByCargo(variable: string): boolean {
  return SET_BY_CARGO.test(variable)
}

const SET_BY_CARGO =
  /^(?:CARGO|OUT_DIR)$|^CARGO_(?:PKG_|MANIFEST_|CFG_|FEATURE_|BIN_|CRATE_NAME$|PRIMARY_PACKAGE$|TARGET_TMPDIR$|MAKEFLAGS$)/

/** Words of code that opens files or starts programs when it runs. */
export const FILE_WORDS: ReadonlySet<string> = new Set(
  (
    'Command File OpenOptions canonicalize exists fopen fs is_dir is_file is_symlink libc libloading memmap memmap2 metadata ' +
    'read_link symlink_metadata try_exists'
  ).split(' '),
)
/** Words of code that finds files by looking into directories. */
export const DIRECTORY_WORDS: ReadonlySet<string> = new Set(
  'WalkBuilder WalkDir glob globwalk jwalk read_dir walkdir'.split(' '),
)
/** Those of the first that are too common to say anything unless they are called. */
export const CALLED_FILE_WORDS: ReadonlySet<string> = new Set(
  'canonicalize exists is_dir is_file is_symlink metadata try_exists'.split(' '),
)
/** Words of code that asks for variables under names that are not in sight. */
export const VARIABLE_WORDS: ReadonlySet<string> = new Set(
  'vars vars_os dotenv dotenvy from_env envy'.split(' '),
)
/** Programs that build or run what they find: whoever starts one reads sources. */
export const READING_PROGRAMS: ReadonlySet<string> = new Set(
  (
    'bash bazel bun bunx cargo cmake cp deno esbuild find go gradle grep just make meson ninja nix node npm npx perl pnpm ' +
    'python python3 rg ruby sh tar trunk tsc vite wasm-pack webpack yarn zsh'
  ).split(' '),
)
/** Crates that ask Git for the state of the repository. */
export const COMMIT_WORDS: ReadonlySet<string> = new Set(
  'built git2 git_describe git_version gix shadow_rs vergen vergen_git2 vergen_gitcl vergen_gix'.split(' '),
)

/** Matches every source of which a scan finds anything; a file that it does not match says nothing of interest. */
export const INTERESTING = new RegExp(
  [
    String.raw`\bmod\s+(?:r#)?[\w\u0080-\uffff]+\s*(?:/|;)`,
    String.raw`\bmod\s*(?:/|\$)`,
    String.raw`\binclude`,
    String.raw`env\b`,
    String.raw`\bvar(?:_os)?\s*\(`,
    'CARGO_PKG_',
    'rerun-if-',
    'rustc-(?:link-|cdylib-link-|flags)',
    'macro_export',
    'proc_macro',
    String.raw`\b(?:${[...FILE_WORDS, ...DIRECTORY_WORDS, ...VARIABLE_WORDS, ...COMMIT_WORDS].join('|')})\b`,
    // A string in an attribute. One of a thousand characters counts as one: looked for to its end, unclosed ones would take for ever.
    String.raw`#!?\s*\[(?:[^\]"]{0,999}"|[^\]"]{1000})`,
    String.raw`\b(?!(?:${[...HARMLESS_MACROS].join('|')})\b)[A-Za-z_]\w*\s*!\s*[({[]`,
  ].join('|'),
)
