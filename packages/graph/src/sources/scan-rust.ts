import { INCLUDES, knownPath } from './included-path'
import { type Inclusion, type ModuleDeclaration, PLAIN_RUST, type RustFacts } from './rust-facts'
import { closersOf, OPENING, type RustToken, rustTokens } from './rust-tokens'
import {
  HARMLESS_ATTRIBUTES,
  HARMLESS_MACROS,
  INTERESTING,
  isModuleName,
  isSetByCargo,
  READS,
} from './rust-vocabulary'

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
      if (index < this.#argumentsEnd && isModuleName(token.text)) this.#words.add(token.text)
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
    if (token.kind === 'string' && token.text !== '' && !isSetByCargo(token.text)) {
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
      if (line[1] && !isSetByCargo(line[1])) this.#environment.add(line[1])
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

const END: RustToken = { kind: 'mark', text: '' }
