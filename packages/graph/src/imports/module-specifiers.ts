import { JavaScriptTokens } from './javascript-tokens'

/**
 * The module specifiers a JavaScript or TypeScript text imports, sorted: `import`, `export … from`, `import()`,
 * `require()`, `require.resolve()`, `import.meta.resolve()` and `new URL(…, import.meta.url)`. What stands in comments,
 * strings, templates, regular expressions and the text of JSX is none; what stands in `${…}` is.
 *
 * @example moduleSpecifiers("import { chart } from '@acme/chart-wasm'") // → ['@acme/chart-wasm']
 */
export function moduleSpecifiers(text: string, options: { jsx: boolean } = { jsx: true }): string[] {
  const found = new Set<string>()
  const last = lastOccurrence(text)
  if (last < 0) return []
  const tokens = new JavaScriptTokens(text, options)
  let state = START
  let held = ''
  while (tokens.next()) {
    if (state === START && tokens.start > last) break
    const step = next(state, tokens, text)
    if (typeof step === 'object') state = step
    else {
      if (step !== 'held') held = text.slice(tokens.start, tokens.end)
      if ((step === 'found' || step === 'held') && held !== '' && !held.includes('\\')) found.add(held)
      state = step === 'call' ? END_OF_CALL : step === 'url' ? META_URL : START
    }
  }
  return [...found].sort()
}

/** Beyond the last of these words nothing is imported: most files need not be read to their end. */
function lastOccurrence(text: string): number {
  return Math.max(...['import', 'export', 'require', 'URL'].map((word) => text.lastIndexOf(word)))
}

/** A statement that turns out to import nothing may end where the next one begins. */
function next(state: State, tokens: JavaScriptTokens, text: string): Step {
  const { kind, start, end } = tokens
  if (state === START && (kind === 'word' ? end - start > LONGEST_START : text.charCodeAt(start) !== DOT))
    return START
  if (kind === 'string') return state['"'] ?? START
  if (kind === 'template') return state['`'] ?? START
  const token = text.slice(start, end)
  return state[token] ?? (kind === 'word' ? state[WORD] : undefined) ?? START[token] ?? START
}

/** What each next token leads to, by its text; `"` stands for any string, a backtick for a template, a space for other words. */
interface State {
  readonly [token: string]: Step | undefined
}

/** `found`: the string is a specifier. `call`, `url`: it is one if the argument ends there, or `import.meta.url` follows: then `held`. */
type Step = State | 'found' | 'call' | 'url' | 'held'

const WORD = ' '
const DOT = 46
const LONGEST_START = 'require'.length

/** Without a prototype: `constructor` is a word of the text too. */
function state(steps: Readonly<Record<string, Step>> = {}): Record<string, Step> {
  return Object.assign(Object.create(null), steps)
}

/** The same state whether it is entered for the first time or again, as in a list. */
function loop(steps: (self: State) => Readonly<Record<string, Step>>): State {
  const self = state()
  return Object.assign(self, steps(self))
}

// `from 'x'`; `import from from 'x'` is allowed too.
const FROM = loop((self) => ({ '"': 'found', from: self }))
const ONLY_FROM = state({ from: FROM })
const NAMES = loop((self) => ({ [WORD]: self, '"': self, ',': self, '}': ONLY_FROM }))
const ALL = loop((self) => ({ [WORD]: self, '"': self, from: FROM }))
const DEFAULT = loop((self) => ({ [WORD]: self, from: FROM, ',': self, '{': NAMES, '*': ALL }))

const CALLED = state({ '"': 'call', '`': 'call' })
const END_OF_CALL = state({ ')': 'held', ',': 'held' })
const RESOLVE = state({ resolve: state({ '(': CALLED }) })
const IMPORT = state({
  '"': 'found',
  '(': CALLED,
  '.': state({ meta: state({ '.': RESOLVE }) }),
  '{': NAMES,
  '*': ALL,
  [WORD]: DEFAULT,
})
const EXPORT = state({ '{': NAMES, '*': ALL, type: state({ '{': NAMES, '*': ALL }) })
const NEW = state({ URL: state({ '(': state({ '"': 'url', '`': 'url' }) }) })
const META_URL = chain([',', 'import', '.', 'meta', '.', 'url'], 'held')

const START = loop((self) => ({
  import: IMPORT,
  export: EXPORT,
  require: state({ '(': CALLED, '.': RESOLVE }),
  new: NEW,
  // Behind a dot they are names of properties; behind three they are not.
  '.': state({
    [WORD]: self,
    import: self,
    export: self,
    require: self,
    new: self,
    '.': state({ '.': self }),
  }),
}))

function chain(tokens: readonly string[], end: Step): State {
  return state(
    tokens.reduceRight<Record<string, Step>>((step, token, index) => {
      return { [token]: index === tokens.length - 1 ? end : state(step) }
    }, {}),
  )
}
