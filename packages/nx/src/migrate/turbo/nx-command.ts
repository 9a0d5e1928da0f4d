/** Commands of Turborepo that are not tasks. */
const SUBCOMMANDS =
  /^(bin|boundaries|completion|config|daemon|devtools|docs|gen|generate|info|link|login|logout|ls|prune|query|scan|telemetry|unlink|watch)$/
const WITHOUT_EFFECT =
  /^--(no-daemon|daemon|continue(=\w+)?|(ui|output-logs|log-order|log-prefix|env-mode)=[\w-]+)$/

/**
 * What a script that has Turborepo run tasks is in Nx; null where that is not certain.
 *
 * @example nxCommandOf('turbo run build lint --filter=web') // → 'nx run-many -t build lint -p web'
 */
export function nxCommandOf(script: string): string | null {
  const words = script.trim().split(/\s+/)
  const runner = /^(npx|bunx|yarn|pnpm)$/.test(words[0] ?? '') ? [words.shift()] : []
  if (runner[0] === 'pnpm' && words[0] === 'exec') runner.push(words.shift())
  if (words.shift() !== 'turbo') return null
  if (words[0] === 'run') words.shift()
  else if (SUBCOMMANDS.test(words[0] ?? '')) return null
  const tasks: string[] = []
  const projects: string[] = []
  const flags: string[] = []
  let command = 'run-many'
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    const filter = /^(?:--filter|-F)(?:=(.*))?$/.exec(word)
    const parallel = /^--concurrency=(\d+)$/.exec(word)
    if (filter) {
      const name = unquoted(filter[1] ?? words.shift() ?? '')
      if (!/^(@[\w.-]+\/)?\w[\w.-]*$/.test(name) || name.endsWith('...')) return null
      projects.push(name)
    } else if (parallel) flags.push(`--parallel=${parallel[1]}`)
    else if (word === '--force') flags.push('--skip-nx-cache')
    else if (word === '--affected') command = 'affected'
    else if (/^\w[\w:.-]*$/.test(word)) tasks.push(word)
    else if (!WITHOUT_EFFECT.test(word)) return null
  }
  if (tasks.length === 0 || (command === 'affected' && projects.length > 0)) return null
  return [
    ...runner,
    'nx',
    command,
    '-t',
    ...tasks,
    ...(projects.length > 0 ? ['-p', projects.join(',')] : []),
    ...flags,
  ].join(' ')
}

function unquoted(text: string): string {
  return text.replace(/^(['"])(.*)\1$/, '$2')
}
