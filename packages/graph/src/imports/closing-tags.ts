/**
 * Tells an element of JSX from a type: `<T>(x: T) => x` has no `</T>`. The closing tags of a text are looked for once, when
 * the first `<` asks.
 */
export class ClosingTags {
  readonly #text: string
  /** Name → where it is closed for the last time. */
  #last: Map<string, number> | undefined

  constructor(text: string) {
    this.#text = text
  }

  /** The name of a tag that begins there; `''` for a fragment, undefined for none. */
  nameAt(at: number): string | undefined {
    NAME.lastIndex = at
    return NAME.exec(this.#text)?.[0]
  }

  /** Whether the `<` at `at` opens an element: it is closed later, or in itself. */
  opens(at: number): boolean {
    const name = this.nameAt(at + 1)
    if (name === undefined) return false
    this.#last ??= closingTags(this.#text)
    if ((this.#last.get(name) ?? -1) > at) return true
    SELF_CLOSING.lastIndex = at + 1 + name.length
    return name !== '' && SELF_CLOSING.test(this.#text)
  }
}

function closingTags(text: string): Map<string, number> {
  const last = new Map<string, number>()
  for (const match of text.matchAll(CLOSING)) last.set(match[1] ?? '', match.index)
  return last
}

const NAME = /(?:[A-Za-z_$][\w$.:-]*|(?=>))/y
const CLOSING = /<\/\s*([A-Za-z_$][\w$.:-]*|(?=>))/g

/** Attributes with simple values up to `/>`, or the first of them with an expression: no type looks like that. */
const SELF_CLOSING = /(?:\s+[\w:-]{1,200}(?:\s*=\s*(?:"[^"]*"|'[^']*'))?)*\s*(?:\/>|\{|[\w:-]+\s*=\s*\{)/y
