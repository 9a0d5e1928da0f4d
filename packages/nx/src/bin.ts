import { messageOf } from '@nx-crane/files'
import type { Command } from './command/command'
import { commands } from './command/commands'
import { UsageError } from './command/usage-error'
import { showUnseen } from './say'

async function main(argv: readonly string[]): Promise<number> {
  const [name, ...rest] = argv
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(usage())
    return name === undefined ? 2 : 0
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  try {
    if (!command) throw new UsageError(`unknown command ${JSON.stringify(name)}`)
    if (rest.some((argument) => argument === '--help' || argument === '-h')) {
      process.stdout.write(printUsage([command]))
      return 0
    }
    return await command.run(rest)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    process.stderr.write(`nx-crane: ${error.message}\n\n${usage()}`)
    return 2
  }
}

function usage(): string {
  return printUsage(Object.values(commands))
}

function printUsage(shown: readonly Command[]): string {
  const lines = shown.map(({ usage, summary }) => `  ${usage}\n      ${summary}\n`)
  return `Usage: nx-crane <command>\n\n${lines.join('')}`
}

showUnseen(process.stdout)
showUnseen(process.stderr)

main(process.argv.slice(2)).then(
  (code) => {
    // Not process.exit(): what is still in the pipe would be lost.
    process.exitCode = code
  },
  (error: unknown) => {
    process.stderr.write(`nx-crane: ${messageOf(error)}\n`)
    process.exitCode = 1
  },
)
