import { outlineInlineTable, outlineToml, type Span, type TomlStatement } from './toml-outline'

/** A path in a TOML document as one string, to keep in sets and maps. */
export function pathKey(path: readonly string[]): string {
  return JSON.stringify(path)
}

export interface TomlEdits {
  /** Paths to cut out with all beneath them; keys of `pathKey`. */
  readonly dropped: ReadonlySet<string>
  /** TOML text of values to put in place of what stands at a path, or to add to the path's table. */
  readonly values: ReadonlyMap<string, { readonly path: readonly [string, string]; readonly text: string }>
}

/**
 * Prepares a valid TOML text for edits that leave everything else as it was written: comments, order, spacing.
 * The result may be called many times.
 */
export function tomlEditor(text: string): (edits: TomlEdits) => string {
  const statements = outlineToml(text).map((each) => ({ ...each, keys: prefixKeys(each.path) }))
  return (edits) => new Edit(text, statements, edits).run()
}

interface KeyedStatement extends TomlStatement {
  /** `pathKey` of the path and of every path above it. */
  readonly keys: readonly string[]
}

function prefixKeys(path: readonly string[]): string[] {
  return path.map((_, position) => pathKey(path.slice(0, position + 1)))
}

interface Replacement extends Span {
  readonly text: string
}

class Edit {
  readonly #text: string
  readonly #statements: readonly KeyedStatement[]
  readonly #edits: TomlEdits
  readonly #written = new Set<string>()
  readonly #replacements: Replacement[] = []

  constructor(text: string, statements: readonly KeyedStatement[], edits: TomlEdits) {
    this.#text = text
    this.#statements = statements
    this.#edits = edits
  }

  run(): string {
    for (const statement of this.#statements) this.#visit(statement)
    for (const [key, { path, text }] of this.#edits.values) {
      if (!this.#written.has(key)) this.#replacements.push(this.#insertion(path, text))
    }
    return applied(this.#text, this.#replacements)
  }

  #visit(statement: KeyedStatement): void {
    if (this.#isDropped(statement.keys)) {
      this.#replacements.push({ start: statement.start, end: statement.end, text: '' })
    } else if (statement.kind === 'entry') {
      const before = this.#text.slice(statement.value.start, statement.value.end)
      const after = this.#valueOf(statement.path, statement.value)
      if (after !== before) this.#replacements.push({ ...statement.value, text: after })
    }
  }

  #valueOf(path: readonly string[], span: Span): string {
    const given = path.length === 2 ? this.#edits.values.get(pathKey(path)) : undefined
    if (given) {
      this.#written.add(pathKey(path))
      return given.text
    }
    const text = this.#text.slice(span.start, span.end)
    const items = outlineInlineTable(this.#text, span)
    if (items === undefined) return text
    const kept = items.filter((item) => !this.#isDropped(prefixKeys([...path, ...item.path])))
    const values = kept.map((item) => this.#valueOf([...path, ...item.path], item.value))
    const added = this.#missingIn(path, items)
    const unchanged =
      added.length === 0 &&
      kept.length === items.length &&
      kept.every((item, position) => this.#text.slice(item.value.start, item.value.end) === values[position])
    if (unchanged) return text
    const written = kept.map(
      (item, position) => `${this.#text.slice(item.start, item.value.start)}${values[position]}`,
    )
    return `{ ${[...written, ...added].join(', ')} }`
  }

  /** Values to add to the table at `path`, which is an inline one. */
  #missingIn(path: readonly string[], items: readonly { readonly path: readonly string[] }[]): string[] {
    if (path.length !== 1) return []
    return [...this.#edits.values].flatMap(([key, value]) => {
      const [table, name] = value.path
      if (table !== path[0] || items.some((item) => item.path[0] === name)) return []
      this.#written.add(key)
      return [`${name} = ${value.text}`]
    })
  }

  /** Where the table is a header of its own, dotted keys, or only implied by headers beneath it. */
  #insertion([table, name]: readonly [string, string], text: string): Replacement {
    const kept = this.#statements.filter((each) => !this.#isDropped(each.keys))
    const header = kept.find(
      (each) => each.kind === 'header' && each.path.length === 1 && each.path[0] === table,
    )
    if (header) {
      const end = afterHeaderLine(this.#text, header)
      const separator = this.#text[end - 1] === '\n' ? '' : '\n'
      return { start: end, end, text: `${separator}${name} = ${text}\n` }
    }
    const dotted = kept.find(
      (each) => each.kind === 'entry' && each.path[0] === table && this.#isTopLevel(each),
    )
    if (dotted) return { start: dotted.start, end: dotted.start, text: `${table}.${name} = ${text}\n` }
    const beneath = kept.find((each) => each.path[0] === table)
    const start = beneath?.start ?? this.#text.length
    return { start, end: start, text: `[${table}]\n${name} = ${text}\n\n` }
  }

  #isTopLevel(entry: TomlStatement): boolean {
    const firstHeader = this.#statements.find((each) => each.kind === 'header')
    return firstHeader === undefined || entry.start < firstHeader.start
  }

  #isDropped(keys: readonly string[]): boolean {
    return keys.some((key) => this.#edits.dropped.has(key))
  }
}

function afterHeaderLine(text: string, header: TomlStatement): number {
  // The header's own line is the first after its comments that begins with a bracket.
  const bracket = header.start + text.slice(header.start, header.end).search(/^[ \t]*\[/m)
  const newline = text.indexOf('\n', bracket)
  return newline === -1 ? text.length : newline + 1
}

function applied(text: string, replacements: readonly Replacement[]): string {
  let result = ''
  let at = 0
  for (const { start, end, text: replacement } of replacements.toSorted((a, b) => a.start - b.start)) {
    result += text.slice(at, start) + replacement
    at = Math.max(at, end)
    // Of the empty lines before and after a cut only one side stays, so that what was cut leaves no trace.
    if (replacement === '' && /(^|\n)[ \t]*\r?\n$|^$/.test(result.slice(-200))) at = afterEmptyLines(text, at)
  }
  return result + text.slice(at)
}

function afterEmptyLines(text: string, start: number): number {
  return start + (/^(?:[ \t]*\r?\n)*/.exec(text.slice(start, start + 4096))?.[0].length ?? 0)
}
