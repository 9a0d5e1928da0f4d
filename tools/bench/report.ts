import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'

const FILE = resolve(__dirname, '../../docs/benchmarks.md')

export interface Report {
  readonly table: string
  readonly machine: string
  readonly runs: number
}

export function writeReport(report: Report): void {
  mkdirSync(dirname(FILE), { recursive: true })
  writeFileSync(FILE, printReport(report))
  console.log(`written to ${relative(process.cwd(), FILE)}`)
}

/** Without a date: the history of the file has it. */
export function printReport({ table, machine, runs }: Report): string {
  return `# Benchmarks

Written by \`npm run bench -- --write\`; do not edit. ${machine}.

Every ratio is the median of ${runs} rounds, in each of which both sides run one after the other, every other round in
reverse. CPU is user and system time of all processes, also of Nx's plugin workers, which outlive the command; memory is
the highest sum of their resident sizes. A ratio of 1.10 means that nx-crane needs 10 % more than the other.

- *graph*: \`nx show projects --json\` in a generated monorepo, daemon off where not said otherwise. Plain Nx has the same
  projects, targets and edges written by hand in \`project.json\`, which is checked before anything is measured. The empty
  plugin finds nothing: Nx starts a process for every plugin, whatever it does. Cold: no state of Nx and no memo of ours.
- *own part*: what nx-crane does in Nx's callbacks, in a process of its own, against reading and parsing the same
  manifests. Warm: what was inferred is remembered on disk.
- *keys*: the key tasks of all crates in one process, without Nx, key files included, against reading and SHA-256 hashing
  the same files once in Node on all cores. Cold: no memo and no key file. One edit: one source file, seconds after the last
  run.
- *cached*: \`nx run-many -t build\` at 50 + 50, 6 wasm packages and 6 applications when nothing has changed since the last
  one, which is checked first: every build is from the cache. Both sides run the same trivial commands. With nx-crane
  inputs, outputs and what a task waits for are as inferred, and the key tasks run; plain Nx has builds and edges written
  by hand. With the daemon on only the command itself is measured.
- *derivations*: a Cargo workspace of 30 crates in 6 layers through the generated flake, sandbox on, from an empty store but
  for the downloads, against one \`cargo build --release --workspace\`. Compilations are those of the workspace's crates, as
  Cargo names them in the logs of the builds.
- *build*: the example of this repository, every cache empty, the registry's crates already downloaded.

${table}
`
}
