import { resolvePath } from '../repository-path'

/** One command of a script: its words, those that only a shell can tell (`$OUT`) as null, and the directory it runs in. */
export interface ScriptCommand {
  readonly words: readonly (string | null)[]
  /** Relative to the root of the repository; null where a `cd` cannot be followed. */
  readonly dir: string | null
}

/**
 * The commands of a script of a `package.json` in the directory `dir`, those that are given to another as one quoted word
 * (`concurrently "cargo build" "vite"`) too. `cd` counts for the commands after it.
 *
 * @example scriptCommands('cd ../core && cargo build', 'web') // → [{ words: ['cargo', 'build'], dir: 'core' }]
 */
export function scriptCommands(script: string, dir: string): ScriptCommand[] {
  return commandsIn(script, dir, 2)
}

function commandsIn(script: string, start: string | null, depth: number): ScriptCommand[] {
  const commands: ScriptCommand[] = []
  let dir = start
  for (const words of splitCommands(script)) {
    if (words[0] === 'cd' || words[0] === 'pushd') {
      const to = words.find((word, index) => index > 0 && word !== '/d')
      dir = dir === null || to == null ? null : resolvePath(dir, to.replaceAll('\\', '/'))
      continue
    }
    commands.push({ words, dir })
    for (const word of words) {
      if (depth > 0 && word !== null && /\s/.test(word)) commands.push(...commandsIn(word, dir, depth - 1))
    }
  }
  return commands
}

/** Of a shell: quotes, escapes, `&&`, `||`, `;`, `|`, `&`, brackets and line ends. */
const TOKEN = /\s+|&&|\|\||[;|&()\n]|(?:"(?:[^"\\]|\\[\s\S])*"|'[^']*'|\\[\s\S]|[^\s"'\\;|&()])+|[\s\S]/g

function splitCommands(script: string): (string | null)[][] {
  const commands: (string | null)[][] = []
  let words: (string | null)[] = []
  for (const [token] of script.matchAll(TOKEN)) {
    if (/^(?:&&|\|\||[;|&()])$/.test(token) || /^\s*\n/.test(token)) {
      if (words.length > 0) commands.push(words)
      words = []
    } else if (token.trim() !== '') words.push(wordOf(token))
  }
  if (words.length > 0) commands.push(words)
  return commands
}

/** Without its quotes; null where a variable or a command stands in it. */
function wordOf(token: string): string | null {
  if (/[$`]|%\w+%/.test(token.replace(/'[^']*'|\\./g, ''))) return null
  return token.replace(/"((?:[^"\\]|\\[\s\S])*)"|'([^']*)'|\\(["'\\ $])/g, (_, double, single, escaped) =>
    double === undefined ? (single ?? escaped) : double.replace(/\\(["\\$`])/g, '$1'),
  )
}
