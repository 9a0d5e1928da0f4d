import { parentDir, readSourceTree } from '@nx-crane/graph'
import { type CrateInputs, crateInputs } from '../inputs/crate-inputs'
import { inputsReport, printInputs } from '../inputs/print-inputs'
import { writeUserFiles } from '../write-user-files'
import type { Command } from './command'
import { parseUsage } from './parse-usage'
import { UsageError } from './usage-error'

export const inputsCommand: Command = {
  usage: 'nx-crane inputs [--root DIR] [--json] [--write | --check] [CRATE…]',
  summary:
    'Lists what builds on this machine were seen to read of crates whose sources don’t say it. --write declares it in their Cargo.toml, so that keys are narrow on every machine; --check exits with 1 if a declaration lacks something.',
  run(argv) {
    const { root, json, write, check, names } = parseArguments(argv)
    const crates = chosen(crateInputs({ root, tree: readSourceTree(root) }), names)
    const missing = crates.filter(({ verdict }) => verdict.is === 'missing')
    const written = missing.flatMap(({ crate, verdict }) =>
      verdict.is === 'missing' && verdict.text !== null ? [{ path: crate, text: verdict.text }] : [],
    )
    if (write) writeUserFiles(root, { written })
    const wrote = write ? written.map(({ path }) => `wrote ${path}\n`) : []
    const text = crates.length === 0 ? NOTHING : [...crates.map(printInputs), ...wrote].join('')
    process.stdout.write(json ? `${JSON.stringify(crates.map(inputsReport))}\n` : text)
    if (check && missing.length > 0)
      process.stderr.write(
        'nx-crane: add these lines to [package.metadata.nx-crane], or run `nx-crane inputs --write` where it was built, and commit what it writes\n',
      )
    return (check && missing.length > 0) || (write && written.length < missing.length) ? 1 : 0
  },
}

const NOTHING = 'the sources of all crates say what is read\n'

/** Those of these names, directories or manifests; all where none is given. */
function chosen(crates: readonly CrateInputs[], names: readonly string[]): readonly CrateInputs[] {
  const isNamed = ({ crate, name }: CrateInputs, wanted: string) =>
    [name, crate, parentDir(crate)].includes(wanted.replace(/(?<=.)\/+$/, ''))
  const unknown = names.filter((name) => !crates.some((crate) => isNamed(crate, name)))
  if (unknown.length > 0)
    throw new UsageError(
      `no crate whose sources don’t say what they read is named ${unknown.map((name) => JSON.stringify(name)).join(', ')}`,
    )
  return names.length === 0 ? crates : crates.filter((crate) => names.some((name) => isNamed(crate, name)))
}

function parseArguments(argv: readonly string[]) {
  const options = {
    json: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
  } as const
  const usage = parseUsage(argv, options, { takesNames: true })
  if (usage.write && usage.check)
    throw new UsageError('--write and --check are given, of which one writes and one does not')
  return usage
}
