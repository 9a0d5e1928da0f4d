import { classOf, isNumberPart, SPACE, WORD } from './character-class'
import { ClosingTags } from './closing-tags'

export type TokenKind = 'word' | 'string' | 'template' | 'mark'

/**
 * The tokens of a JavaScript or TypeScript text, one after the other, without comments, regular expressions and the text of
 * JSX. Not a parser: it follows brackets, templates and JSX elements, and decides by the token before whether `/` divides
 * and whether `<` opens an element. Text that is no JavaScript gives some tokens and never throws.
 */
export class JavaScriptTokens {
  kind: TokenKind = 'mark'
  /** Of the token; for a string and a template of what is between the quotes. */
  start = 0
  end = 0
  readonly #text: string
  readonly #tags: ClosingTags | null
  #at = 0
  /** Whether a value ends with the token before, so that an operator follows. */
  #afterValue = false
  /** The word before, where it is one that brackets and braces depend on. */
  #word = ''
  #mark = ''
  #isName = false
  /** As `#afterValue` was before the signs that stand here. */
  #wasValue = false
  #valueBeforeSign = false
  readonly #open: Frame[] = []
  /** Up to there no regular expression begins. */
  #noneBefore = 0

  constructor(text: string, options: { jsx: boolean }) {
    this.#text = text
    this.#tags = options.jsx ? new ClosingTags(text) : null
    if (text.startsWith('#!')) this.#at = lineEnd(text, 0)
  }

  /** False at the end of the text. */
  next(): boolean {
    const text = this.#text
    for (;;) {
      const frame = this.#open.at(-1)
      if (frame === 'tag' || frame === 'closing-tag' || frame === 'children') {
        if (!this.#skipElement(frame)) return false
        continue
      }
      let at = this.#at
      let code = text.charCodeAt(at)
      while (classOf(code) === SPACE) code = text.charCodeAt(++at)
      this.#at = at
      if (at >= text.length) return false
      if (classOf(code) === WORD) return this.#readWord()
      const character = text.charAt(at)
      if (character === '"' || character === "'") return this.#readString(character)
      if (character === '`') {
        this.#at += 1
        if (this.#readTemplate()) return true
        continue
      }
      if (character === '/' && this.#skipComment()) continue
      if (character === '/' && !this.#afterValue && this.#skipRegularExpression()) continue
      if (character === '<' && !this.#afterValue && this.#openElement()) continue
      if (character === '}' && this.#closesSubstitution()) continue
      return this.#readMark(character)
    }
  }

  #readWord(): true {
    const text = this.#text
    const start = this.#at
    const first = text.charCodeAt(start)
    let end = start + 1
    while (classOf(text.charCodeAt(end)) === WORD) end += 1
    // The point of a number, which is no access to a property.
    if (first >= 48 && first <= 57) while (isNumberPart(text.charCodeAt(end))) end += 1
    const isKeyword = this.#mark !== '.' && end - start <= LONGEST_KEYWORD && first >= 97 && first <= 122
    const word = isKeyword ? text.slice(start, end) : ''
    // `for await (…)` is a condition too.
    if (word !== 'await' || this.#word !== 'for') this.#word = word
    this.#afterValue = !isKeyword || !BEFORE_OPERAND.has(this.#word)
    this.#wasValue = this.#afterValue
    this.#mark = ''
    this.#isName = !isKeyword
    return this.#token('word', start, end, end)
  }

  #readString(quote: string): true {
    const end = stringEnd(this.#text, this.#at, quote)
    this.#endValue()
    return this.#token('string', this.#at + 1, end, this.#text[end] === quote ? end + 1 : end)
  }

  /** Up to the end of the template, or to a `${`, whose content is code. True where it is a token: without any `${`. */
  #readTemplate(): boolean {
    const text = this.#text
    const start = this.#at
    for (let at = start; at < text.length; at += 1) {
      const character = text[at]
      if (character === '\\') at += 1
      else if (character === '`') {
        this.#at = at + 1
        this.#endValue()
        if (text[start - 1] === '`') return this.#token('template', start, at, at + 1)
        return false
      } else if (character === '$' && text[at + 1] === '{') {
        this.#at = at + 2
        this.#open.push('substitution')
        this.#startExpression()
        return false
      }
    }
    this.#at = text.length
    return false
  }

  #closesSubstitution(): boolean {
    const frame = this.#open.at(-1)
    if (frame !== 'substitution' && frame !== 'jsx-expression') return false
    this.#open.pop()
    this.#at += 1
    // What follows an expression in JSX is text or a tag, which the next step reads.
    if (frame === 'substitution') this.#readTemplate()
    return true
  }

  #skipComment(): boolean {
    const text = this.#text
    const second = text[this.#at + 1]
    if (second === '/') this.#at = lineEnd(text, this.#at)
    else if (second === '*') this.#at = after(text, '*/', this.#at + 2)
    else return false
    return true
  }

  #skipRegularExpression(): boolean {
    const text = this.#text
    if (this.#at < this.#noneBefore) return false
    let inSet = false
    for (let at = this.#at + 1; ; at += 1) {
      const character = text[at]
      if (character === '\n' || character === undefined) {
        // A hostile line must not be looked through again from each of its slashes.
        if (at - this.#at > LONGEST_LINE) this.#noneBefore = at
        return false
      }
      if (character === '\\') at += 1
      else if (character === '[') inSet = true
      else if (character === ']') inSet = false
      else if (character === '/' && !inSet) {
        at += 1
        while (classOf(text.charCodeAt(at)) === WORD) at += 1
        this.#at = at
        this.#endValue()
        return true
      }
    }
  }

  #readMark(character: string): true {
    const before = this.#word
    this.#word = ''
    if (character === '(') {
      this.#open.push(CONDITIONS.has(before) ? 'condition' : 'parenthesis')
      this.#afterValue = false
    } else if (character === '{') {
      this.#open.push(this.#opensBlock(before) ? 'block' : 'object')
      this.#afterValue = false
    } else if (character === ')' || character === '}') {
      const closed = this.#close(character)
      this.#afterValue = closed !== 'condition' && closed !== 'block'
    } else if (character === '+' || character === '-') {
      // `a++ / b`, but `a + /b/`.
      const isDoubled = this.#mark === character && this.#text[this.#at - 1] === character
      this.#afterValue = isDoubled && this.#valueBeforeSign
      if (!isDoubled) this.#valueBeforeSign = this.#wasValue
    } else this.#afterValue = character === ']' || (character === '!' && this.#afterValue)
    this.#mark = character === '>' && this.#mark === '=' ? '=>' : character
    this.#wasValue = this.#afterValue
    this.#isName = false
    return this.#token('mark', this.#at, this.#at + 1, this.#at + 1)
  }

  #opensBlock(before: string): boolean {
    if (this.#isName) return true
    if (before !== '') return BEFORE_BLOCK.has(before) || !BEFORE_OPERAND.has(before)
    return this.#mark === '' || AFTER_WHICH_BLOCK.has(this.#mark)
  }

  /** Closes the innermost bracket of the kind; those within that nobody closed are closed too. */
  #close(character: ')' | '}'): Frame | undefined {
    const kinds: readonly Frame[] = character === ')' ? ['parenthesis', 'condition'] : ['block', 'object']
    const frame = this.#open.at(-1)
    return frame !== undefined && kinds.includes(frame) ? this.#open.pop() : undefined
  }

  /** `<` where a value is expected: an element of JSX, when something closes it; else a type. */
  #openElement(): boolean {
    const name = this.#tags?.nameAt(this.#at + 1)
    if (name === undefined || !this.#tags?.opens(this.#at)) return false
    this.#at += 1 + name.length
    this.#open.push('tag')
    return true
  }

  /** One step through the inside of an element. False at the end of the text. */
  #skipElement(frame: 'tag' | 'closing-tag' | 'children'): boolean {
    return frame === 'children' ? this.#skipChildren() : this.#skipTag(frame)
  }

  #skipTag(frame: 'tag' | 'closing-tag'): boolean {
    const text = this.#text
    for (; this.#at < text.length; this.#at += 1) {
      const character = text[this.#at]
      if (character === '"' || character === "'") {
        this.#at = after(text, character, this.#at + 1) - 1
      } else if (character === '{') return this.#openExpression()
      else if (character === '/' && text[this.#at + 1] !== '>') {
        if (this.#skipComment()) this.#at -= 1
      } else if (character === '/' || character === '>') {
        this.#at += character === '/' ? 2 : 1
        this.#open.pop()
        // `<a/>` is whole; `</a>` closes the children too; behind `<a>` they begin.
        if (character === '/') this.#endValue()
        else if (frame === 'tag') this.#open.push('children')
        else {
          if (this.#open.at(-1) === 'children') this.#open.pop()
          this.#endValue()
        }
        return true
      }
    }
    return false
  }

  #skipChildren(): boolean {
    const text = this.#text
    for (; this.#at < text.length; this.#at += 1) {
      const character = text[this.#at]
      if (character === '{') return this.#openExpression()
      if (character !== '<') continue
      const isClosing = text[this.#at + 1] === '/'
      this.#open.push(isClosing ? 'closing-tag' : 'tag')
      this.#at += isClosing ? 2 : 1
      return true
    }
    return false
  }

  #openExpression(): true {
    this.#at += 1
    this.#open.push('jsx-expression')
    this.#startExpression()
    return true
  }

  #startExpression(): void {
    this.#afterValue = false
    this.#wasValue = false
    this.#word = ''
    this.#isName = false
    this.#mark = '('
  }

  #endValue(): void {
    this.#afterValue = true
    this.#wasValue = true
    this.#word = ''
    this.#isName = false
    this.#mark = ''
  }

  #token(kind: TokenKind, start: number, end: number, next: number): true {
    this.kind = kind
    this.start = start
    this.end = end
    this.#at = next
    return true
  }
}

/** What is open: brackets of code, `${` of a template, and the parts of a JSX element. */
type Frame =
  | 'parenthesis'
  | 'condition'
  | 'block'
  | 'object'
  | 'substitution'
  | 'jsx-expression'
  | 'tag'
  | 'closing-tag'
  | 'children'

/** After these words a value begins: `return /a/`, `typeof <a/>`. */
const BEFORE_OPERAND = new Set(
  'return typeof case in of instanceof new delete void throw do else yield await default extends satisfies as'.split(
    ' ',
  ),
)
const BEFORE_BLOCK = new Set(['do', 'else', 'try', 'finally', 'static'])
const CONDITIONS = new Set(['if', 'while', 'for', 'with'])
const LONGEST_LINE = 5_000
const LONGEST_KEYWORD = 'instanceof'.length
/** `;{`, `{{`, `){`, `=>{` begin blocks; `={`, `({`, `,{`, `:{` objects. */
const AFTER_WHICH_BLOCK = new Set([';', '{', '}', ')', '=>'])

function stringEnd(text: string, start: number, quote: string): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const character = text[at]
    if (character === '\\') at += 1
    else if (character === quote || character === '\n') return at
  }
  return text.length
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}

function after(text: string, end: string, from: number): number {
  const at = text.indexOf(end, from)
  return at < 0 ? text.length : at + end.length
}
