/** One command of a script: the program, without its path, and its arguments. */
export interface ScriptStep {
  readonly program: string
  readonly args: readonly string[]
}

type Scripts = Readonly<Record<string, string>>

/**
 * The commands that a script comes to, one after another, with those of the scripts that it runs in their place; null where
 * it is more than a list of commands: pipes, redirections, substitutions, another directory.
 *
 * @param scripts all scripts of the package, for `npm run clean && tsc`
 */
export function scriptSteps(
  name: string,
  scripts: Scripts,
  running: readonly string[] = [],
): readonly ScriptStep[] | null {
  if (!Object.hasOwn(scripts, name) || running.includes(name)) return null
  // npm, bun and yarn 1 run the other two around it.
  const commands = [scripts[`pre${name}`], scripts[name], scripts[`post${name}`]].map((command) =>
    command === undefined ? [] : commandSteps(command, scripts, [...running, name]),
  )
  return joinSteps(commands)
}

function commandSteps(
  command: string,
  scripts: Scripts,
  running: readonly string[],
): readonly ScriptStep[] | null {
  const commands = parseCommands(command)
  if (commands === null) return null
  return joinSteps(
    commands.map((words) => {
      const [program = '', ...args] = withoutPrefix(words)
      if (program === 'cd' || program === '') return null
      const others = scriptsRunBy(program, args, scripts)
      if (others !== null) return joinSteps(others.map((other) => scriptSteps(other, scripts, running)))
      return [{ program: program.replace(/^(\.\/)?node_modules\/\.bin\//, ''), args }]
    }),
  )
}

function joinSteps(parts: readonly (readonly ScriptStep[] | null)[]): readonly ScriptStep[] | null {
  return parts.includes(null) ? null : parts.flatMap((part) => part ?? [])
}

/** The words of each command of `a && b; c`, as a shell splits them; null where a shell does more than that. */
function parseCommands(text: string): string[][] | null {
  const commands: string[][] = [[]]
  const token = /\s+|&&|;|((?:[^\s"'\\|&;<>$`()#*?~]|"[^"\\$`]*"|'[^']*')+)/y
  while (token.lastIndex < text.length) {
    const found = token.exec(text)
    if (found === null) return null
    const [separator, word] = found
    if (word !== undefined) commands.at(-1)?.push(word.replace(/"([^"]*)"|'([^']*)'/g, '$1$2'))
    else if (separator === '&&' || separator === ';') commands.push([])
  }
  return commands.filter((words) => words.length > 0)
}

/** `NODE_ENV=production npx vite build` → `vite build`. */
function withoutPrefix(words: readonly string[]): readonly string[] {
  const first = words.findIndex((word) => !/^([A-Za-z_][A-Za-z0-9_]*=.*|cross-env|npx|bunx|env)$/.test(word))
  const rest = first === -1 ? [] : words.slice(first)
  return /^(pnpm|yarn|bun)$/.test(rest[0] ?? '') && /^(exec|x)$/.test(rest[1] ?? '') ? rest.slice(2) : rest
}

/** Names of the scripts that a command runs; null for a command that runs none. */
function scriptsRunBy(program: string, args: readonly string[], scripts: Scripts): readonly string[] | null {
  if (/^(npm|pnpm|yarn|bun)$/.test(program)) {
    const isRun = args[0] === 'run' || args[0] === 'run-script'
    const name = isRun ? args[1] : args[0]
    return name !== undefined && (isRun || (program !== 'npm' && Object.hasOwn(scripts, name)))
      ? [name]
      : null
  }
  if (!/^(npm-run-all2?|run-s|run-p)$/.test(program)) return null
  // create-vue writes `run-p type-check "build-only {@}" --`.
  return args.filter((arg) => !arg.startsWith('-')).map((arg) => arg.replace(/ .*$/s, ''))
}
