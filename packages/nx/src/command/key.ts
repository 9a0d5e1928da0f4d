import { accessSync, constants } from 'node:fs'
import { join } from 'node:path'
import { repositoryKeys } from '../keys/repository-keys'
import type { TargetKey } from '../keys/target-key'
import type { Command } from './command'
import { parseUsage } from './parse-usage'
import { UsageError } from './usage-error'

export const keyCommand: Command = {
  usage: 'nx-crane key [--root DIR] [--json] [--explain] [PROJECT…]',
  summary:
    'Prints the cache keys of the crates’ targets; with --explain, also what went into them, in order (for a crate that Nix builds, its derivation).',
  async run(argv) {
    const options = {
      json: { type: 'boolean', default: false },
      explain: { type: 'boolean', default: false },
    } as const
    const { root, json, explain, names: projects } = parseUsage(argv, options, { takesNames: true })
    const { keys } = await repositoryKeys({ root, projects, explain })
    const unknown = projects.filter((project) => !keys.some((key) => key.project === project))
    if (unknown.length > 0)
      throw new UsageError(`there is no crate whose project is named ${unknown.join(', ')}`)
    process.stdout.write(json ? `${JSON.stringify(toJson(keys, explain))}\n` : toText(keys, explain))
    if (explain && keys.some(({ inputs }) => inputs.some(({ what }) => what.startsWith('wide: '))))
      process.stderr.write(`nx-crane: ${HOW_TO_NARROW}\n`)
    if (mayNotRead(join(root, 'node_modules'))) process.stderr.write(`nx-crane: ${UNREADABLE_MODULES}\n`)
    // One fault may stop many targets.
    for (const error of new Set(keys.map((key) => key.error))) {
      if (error !== null) process.stderr.write(`nx-crane: ${error}\n`)
    }
    return keys.some(({ error }) => error !== null) ? 1 : 0
  },
}

const HOW_TO_NARROW =
  'inputs that begin with "wide:" hold all that could be read, as the sources named there do not say what is. On this machine they follow from what is read once the task has run; to narrow them on every machine, run `nx-crane inputs --write` then, or name what is read beyond the package in Cargo.toml: [package.metadata.nx-crane] include = ["../data/*.json"], env = ["NAME"], or include = [] where nothing is'

const UNREADABLE_MODULES =
  'node_modules: cannot be read: permission denied, so the programs in it count as absent\n  make it readable for the user that runs this'

function mayNotRead(directory: string): boolean {
  try {
    accessSync(directory, constants.R_OK | constants.X_OK)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EACCES'
  }
}

function toJson(keys: readonly TargetKey[], explain: boolean): Record<string, unknown> {
  const known = keys.filter(({ key }) => key !== null)
  return Object.fromEntries(
    known.map(({ project, target, key, inputs }) => [
      `${project}:${target}`,
      explain ? { key, inputs } : key,
    ]),
  )
}

function toText(keys: readonly TargetKey[], explain: boolean): string {
  return keys
    .map(({ project, target, key, inputs }) => {
      const head = `${project}:${target}  ${key ?? 'no key'}\n`
      return explain
        ? head +
            inputs.map(({ what, value }) => `    ${what}  ${value.replaceAll('\n', '\n        ')}\n`).join('')
        : head
    })
    .join('')
}
