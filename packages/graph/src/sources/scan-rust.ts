import { AttributeScopes } from './attribute-scopes'
import { INCLUDES, knownPath, knownText } from './included-path'
import { patternBase } from './path-pattern'
import { type Inclusion, type ModuleDeclaration, PLAIN_RUST, type RustFacts } from './rust-facts'
import { closersOf, OPENING, type RustToken, rustTokens } from './rust-tokens'
import {
  HARMLESS_ATTRIBUTES,
  HARMLESS_MACROS,
  INTERESTING,
  isModuleName,
  isSetByCargo,
} from './rust-vocabulary'
import { UnknownReads } from './unknown-reads'

/** What the Rust source `text` says about other files and the environment. Never throws; code that does not compile says what it seems to. */
export function scanRust(text: string): RustFacts {
  // Most files of a crate say nothing of interest; one regular expression over them is all they cost.
  if (!INTERESTING.test(text)) return PLAIN_RUST
  return new Scan(text).facts()
}

class Scan {
  readonly #text: string
  readonly #tokens: readonly RustToken[]
  /** For each opening bracket the index of its closing one. */
  readonly #closers: ReadonlyMap<number, number>
  readonly #scopes = new AttributeScopes()
  readonly #modules: ModuleDeclaration[] = []
  readonly #includes: Inclusion[] = []
  readonly #literals = new Set<string>()
  readonly #words = new Set<string>()
  readonly #environment = new Set<string>()
  readonly #variables = new Set<string>()
  readonly #unknown: UnknownReads
  /** Strings and words up to here are arguments of a macro we do not know. */
  #argumentsEnd = 0
  /** In a `#[cfg_attr(…)]`. */
  #inAttribute = false
  /** Up to here is what a `macro_rules!` puts into the sources of its callers. */
  #macroEnd = 0

  constructor(text: string) {
    this.#text = text
    this.#tokens = rustTokens(text)
    this.#closers = closersOf(this.#tokens)
    this.#unknown = new UnknownReads(text)
  }

  facts(): RustFacts {
    for (let index = 0; index < this.#tokens.length; index++) index = this.#step(index)
    this.#unknown.addDocumentation()
    const text = this.#text
    return {
      modules: this.#modules,
      includes: this.#includes,
      literals: [...this.#literals].sort(),
      words: [...this.#words].sort(),
      rerunIfChanged: this.#rerunIfChanged(),
      asksReruns: text.includes('rerun-if-env-changed'),
      branches:
        text.includes('rerun-if-') &&
        this.#tokens.some(({ kind, text }) => kind === 'word' && BRANCHES.has(text)),
      environment: [...this.#environment].sort(),
      variables: [...this.#variables].sort(),
      packageFields: [
        ...new Set([...text.matchAll(/CARGO_PKG_([A-Z_]+)/g)].map((match) => match[1] ?? '')),
      ].sort(),
      exportsMacros: /\bmacro_export\b|\bproc_macro\b/.test(text),
      unknown: this.#unknown.all,
    }
  }

  /** Handles the token at `index`; returns the index of the last token it used. */
  #step(index: number): number {
    const token = this.#at(index)
    if (token.kind !== 'mark') this.#unknown.addProgram(this.#tokens, index, this.#scopes.inTest)
    if (token.kind === 'string') {
      if (index < this.#argumentsEnd) this.#addLiteral(token.text)
      return index
    }
    if (token.kind === 'word') {
      const next = this.#at(index + 1)
      if (next.text === '!' && next.kind === 'mark') return this.#macro(index)
      if (token.text === 'mod' && next.kind === 'word') return this.#module(index)
      if ((token.text === 'var' || token.text === 'var_os') && next.text === '(')
        this.#addVariable(this.#at(index + 2), this.#variables)
      if (index < this.#argumentsEnd && isModuleName(token.text)) this.#words.add(token.text)
      return index
    }
    if (token.text === '#') return this.#attribute(index)
    this.#scopes.mark(token.text)
    return index
  }

  #module(index: number): number {
    const name = this.#at(index + 1).text
    const after = this.#at(index + 2).text
    if (after !== ';' && after !== '{') return index
    const testOnly = this.#scopes.isTestOnly
    const attributes = this.#scopes.take()
    const { paths } = attributes
    if (after === '{') this.#scopes.openModule(paths[0] || name, attributes)
    else this.#modules.push({ name, within: this.#scopes.modules, paths, testOnly })
    return index + 2
  }

  #macro(index: number): number {
    const name = this.#at(index).text
    const open = index + 2
    if (name === 'macro_rules') this.#macroEnd = Math.max(this.#macroEnd, this.#closing(open + 1))
    if (!OPENING.has(this.#at(open).text)) return index + 1
    if (INCLUDES.has(name)) {
      this.#include(name, open)
      return this.#closing(open)
    }
    if (name === 'env' || name === 'option_env') this.#environmentOf(name, open)
    else if (!HARMLESS_MACROS.has(name))
      this.#argumentsEnd = Math.max(this.#argumentsEnd, this.#closing(open))
    return index + 1
  }

  #include(name: string, open: number): void {
    const found = knownPath(this.#argumentsOf(open))
    // `include_str!($path)` in a macro: the path stands among the literals of the macro's callers.
    if (found === 'caller' || found === 'generated') return
    if (found === 'unknown') this.#variablesIn(open)
    if (found === 'unknown' || this.#isUncertain(open)) this.#addUnknown('files', { name, open })
    else this.#includes.push({ ...found, source: name === 'include', testOnly: this.#scopes.isTestOnly })
  }

  /** Whether only the compiler knows if what is here is compiled: under a `cfg`, or in a macro for its callers. */
  #isUncertain(open: number): boolean {
    return open < this.#macroEnd || this.#inAttribute || this.#scopes.isConditional
  }

  /** Of a path that is put together from variables. */
  #variablesIn(open: number): void {
    for (let index = open; index < this.#closing(open); index++) {
      const { text } = this.#at(index)
      if (/^(?:option_)?env$/.test(text) && this.#at(index + 1).text === '!')
        this.#environmentOf(text, index + 2)
    }
  }

  #environmentOf(name: string, open: number): void {
    const variable = knownText(this.#argumentsOf(open))
    if (variable === null || (this.#isUncertain(open) && !isSetByCargo(variable)))
      this.#addUnknown('variables', { name, open })
    else this.#addVariable({ kind: 'string', text: variable, at: 0 }, this.#environment)
  }

  /** Of the compiler; that of its callers where a macro is defined, whose paths are relative to them. */
  #addUnknown(
    reads: 'files' | 'variables',
    { name, open }: { readonly name: string; readonly open: number },
  ): void {
    const { at } = this.#at(open)
    const by = open < this.#macroEnd ? 'caller' : 'compiler'
    this.#unknown.add(by, reads, { at, what: `${name}!`, inTests: this.#scopes.isTestOnly })
  }

  /** What stands between the bracket at `open` and its end, without commas. */
  #argumentsOf(open: number): RustToken[] {
    return this.#tokens.slice(open + 1, this.#closing(open)).filter((token) => token.text !== ',')
  }

  #addVariable({ kind, text }: RustToken, into: Set<string>): void {
    if (kind === 'string' && text !== '' && !isSetByCargo(text)) into.add(text)
  }

  #attribute(index: number): number {
    const inner = this.#at(index + 1).text === '!'
    const open = index + (inner ? 2 : 1)
    if (this.#at(open).text !== '[') return index
    const end = this.#closing(open)
    const tokens = this.#tokens.slice(open + 1, end)
    // That of a generic parameter stands behind a name or a comma, and says nothing of the item.
    const isOfItem = index === 0 || ATTRIBUTED.has(this.#at(index - 1).text)
    const first = tokens[0]?.text ?? ''
    const words = tokens.filter((token) => token.kind === 'word').map((token) => token.text)
    if (first === 'cfg' && TEST_CFG.test(words.join(' '))) {
      if (inner) this.#scopes.addToFile()
      else this.#scopes.add({ testOnly: isOfItem })
    } else if (first === 'cfg' && !inner) this.#scopes.add({ isConditional: isOfItem })
    this.#inAttribute = first === 'cfg_attr'
    for (let at = 0; at < tokens.length; at++) {
      const [word, mark, value] = [tokens[at], tokens[at + 1], tokens[at + 2]]
      if (word?.text === 'path' && mark?.text === '=' && value?.kind === 'string') {
        this.#scopes.add({ paths: first === 'cfg_attr' ? [value.text, ''] : [value.text] })
      }
      if (word && INCLUDES.has(word.text) && mark?.text === '!') this.#include(word.text, open + at + 3)
      if (word?.text.endsWith('env') && mark?.text === '!') this.#environmentOf(word.text, open + at + 3)
    }
    if (!HARMLESS_ATTRIBUTES.has(first) && first !== 'path' && first !== 'cfg_attr') {
      for (const token of tokens) if (token.kind === 'string') this.#addLiteral(token.text)
    }
    this.#inAttribute = false
    return end
  }

  #rerunIfChanged(): readonly string[] | null {
    const lines = [...this.#text.matchAll(/rerun-if-changed(=?)([^"\n]*)/g)]
    if (lines.some((line) => line[1] === '' || /[{}\\]/.test(line[2] ?? '') || line[2] === '')) return null
    for (const { index, ...line } of this.#text.matchAll(/rerun-if-env-changed=?([^"\\\n]*)/g)) {
      const name = (line[1] ?? '').trim()
      if (/^[A-Za-z_]\w*$/.test(name))
        this.#addVariable({ kind: 'string', text: name, at: index }, this.#environment)
      else
        this.#unknown.add('program', 'variables', { at: index, what: 'rerun-if-env-changed', inTests: false })
    }
    return lines.map((line) => (line[2] ?? '').trim())
  }

  /** What may name a file or a variable to a macro; of a glob, the directory that it looks into. */
  #addLiteral(literal: string): void {
    // `use std::env as var; var!("NAME")`
    if (/^[A-Z][A-Z0-9_]{2,79}$/.test(literal))
      this.#addVariable({ kind: 'string', text: literal, at: 0 }, this.#environment)
    if (literal.length >= 300 || /[\n\0]/.test(literal)) return
    const text = literal.includes('*') ? patternBase(literal) : literal
    if (text !== '') this.#literals.add(text)
  }

  #closing(open: number): number {
    return this.#closers.get(open) ?? this.#tokens.length
  }

  #at(index: number): RustToken {
    return this.#tokens[index] ?? END
  }
}

const END: RustToken = { kind: 'mark', text: '', at: 0 }
/** What stands before an attribute of an item, a statement or a field. */
const ATTRIBUTED: ReadonlySet<string> = new Set(['{', '}', ';', ']'])
const BRANCHES: ReadonlySet<string> = new Set([
  'if',
  'match',
  'while',
  'for',
  'loop',
  'return',
  'cfg',
  'cfg_attr',
])
const TEST_CFG = /^cfg (?:all )?(?:test|doctest)\b/
