/**
 * The module specifiers a JavaScript or TypeScript text imports, sorted: `import`, `export … from`, `import()`,
 * `require()` and `new URL(…, import.meta.url)`. Comments, strings and templates are passed over. It is a scan, not a
 * parse: an apostrophe in JSX text hides at most the rest of its line.
 *
 * @example wasmImports("import { chart } from '@acme/chart-wasm'") // → ['@acme/chart-wasm']
 */
export function wasmImports(text: string): string[] {
  const found = new Set<string>()
  for (const match of text.matchAll(TOKEN)) {
    const specifier = match.groups?.from ?? match.groups?.called ?? match.groups?.url
    if (specifier) found.add(specifier)
  }
  return [...found].sort()
}

/** The name of the package a specifier imports from, or null for a relative, absolute or built-in one. */
export function packageOfSpecifier(specifier: string): string | null {
  if (/^[./#]|^[a-z][a-z+.-]*:/i.test(specifier)) return null
  const [scope = '', name] = specifier.split('/')
  if (!scope.startsWith('@')) return scope
  return name ? `${scope}/${name}` : null
}

// Each alternative matches in one way only: hostile text must not make this backtrack.
const SPACE = String.raw`(?:\s|/\*(?:[^*]|\*(?!/))*\*/|//[^\n]*\n)*`
const quoted = (group: string) => `(?<q${group}>['"])(?<${group}>[^'"\\\\\\n]+)\\k<q${group}>`

/** Left to right, so that what stands inside a comment, string or template is consumed with it. */
const TOKEN = new RegExp(
  [
    String.raw`//[^\n]*`,
    String.raw`/\*[^]*?(?:\*/|$)`,
    String.raw`(?<![\w$.])(?:from|import)${SPACE}${quoted('from')}`,
    String.raw`(?<![\w$.])(?:import|require)${SPACE}\(${SPACE}${quoted('called')}`,
    String.raw`(?<![\w$.])new${SPACE}URL${SPACE}\(${SPACE}${quoted('url')}${SPACE},${SPACE}import\.meta\.url`,
    '`(?:\\\\[^]|[^`\\\\])*`',
    String.raw`"(?:\\[^]|[^"\\\n])*"`,
    String.raw`'(?:\\[^]|[^'\\\n])*'`,
  ].join('|'),
  'g',
)
