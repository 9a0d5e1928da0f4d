/**
 * The names of the inputs that the text of a `flake.nix` declares, in every form in which Nix allows it; null where they cannot
 * be told without evaluating it.
 *
 * @example flakeInputs('{ inputs.a.url = "x"; inputs = { b = { url = "y"; }; }; outputs = _: { }; }') // → ['a', 'b']
 */
export function flakeInputs(text: string): string[] | null {
  const reader = new AttributeReader(tokensOf(text))
  const found = new Set<string>()
  const top = reader.attributes()
  if (top === null) return null
  for (const { path, value } of top) {
    if (path[0] !== 'inputs') continue
    if (path[1] !== undefined) {
      found.add(path[1])
      continue
    }
    const inner = new AttributeReader(value).attributes()
    if (inner === null) return null
    for (const each of inner) if (each.path[0] !== undefined) found.add(each.path[0])
  }
  return [...found]
}

interface Attribute {
  readonly path: readonly string[]
  readonly value: readonly string[]
}

const OPENING = new Set(['{', '[', '(', '${'])
const CLOSING = new Set(['}', ']', ')'])

/** Reads `{ a.b = …; c = …; }` without understanding the values. */
class AttributeReader {
  readonly #tokens: readonly string[]
  #next = 0

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens
  }

  /** Null for anything but a plain set. */
  attributes(): Attribute[] | null {
    const found: Attribute[] = []
    if (this.#take() !== '{') return null
    while (this.#tokens[this.#next] !== '}') {
      const path = this.#path()
      const value = path && this.#value()
      if (!path || !value) return null
      found.push({ path, value })
    }
    return this.#next === this.#tokens.length - 1 ? found : null
  }

  #path(): string[] | null {
    const path: string[] = []
    for (;;) {
      const token = this.#take()
      if (token === undefined || !/^["\w]/.test(token)) return null
      path.push(token.startsWith('"') ? token.slice(1, -1) : token)
      const separator = this.#take()
      if (separator === '=') return path
      if (separator !== '.') return null
    }
  }

  /** Up to its semicolon. */
  #value(): string[] | null {
    const value: string[] = []
    for (let depth = 0; ; ) {
      const token = this.#take()
      if (token === undefined) return null
      if (token === ';' && depth === 0) return value
      if (OPENING.has(token)) depth++
      else if (CLOSING.has(token)) depth--
      value.push(token)
    }
  }

  #take(): string | undefined {
    return this.#tokens[this.#next++]
  }
}

/** Comments left out; a string is one token, whatever it holds. */
const TOKEN =
  /#[^\n]*|\/\*[\s\S]*?\*\/|"(?:\\[\s\S]|[^"\\])*"|''(?:'''|''\$|''\\|\$[^{]|'(?!')|[^'])*''|\$\{|[A-Za-z_][\w'-]*|\S/g

function tokensOf(text: string): string[] {
  return (text.match(TOKEN) ?? []).filter((token) => !/^(#|\/\*)/.test(token))
}
