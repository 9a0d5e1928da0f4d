/**
 * Whether a `cfg(…)` key of a Cargo configuration holds for a target described by the lines of `rustc --print cfg`.
 * An expression that cannot be read holds for nothing.
 *
 * @example cfgHolds('cfg(all(unix, not(target_os = "macos")))', ['unix', 'target_os="linux"']) // → true
 */
export function cfgHolds(expression: string, cfg: readonly string[]): boolean {
  const tokens = expression.match(/[A-Za-z_][A-Za-z0-9_]*|"[^"]*"|[(),=]/g) ?? []
  const reader = new CfgReader(tokens, new Set(cfg))
  const holds = reader.read()
  return reader.isAtEnd && tokens[0] === 'cfg' && holds === true
}

class CfgReader {
  readonly #tokens: readonly string[]
  readonly #cfg: ReadonlySet<string>
  #at = 0

  constructor(tokens: readonly string[], cfg: ReadonlySet<string>) {
    this.#tokens = tokens
    this.#cfg = cfg
  }

  get isAtEnd(): boolean {
    return this.#at === this.#tokens.length
  }

  /** Undefined for what is no expression. */
  read(depth = 0): boolean | undefined {
    const name = this.#next()
    if (name === undefined || depth > 64) return undefined
    if (this.#take('(')) return combine(name, this.#readList(depth))
    if (!this.#take('=')) return name === 'true' || (name !== 'false' && this.#cfg.has(name))
    const value = this.#next()
    return value === undefined ? undefined : this.#cfg.has(`${name}=${value}`)
  }

  #readList(depth: number): (boolean | undefined)[] {
    const values: (boolean | undefined)[] = []
    while (!this.isAtEnd && !this.#take(')')) {
      values.push(this.read(depth + 1))
      this.#take(',')
    }
    return values
  }

  #next(): string | undefined {
    const token = this.#tokens[this.#at]
    this.#at += 1
    return token
  }

  #take(token: string): boolean {
    if (this.#tokens[this.#at] !== token) return false
    this.#at += 1
    return true
  }
}

function combine(name: string, values: readonly (boolean | undefined)[]): boolean | undefined {
  if (values.includes(undefined)) return undefined
  switch (name) {
    case 'all':
      return values.every(Boolean)
    case 'any':
      return values.some(Boolean)
    case 'not':
      return values.length === 1 ? !values[0] : undefined
    case 'cfg':
      return values.length === 1 ? values[0] : undefined
    default:
      return undefined
  }
}
