import { type Inclusion, type ModuleDeclaration, PLAIN_RUST, type RustFacts } from './rust-facts'
import { type RustToken, rustTokens } from './rust-tokens'

/** What the Rust source `text` says about other files and the environment. Never throws; code that does not compile says what it seems to. */
export function scanRust(text: string): RustFacts {
  // Most files of a crate say nothing of interest; one regular expression over them is all they cost.
  if (!INTERESTING.test(text)) return PLAIN_RUST
  return new Scan(text).facts()
}

/** The strings of Rust source that may be paths, sorted: what a build script hands to the tools it calls. */
export function pathStrings(text: string): string[] {
  const strings = rustTokens(text)
    .filter((token) => token.kind === 'string')
    .map((token) => token.text)
  return [...new Set(strings.filter((each) => PATH_LIKE.test(each)))].sort()
}

const PATH_LIKE = /^(?!.*:\/\/)[^\s{}*<>|"'=,;]{1,250}$/

// Macros that read no file, whatever their arguments.
const HARMLESS = [
  ...['print', 'println', 'eprint', 'eprintln', 'format', 'format_args', 'write', 'writeln', 'panic', 'todo'],
  ...[
    'assert',
    'assert_eq',
    'assert_ne',
    'debug_assert',
    'debug_assert_eq',
    'debug_assert_ne',
    'unreachable',
  ],
  ...[
    'unimplemented',
    'vec',
    'matches',
    'dbg',
    'concat',
    'stringify',
    'line',
    'column',
    'file',
    'module_path',
  ],
  ...[
    'cfg',
    'compile_error',
    'trace',
    'debug',
    'info',
    'warn',
    'error',
    'log',
    'span',
    'event',
    'bail',
    'ensure',
  ],
  ...['anyhow', 'json', 'include', 'include_str', 'include_bytes', 'env', 'option_env', 'macro_rules', 'try'],
]
const HARMLESS_MACROS = new Set(HARMLESS)

const READS = /\b(?:Command|read_dir|File|OpenOptions|WalkDir|walkdir|glob|fs)\b/

const INTERESTING = new RegExp(
  [
    String.raw`\bmod\s+(?:r#)?[\w\u0080-\uffff]+\s*(?:/|;)`,
    String.raw`\bmod\s*(?:/|\$)`,
    String.raw`\binclude`,
    String.raw`\benv\b`,
    String.raw`\bvar(?:_os)?\s*\(`,
    'CARGO_PKG_',
    'rerun-if-',
    READS.source,
    'macro_export',
    'proc_macro',
    String.raw`#!?\s*\[[^\]]*"`,
    String.raw`\b(?!(?:${HARMLESS.join('|')})\b)[A-Za-z_]\w*\s*!\s*[({[]`,
  ].join('|'),
)

// Attributes whose strings are text or names, never paths of files.
const HARMLESS_ATTRIBUTES = new Set([
  ...[
    'doc',
    'cfg',
    'deprecated',
    'must_use',
    'allow',
    'warn',
    'deny',
    'forbid',
    'expect',
    'derive',
    'inline',
  ],
  ...['should_panic', 'ignore', 'test', 'link', 'link_name', 'link_section', 'export_name', 'target_feature'],
  ...['no_mangle', 'repr', 'serde', 'error', 'schemars', 'clap', 'command', 'arg', 'structopt', 'builder'],
  ...['crate_type', 'crate_name', 'feature', 'rustfmt', 'instrument', 'tokio', 'recursion_limit'],
])

const MODULE_NAME =
  /^(?!(?:let|mut|fn|if|else|for|in|as|ref|pub|use|self|crate|super|match|return|move|true|false|impl|where|type|const|static|struct|enum|mod|u8|u16|u32|u64|usize|i8|i16|i32|i64|isize|f32|f64|bool|str)$)[a-z_\u0080-\uffff][a-z0-9_\u0080-\uffff]{0,79}$/

/** Set by Cargo for the crate at hand, and covered by what else goes into a key. */
const SET_BY_CARGO = /^(?:CARGO|OUT_DIR|TARGET|HOST|PROFILE|OPT_LEVEL|DEBUG|NUM_JOBS|RUSTC|RUSTDOC)$|^CARGO_/

interface Scope {
  /** The inline module whose brace this is, or null for any other brace. */
  readonly module: string | null
  readonly testOnly: boolean
}

class Scan {
  readonly #text: string
  readonly #tokens: readonly RustToken[]
  /** For each opening bracket the index of its closing one. */
  readonly #closers: ReadonlyMap<number, number>
  readonly #scopes: Scope[] = []
  readonly #modules: ModuleDeclaration[] = []
  readonly #includes: Inclusion[] = []
  readonly #literals = new Set<string>()
  readonly #words = new Set<string>()
  readonly #environment = new Set<string>()
  readonly #variables = new Set<string>()
  #opaque = false
  #wholeFileIsTest = false
  /** What the attributes before the coming item say. */
  #paths: string[] = []
  #underTest = false
  /** Strings and words up to here are arguments of a macro we do not know. */
  #argumentsEnd = 0

  constructor(text: string) {
    this.#text = text
    this.#tokens = rustTokens(text)
    this.#closers = closersOf(this.#tokens)
  }

  facts(): RustFacts {
    for (let index = 0; index < this.#tokens.length; index++) index = this.#step(index)
    const text = this.#text
    return {
      modules: this.#modules,
      includes: this.#includes,
      opaque: this.#opaque,
      literals: [...this.#literals].sort(),
      words: [...this.#words].sort(),
      rerunIfChanged: this.#rerunIfChanged(),
      environment: [...this.#environment].sort(),
      variables: [...this.#variables].sort(),
      packageFields: [
        ...new Set([...text.matchAll(/CARGO_PKG_([A-Z_]+)/g)].map((match) => match[1] ?? '')),
      ].sort(),
      exportsMacros: /\bmacro_export\b|\bproc_macro\b/.test(text),
      readsFreely: READS.test(text),
    }
  }

  /** Handles the token at `index`; returns the index of the last token it used. */
  #step(index: number): number {
    const token = this.#at(index)
    if (token.kind === 'string') {
      if (index < this.#argumentsEnd) this.#addLiteral(token.text)
      return index
    }
    if (token.kind === 'word') {
      const next = this.#at(index + 1)
      if (next.text === '!' && next.kind === 'mark') return this.#macro(index)
      if (token.text === 'mod' && next.kind === 'word') return this.#module(index)
      if ((token.text === 'var' || token.text === 'var_os') && next.text === '(')
        this.#variable(index + 2, this.#variables)
      if (index < this.#argumentsEnd && MODULE_NAME.test(token.text)) this.#words.add(token.text)
      return index
    }
    if (token.text === '#') return this.#attribute(index)
    if (token.text === '{') this.#scopes.push({ module: null, testOnly: this.#takeAttributes().testOnly })
    else if (token.text === '}') {
      this.#scopes.pop()
      this.#takeAttributes()
    } else if (token.text === ';' || token.text === ',') this.#takeAttributes()
    return index
  }

  #module(index: number): number {
    const name = this.#at(index + 1).text
    const after = this.#at(index + 2).text
    if (after !== ';' && after !== '{') return index
    const { paths, testOnly } = this.#takeAttributes()
    if (after === '{') this.#scopes.push({ module: paths[0] || name, testOnly })
    else {
      const within = this.#scopes.flatMap((scope) => (scope.module === null ? [] : [scope.module]))
      this.#modules.push({ name, within, paths, testOnly: testOnly || this.#inTest() })
    }
    return index + 2
  }

  #macro(index: number): number {
    const name = this.#at(index).text
    const open = index + 2
    if (!OPENING.has(this.#at(open).text)) return index + 1
    if (INCLUDES.has(name)) {
      this.#include(name, open)
      return this.#closing(open)
    }
    if (name === 'env' || name === 'option_env') this.#variable(open + 1, this.#environment)
    else if (!HARMLESS_MACROS.has(name))
      this.#argumentsEnd = Math.max(this.#argumentsEnd, this.#closing(open))
    return index + 1
  }

  #include(name: string, open: number): void {
    const parts = this.#tokens.slice(open + 1, this.#closing(open)).filter((token) => token.text !== ',')
    const found = knownPath(parts)
    // `include_str!($path)` in a macro: the path stands among the literals of the macro's callers.
    if (found === 'caller' || found === 'generated') return
    if (found === 'unknown') this.#opaque = true
    else {
      const testOnly = this.#underTest || this.#inTest()
      this.#includes.push({ ...found, source: name === 'include', testOnly })
    }
  }

  #variable(index: number, into: Set<string>): void {
    const token = this.#at(index)
    if (token.kind === 'string' && token.text !== '' && !SET_BY_CARGO.test(token.text)) {
      into.add(token.text)
    }
  }

  #attribute(index: number): number {
    const inner = this.#at(index + 1).text === '!'
    const open = index + (inner ? 2 : 1)
    if (this.#at(open).text !== '[') return index
    const end = this.#closing(open)
    const tokens = this.#tokens.slice(open + 1, end)
    const first = tokens[0]?.text ?? ''
    const words = tokens.filter((token) => token.kind === 'word').map((token) => token.text)
    if (
      first === 'cfg' &&
      (words.join(' ') === 'cfg test' || words.slice(0, 3).join(' ') === 'cfg all test')
    ) {
      if (!inner) this.#underTest = true
      else if (this.#scopes.length === 0) this.#wholeFileIsTest = true
    }
    for (let at = 0; at < tokens.length; at++) {
      const [word, mark, value] = [tokens[at], tokens[at + 1], tokens[at + 2]]
      if (word?.text === 'path' && mark?.text === '=' && value?.kind === 'string') {
        this.#paths.push(value.text)
        if (first === 'cfg_attr') this.#paths.push('')
      }
      if (word && INCLUDES.has(word.text) && mark?.text === '!') this.#include(word.text, open + at + 3)
      if (word?.text.endsWith('env') && mark?.text === '!') this.#variable(open + at + 4, this.#environment)
    }
    if (!HARMLESS_ATTRIBUTES.has(first) && first !== 'path' && first !== 'cfg_attr') {
      for (const token of tokens) if (token.kind === 'string') this.#addLiteral(token.text)
    }
    return end
  }

  #rerunIfChanged(): readonly string[] | null {
    const lines = [...this.#text.matchAll(/rerun-if-changed(=?)([^"\n]*)/g)]
    if (lines.some((line) => line[1] === '' || /[{}\\]/.test(line[2] ?? '') || line[2] === '')) return null
    for (const line of this.#text.matchAll(/rerun-if-env-changed=([A-Za-z_]\w*)/g)) {
      if (line[1] && !SET_BY_CARGO.test(line[1])) this.#environment.add(line[1])
    }
    return lines.map((line) => (line[2] ?? '').trim())
  }

  #takeAttributes(): { paths: string[]; testOnly: boolean } {
    const taken = { paths: this.#paths, testOnly: this.#underTest }
    this.#paths = []
    this.#underTest = false
    return taken
  }

  #inTest(): boolean {
    return this.#wholeFileIsTest || this.#scopes.some((scope) => scope.testOnly)
  }

  #addLiteral(text: string): void {
    if (text.length > 0 && text.length < 300 && !/[\n\0*]/.test(text)) this.#literals.add(text)
  }

  #closing(open: number): number {
    return this.#closers.get(open) ?? this.#tokens.length
  }

  #at(index: number): RustToken {
    return this.#tokens[index] ?? END
  }
}

const INCLUDES = new Set(['include', 'include_str', 'include_bytes'])
const OPENING = new Set('([{')
const CLOSING = new Set(')]}')
const END: RustToken = { kind: 'mark', text: '' }

function closersOf(tokens: readonly RustToken[]): Map<number, number> {
  const closers = new Map<number, number>()
  const open: number[] = []
  tokens.forEach((token, index) => {
    if (token.kind !== 'mark') return
    if (OPENING.has(token.text)) open.push(index)
    else if (CLOSING.has(token.text)) {
      const opening = open.pop()
      if (opening !== undefined) closers.set(opening, index)
    }
  })
  return closers
}

type KnownPath = { path: string; from: 'file' | 'crate' } | 'caller' | 'generated' | 'unknown'

/** The path that the arguments of an `include…!` mean, commas left out. */
function knownPath(parts: readonly RustToken[]): KnownPath {
  const only = parts[0]
  if (parts.length === 1 && only?.kind === 'string') return { path: only.text, from: 'file' }
  if (only?.text === '$') return 'caller'
  if (only?.text === 'env' && parts[3]?.text === 'OUT_DIR') return 'generated'
  if (only?.text !== 'concat' || parts[1]?.text !== '!') return 'unknown'
  const list = parts.slice(3, -1)
  const start = list[0]?.text === 'env' && list[3]?.kind === 'string' ? list[3].text : null
  if (start === 'OUT_DIR') return 'generated'
  if (start !== null && start !== 'CARGO_MANIFEST_DIR') return 'unknown'
  const rest = start === null ? list : list.slice(5)
  if (rest.some((token) => token.kind !== 'string')) return 'unknown'
  const path = rest.map((token) => token.text).join('')
  return start === null ? { path, from: 'file' } : { path: path.replace(/^\/+/, ''), from: 'crate' }
}
