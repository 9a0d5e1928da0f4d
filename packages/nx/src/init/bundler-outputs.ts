import { childPath, resolvePath, type SourceTree } from '@nx-crane/graph'

/** What a bundler's configuration says of directories: where it may, and where it does without saying. */
interface Bundler {
  readonly config: RegExp
  /** Keys of the configuration whose values are paths that it writes. */
  readonly keys: RegExp
  readonly byDefault: string | null
}

const BUNDLERS = {
  vite: { config: /^vite\.config\.[cm]?[jt]s$/, keys: /\boutDir\s*:\s*/g, byDefault: 'dist' },
  tsup: { config: /^tsup\.config\.([cm]?[jt]s|json)$/, keys: /\boutDir["']?\s*:\s*/g, byDefault: 'dist' },
  tsdown: { config: /^tsdown\.config\.([cm]?[jt]s|json)$/, keys: /\boutDir["']?\s*:\s*/g, byDefault: 'dist' },
  rollup: { config: /^rollup\.config\.[cm]?[jt]s$/, keys: /\b(?:file|dir)\s*:\s*/g, byDefault: null },
} as const satisfies Record<string, Bundler>

export type BundlerName = keyof typeof BUNDLERS

/** Frameworks whose plugins for Vite write somewhere else. */
const WRITES_ELSEWHERE =
  /@sveltejs\/kit|@remix-run|@react-router\/dev|@solidjs\/start|@tanstack\/[\w-]*start|\bnitro|qwik-city|@analogjs|laravel-vite-plugin|electron|\bwxt\b|vike/

/**
 * The directories and files that a bundler writes by the configuration in `dir`, as paths of the repository; null where
 * the configuration computes them.
 */
export function bundlerOutputs(tree: SourceTree, dir: string, name: BundlerName): readonly string[] | null {
  const bundler: Bundler = BUNDLERS[name]
  const config = [...(tree.list(dir)?.keys() ?? [])].find((file) => bundler.config.test(file))
  const byDefault = bundler.byDefault === null ? null : [childPath(dir, bundler.byDefault)]
  if (config === undefined) return byDefault
  const text = withoutComments(tree.read(childPath(dir, config)) ?? '')
  if (name === 'vite' && WRITES_ELSEWHERE.test(text)) return null
  const base = name === 'vite' ? viteRoot(dir, text) : dir
  if (base === null) return null
  const values = [...text.matchAll(bundler.keys)].map(({ index, 0: key }) =>
    stringAt(text, index + key.length),
  )
  if (values.length === 0) return byDefault === null ? null : [childPath(base, bundler.byDefault ?? '')]
  const paths = values.map((value) => (value === null ? null : resolvePath(base, value)))
  return paths.some((path) => path === null || path === dir) ? null : paths.flatMap((path) => path ?? [])
}

/** Vite's outDir is relative to its root, which is the directory of the configuration where it says nothing else. */
function viteRoot(dir: string, text: string): string | null {
  const said = /\broot\s*:\s*/.exec(text)
  if (said === null) return dir
  const value = text.slice(said.index + said[0].length)
  if (/^(__dirname|import\.meta\.dirname)\b/.test(value)) return dir
  const literal = stringAt(text, said.index + said[0].length)
  return literal === null ? null : resolvePath(dir, literal)
}

/** The string literal at a position, if it is the whole value. */
function stringAt(text: string, at: number): string | null {
  const literal = /^(?:'([^'\\\n]*)'|"([^"\\\n]*)"|`([^`\\$]*)`)\s*[,}\n\]]/.exec(text.slice(at))
  return literal === null ? null : (literal[1] ?? literal[2] ?? literal[3] ?? null)
}

function withoutComments(text: string): string {
  const token = /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|\/\/[^\n]*|\/\*[\s\S]*?\*\//g
  return text.replace(token, (_, literal) => literal ?? ' ')
}
