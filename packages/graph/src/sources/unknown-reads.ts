import type { UnknownRead } from './rust-facts'
import type { RustToken } from './rust-tokens'
import {
  CALLED_FILE_WORDS,
  COMMIT_WORDS,
  DIRECTORY_WORDS,
  FILE_WORDS,
  READING_PROGRAMS,
  VARIABLE_WORDS,
} from './rust-vocabulary'

const DOCUMENTED = new RegExp(
  String.raw`^[ \t]*//[/!].*\b(${[...FILE_WORDS, ...DIRECTORY_WORDS, ...VARIABLE_WORDS].join('|')}|var|var_os|(?:option_)?env(?=\s*!))\b`,
  'm',
)

const ENV_GLOB = /\benv\s*::\s*\*/
/** In tokens: what is further apart counts as imported. */
const LONGEST_IMPORT = 100

/** Collects what a source reads without saying what: the first place of each kind. */
export class UnknownReads {
  readonly #text: string
  readonly #found = new Map<string, UnknownRead>()
  #importsAll: boolean | undefined

  constructor(text: string) {
    this.#text = text
  }

  get all(): readonly UnknownRead[] {
    return [...this.#found.values()]
  }

  add(
    by: UnknownRead['by'],
    reads: UnknownRead['reads'],
    place: { readonly at: number; readonly what: string; readonly inTests: boolean },
  ): void {
    const { at, what, inTests } = place
    // A program that takes all variables cannot be observed, whatever else in the source asks for some.
    const kind = `${by} ${reads} ${inTests} ${reads === 'variables' && takesAllVariables(what)}`
    if (!this.#found.has(kind)) this.#found.set(kind, { by, reads, inTests, line: this.#lineOf(at), what })
  }

  /**
   * What the program reads when it runs, as the token at `index` tells. Many words are taken for one that reads: nobody can
   * follow a path through a program.
   */
  addProgram(tokens: readonly RustToken[], index: number, inTests: boolean): void {
    const token = tokens[index]
    if (!token) return
    const { kind, text, at } = token
    const add = (reads: UnknownRead['reads'], what: string) =>
      this.add('program', reads, { at, what, inTests })
    if (kind === 'string' && /^(?:git|\.git(?:\/.*)?)$/.test(text)) add('commit', `"${text}"`)
    const linked = kind === 'string' ? /\brustc-(?:link-|cdylib-link-|flags\b)[\w-]*/.exec(text) : null
    if (linked) this.add('linker', 'files', { at, what: linked[0], inTests })
    // What these read is not only data: sources of others too, found by looking.
    if (kind === 'string' && (text === 'CARGO' || startsProgram(tokens, index)))
      add('directories', `"${text}" is started`)
    // Code in a string, as a proc macro gives it to the compiler.
    const put = kind === 'string' ? /\b(include(?:_str|_bytes)?|(?:option_)?env)\s*!/.exec(text) : null
    if (put) {
      const reads = put[1]?.startsWith('include') ? 'files' : 'variables'
      this.add('derived', reads, { at, what: `${put[1]}! in a string`, inTests })
    }
    if (kind !== 'word') return
    const isCalled = tokens[index + 1]?.text === '('
    if (FILE_WORDS.has(text) && (isCalled || !CALLED_FILE_WORDS.has(text))) add('files', text)
    // What a program asks of its environment, whoever starts it does not say.
    if (text === 'Command') add('variables', text)
    if (DIRECTORY_WORDS.has(text)) add('directories', text)
    if (VARIABLE_WORDS.has(text) && (text !== 'vars' || this.#isFunction(tokens, index)))
      add('variables', text)
    if (COMMIT_WORDS.has(text)) add('commit', text)
    // `.var(…)` is a method of something else.
    if ((text !== 'var' && text !== 'var_os') || !isCalled || this.#text[at - 1] === '.') return
    const name = tokens[index + 2]
    if (name?.kind !== 'string') add('variables', `${text}(${name?.text ?? ''}…)`)
  }

  /** Code in comments that document an item is run as a test. */
  addDocumentation(): void {
    if (!this.#text.includes('```')) return
    const found = DOCUMENTED.exec(this.#text)
    if (found) {
      const what = `${found[1]} in documentation`
      this.add('program', 'files', { at: found.index, what, inTests: true })
      this.add('program', 'variables', { at: found.index, what, inTests: true })
    }
  }

  /** Whether the word at `index`, a name that many give to variables of theirs, is called, imported or stands in a path. */
  #isFunction(tokens: readonly RustToken[], index: number): boolean {
    const before = this.#text.slice(0, tokens[index]?.at).trimEnd()
    this.#importsAll ??= ENV_GLOB.test(this.#text)
    if (before.endsWith('::') || this.#importsAll) return true
    if (tokens[index + 1]?.text === '(') return !before.endsWith('.')
    const first = Math.max(0, index - LONGEST_IMPORT)
    const others = tokens.slice(first, index).reverse()
    const stop = others.find(({ kind, text }) => text === 'use' || (kind !== 'word' && !/^[{},]$/.test(text)))
    return stop === undefined || stop.text === 'use'
  }

  #lineOf(at: number): number {
    let line = 1
    let end = this.#text.indexOf('\n')
    for (; end !== -1 && end < at; end = this.#text.indexOf('\n', end + 1)) line++
    return line
  }
}

/** Whether the word that was found hands on the environment as a whole. */
export function takesAllVariables(what: string): boolean {
  return /^(?:vars|dotenv)/.test(what)
}

/** `Command::new("npm")` and the like. */
function startsProgram(tokens: readonly RustToken[], index: number): boolean {
  return (
    tokens[index - 1]?.text === '(' &&
    tokens[index - 2]?.text === 'new' &&
    READING_PROGRAMS.has(tokens[index]?.text ?? '')
  )
}
