/** What attributes say of the item, the statement or the field that follows. */
export interface Attributes {
  /** Values of `#[path = "…"]`, in order. */
  readonly paths: readonly string[]
  /** `#[cfg(test)]` */
  readonly testOnly: boolean
  /** Another `#[cfg(…)]`. */
  readonly isConditional: boolean
}

interface Scope extends Omit<Attributes, 'paths'> {
  /** The inline module whose brace this is, or null for any other bracket. */
  readonly module: string | null
  /** What the attributes before a parenthesis say of the item around it, which goes on after that. */
  readonly around: Attributes | null
}

const NONE: Attributes = { paths: [], testOnly: false, isConditional: false }

/** The brackets around a place of a source, and what attributes say of it. */
export class AttributeScopes {
  readonly #scopes: Scope[] = []
  #wholeFileIsTest = false
  /** Of the coming item. */
  #coming = NONE

  /** Says something more of the coming item. */
  add({ paths = [], testOnly = false, isConditional = false }: Partial<Attributes>): void {
    const coming = this.#coming
    // In place: an item may have thousands of them.
    const all = coming === NONE ? [] : (coming.paths as string[])
    all.push(...paths)
    this.#coming = {
      paths: all,
      testOnly: coming.testOnly || testOnly,
      isConditional: coming.isConditional || isConditional,
    }
  }

  /** `#![cfg(test)]` */
  addToFile(): void {
    if (this.#scopes.length === 0) this.#wholeFileIsTest = true
  }

  /** What was said of the coming item; from now on another one comes. */
  take(): Attributes {
    const taken = this.#coming
    this.#coming = NONE
    return taken
  }

  /** Enters the braces of an inline module. */
  openModule(name: string, attributes: Attributes): void {
    this.#open(name, attributes, null)
  }

  /** Attributes of a parameter, or of an element, say nothing of the body that follows; those before `fn` do. */
  mark(text: string): void {
    if (text === '{') this.#open(null, this.take(), null)
    else if (text === '(' || text === '[') this.#open(null, NONE, this.take())
    else if (text === '}' || text === ')' || text === ']') this.#coming = this.#scopes.pop()?.around ?? NONE
    else if (text === ';' || text === ',') this.take()
  }

  /** The inline modules around, outermost first. */
  get modules(): string[] {
    return this.#scopes.flatMap(({ module }) => module ?? [])
  }

  /** Whether what is here is compiled for tests alone, whatever is said of the coming item. */
  get inTest(): boolean {
    return this.#wholeFileIsTest || (this.#scopes.at(-1)?.testOnly ?? false)
  }

  /** Whether the coming item is. */
  get isTestOnly(): boolean {
    return this.#coming.testOnly || this.inTest
  }

  /** Whether only the compiler knows if the coming item is compiled. */
  get isConditional(): boolean {
    return this.#coming.isConditional || (this.#scopes.at(-1)?.isConditional ?? false)
  }

  #open(module: string | null, { testOnly, isConditional }: Attributes, around: Attributes | null): void {
    // What is true of a scope is true of those in it: looking through all of them for each token would take for ever.
    const outer = this.#scopes.at(-1)
    this.#scopes.push({
      module,
      testOnly: testOnly || this.inTest,
      isConditional: isConditional || (outer?.isConditional ?? false),
      around,
    })
  }
}
