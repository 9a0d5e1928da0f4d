import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Random } from '../kit/random'
import type { Contained } from './contained-program'
import type { CaseRun, FaultCase } from './fault-case'
import { plainRepository } from './hostile/plain-repository'
import { type Listing, listingDifferences, listingOf } from './listing'
import { strayTraces } from './spoken'

export type WritingCommandName = keyof typeof COMMANDS

/** Commands that write into a repository, and what is in theirs besides what a plain one has. */
const COMMANDS = {
  flake: { args: ['flake'], files: { 'nix/nx-crane/lib/left.nix': '{ }\n' } },
  init: { args: ['init', '--no-install'], files: { 'nx.json': '{}\n', '.gitignore': 'dist\n' } },
  migrate: {
    args: ['migrate', '--no-install'],
    files: {
      'turbo.json': JSON.stringify({ tasks: { build: { outputs: ['dist/**'], dependsOn: ['^build'] } } }),
      'package.json': JSON.stringify({ name: 'repository', private: true, workspaces: ['crates/*', 'packages/*'], scripts: { build: 'turbo run build', crates: 'cargo build' }, devDependencies: { turbo: '2.0.0' } }),
      'crates/base/package.json': JSON.stringify({ name: 'base', scripts: { build: 'cargo build' } }),
      'crates/tool/project.json': JSON.stringify({ name: 'tool', targets: { build: { executor: '@monodon/rust:build', options: {} } } }),
    },
  },
  key: { args: ['key', '--json'], files: {} },
} as const // biome-ignore format: a table

/** A command that writes, in a small repository that can be made again and again, and what it leaves there undisturbed. */
export class WritingCommand {
  readonly #files: Map<string, string>
  #before: Listing = new Map()
  #after: Listing = new Map()
  #said = ''
  milliseconds = 0

  private constructor(
    readonly name: WritingCommandName,
    readonly place: FaultCase,
  ) {
    this.#files = plainRepository(new Random(7))
    for (const [path, text] of Object.entries(COMMANDS[name].files)) this.#files.set(path, text)
  }

  static async prepare(name: WritingCommandName, place: FaultCase): Promise<WritingCommand> {
    const command = new WritingCommand(name, place)
    command.reset()
    place.seal()
    command.#before = command.tree()
    const { milliseconds, output, stdout, code } = await command.run()
    if (code !== 0) throw new Error(`nx-crane ${name} in a plain repository ended with ${code}:\n${output}`)
    command.milliseconds = milliseconds
    command.#after = command.tree()
    command.#said = stdout
    const written = listingDifferences(command.#before, command.#after)
    if (written.length === 0 && name !== 'key') throw new Error(`nx-crane ${name} wrote nothing:\n${output}`)
    return command
  }

  /** The repository as it was before the command. */
  reset(): void {
    for (const name of readdirSync(this.place.root))
      rmSync(join(this.place.root, name), { recursive: true, force: true })
    for (const [path, text] of this.#files) {
      mkdirSync(dirname(join(this.place.root, path)), { recursive: true })
      writeFileSync(join(this.place.root, path), text)
    }
  }

  run(options: CaseRun = {}): Promise<Contained> {
    return this.place.command(COMMANDS[this.name].args, options)
  }

  /** Everything but what is kept between runs. */
  tree(): Listing {
    return listingOf(this.place.root, { without: (path) => path === 'node_modules' || path === '.nx' })
  }

  /** Files that are neither as they were nor as they will be, after a run that was disturbed. */
  halfFiles(): string[] {
    const tree = this.tree()
    return [...new Set([...tree.keys(), ...this.#before.keys()])]
      .filter((path) => {
        const now = tree.get(path)
        // The random names of files that are to be renamed are for the next run to remove.
        return now !== this.#before.get(path) && now !== this.#after.get(path) && !/\/?\.nx-crane-/.test(path)
      })
      .map((path) => `half a file: ${JSON.stringify(path)} is ${tree.get(path) ?? 'absent'}`)
  }

  /** What is wrong after the next run, which nothing disturbed. */
  faultsAfter(next: Contained): string[] {
    const differences = listingDifferences(this.#after, this.tree())
    return [
      ...(next.code === 0
        ? []
        : [`the next run ${next.hung ? 'hangs' : `ends with ${next.code}`}: ${next.output}`]),
      ...(this.name !== 'key' || next.stdout === this.#said ? [] : ['the keys are others']),
      ...strayTraces(next.output),
      ...differences.slice(0, 5).map((line) => `wrong: ${line}`),
      ...this.place.leftovers().map((path) => `left over: ${path}`),
      ...this.place
        .touched()
        .slice(0, 5)
        .map((line) => `outside: ${line}`),
    ]
  }

  /** What is not as the command leaves it undisturbed. */
  unfinished(): string[] {
    return listingDifferences(this.#after, this.tree()).slice(0, 5)
  }

  /** Every path that the command writes or removes. */
  get written(): string[] {
    return [...new Set([...this.#before.keys(), ...this.#after.keys()])].filter(
      (path) => this.#before.get(path) !== this.#after.get(path),
    )
  }
}
