const TOKEN = /\s*(?:((?:r#)?[A-Za-z_][A-Za-z0-9_]*)|("[^"]*")|([(),=]))\s*/y

/**
 * The key of a `[target.…]` table as Cargo prints it: a `cfg(…)` with one space where Cargo has one, a target triple as
 * it is. What Cargo could not read either stays as written.
 *
 * @example canonicalPlatform('cfg(all(unix,target_os="linux"))') // → 'cfg(all(unix, target_os = "linux"))'
 */
export function canonicalPlatform(platform: string): string {
  if (!platform.startsWith('cfg(') || !platform.endsWith(')')) return platform
  const tokens = tokenize(platform.slice('cfg('.length, -1))
  if (!tokens) return platform
  const reader = new CfgPrinter(tokens)
  const printed = reader.print(0)
  return printed === undefined || !reader.isAtEnd ? platform : `cfg(${printed})`
}

function tokenize(text: string): string[] | undefined {
  const tokens: string[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < text.length) {
    const match = TOKEN.exec(text)
    if (!match) return undefined
    tokens.push(match[1] ?? match[2] ?? match[3] ?? '')
  }
  return tokens
}

/** Deeper nesting is nobody's configuration, and must not overflow the stack. */
const DEEPEST = 64

class CfgPrinter {
  readonly #tokens: readonly string[]
  #at = 0

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens
  }

  get isAtEnd(): boolean {
    return this.#at === this.#tokens.length
  }

  /** Undefined for what is no expression. */
  print(depth: number): string | undefined {
    const name = this.#tokens[this.#at++]
    if (name === undefined || !/^(?:r#)?[A-Za-z_]/.test(name) || depth > DEEPEST) return undefined
    if (this.#take('(')) {
      const list = this.#printList(depth)
      return list && ['all', 'any', 'not'].includes(name) ? `${name}(${list.join(', ')})` : undefined
    }
    if (!this.#take('=')) return name
    const value = this.#tokens[this.#at++]
    return value?.startsWith('"') ? `${name} = ${value}` : undefined
  }

  #printList(depth: number): string[] | undefined {
    const list: string[] = []
    while (!this.#take(')')) {
      const item = this.print(depth + 1)
      if (item === undefined) return undefined
      list.push(item)
      if (!this.#take(',')) return this.#take(')') ? list : undefined
    }
    return list
  }

  #take(token: string): boolean {
    if (this.#tokens[this.#at] !== token) return false
    this.#at += 1
    return true
  }
}
