/** One simple command of a command line: its words, without the variables set before it. */
export interface ShellCommand {
  readonly words: readonly string[]
  /** What stands between it and the command before: `cd` counts for what follows `&&`. */
  readonly follows: boolean
}

/**
 * The simple commands of a script in a package.json, in order. Reads what such scripts are made of, words, quotes and `&&`,
 * `||`, `;`, `|`, `&`; a word with a variable or a substitution in it is kept as written, so nothing literal equals it.
 *
 * @example shellCommands("cd a && wasm-pack build -d 'my pkg'") // → words [cd a], [wasm-pack build -d "my pkg"]
 */
export function shellCommands(script: string): ShellCommand[] {
  const commands: ShellCommand[] = []
  let words: string[] = []
  let follows = false
  const end = (separator: string) => {
    const own = withoutVariables(words)
    if (own.length > 0) commands.push({ words: own, follows })
    follows = separator === '&&' || separator === ';' || separator === '\n'
    words = []
  }
  for (const [token] of script.matchAll(TOKEN)) {
    if (/^(?:&&|\|\||[;|&\n()])$/.test(token)) end(token)
    else if (!/^\s+$/.test(token)) words.push(unquoted(token))
  }
  end('')
  return commands
}

/** What is not a separator, a quote or a space belongs to a word; an open quote ends with the text. */
const TOKEN = /&&|\|\||[;|&\n()]|[^\S\n]+|(?:"(?:\\[\s\S]|[^"\\])*"?|'[^']*'?|\\[\s\S]?|[^\s;|&()"'\\])+/g

function unquoted(word: string): string {
  return word.replace(/"((?:\\[\s\S]|[^"\\])*)"?|'([^']*)'?|\\([\s\S]?)/g, (_, double, single, escaped) => {
    if (double !== undefined) return (double as string).replace(/\\(["\\$`])/g, '$1')
    return (single ?? escaped ?? '') as string
  })
}

/** `A=1 B=2 program` and `cross-env A=1 program` run the program. */
function withoutVariables(words: readonly string[]): string[] {
  const first = words.findIndex((word) => !/^[A-Za-z_]\w*=/.test(word))
  if (first === -1) return []
  const rest = words.slice(first)
  return rest[0] === 'cross-env' || rest[0] === 'env' ? withoutVariables(rest.slice(1)) : rest
}
