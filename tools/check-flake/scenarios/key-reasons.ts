import { appendFileSync, cpSync, rmSync } from 'node:fs'
import { keyReasons, recordedTask } from '@nx-crane/keys'
import { printReason } from '../../../packages/nx/src/why/print-reason'
import { keyLogOf } from '../../../packages/nx/src/why/record-run'
import { pastKeys } from '../../../packages/nx/src/why/recorded-keys'
import type { Checks } from '../../kit/checks'
import type { KeyedRepository } from './keyed-repository'

const CRATE = 'apps/atlas-noise'
const MANIFEST = `${CRATE}/Cargo.toml`
/** Uses the crate. */
const USER = 'apps/atlas-names/Cargo.toml'

interface ReasonedEdit {
  readonly path: string
  edit(text: string): string
  /** What is then said of the build of {@link USER}. */
  readonly reasons: readonly string[]
}

const EDITS: readonly ReasonedEdit[] = [
  {
    path: `${CRATE}/src/lib.rs`,
    edit: (text) => `${text}// edited\n`,
    reasons: [`${CRATE}/src/lib.rs has changed, of atlas-noise, used through atlas-names → atlas-noise`],
  },
  {
    path: MANIFEST,
    edit: (text) => `${text}\n[features]\nmore = []\n`,
    reasons: [
      `feature more nothing → [], of atlas-noise (${MANIFEST}), used through atlas-names → atlas-noise`,
    ],
  },
  {
    path: 'Cargo.lock',
    edit: (text) => text.replace(/(name = "rand_core"\nversion = ")[^"]+/, '$10.9.99'),
    reasons: ['rand_core 0.9.5 → 0.9.99 (Cargo.lock), used through atlas-names → rand'],
  },
  {
    path: 'Cargo.toml',
    edit: (text) => `${text}\n[profile.release]\nopt-level = 1\n`,
    reasons: ['profile release: opt-level = its default → opt-level = 1 (Cargo.toml)'],
  },
  {
    path: 'nix/overrides.nix',
    edit: (text) => text.replace('all = {', 'all = {\n    env.MORE = "1";'),
    reasons: ['nix/overrides.nix has changed'],
  },
]

/** Why a key is another is said by what was edited, without a further look at Nix. */
export async function checkKeyReasons(checks: Checks, keyed: KeyedRepository): Promise<void> {
  for (const { path, edit, reasons } of EDITS) {
    const said = await saidAfter(keyed, { path, edit })
    checks.equal(`why names the edit of ${path}`, said, reasons)
  }
  await checkInput(checks, keyed)
}

/** An input that the lock names, with another file in it. */
async function checkInput(checks: Checks, keyed: KeyedRepository): Promise<void> {
  const { nixpkgs = '', ...others } = JSON.parse(keyed.nix.inputOverrides) as Record<string, string>
  const edited = `${keyed.repository.directory}.nixpkgs`
  cpSync(nixpkgs, edited, { recursive: true })
  appendFileSync(`${edited}/generic-builder.sh`, '# edited\n')
  const edit = (text: string) => {
    const lock = JSON.parse(text) as { nodes: { nixpkgs: { locked: unknown } } }
    lock.nodes.nixpkgs.locked = { type: 'path', path: edited }
    return JSON.stringify(lock)
  }
  const env = { NX_CRANE_INPUT_OVERRIDES: JSON.stringify(others) }
  const said = await saidAfter(keyed, { path: 'flake.lock', edit, env })
  checks.true(
    'why names the edit of flake.lock',
    said.length === 1 &&
      /^flake input nixpkgs: [0-9a-f]{40} → .*nixpkgs.* \(flake\.lock\)$/.test(said[0] ?? ''),
    said.join('\n'),
  )
  rmSync(edited, { recursive: true })
}

/** What is said of a key after an edit, which is undone: against the first that is recorded. */
async function saidAfter(
  { repository, graph, run }: KeyedRepository,
  {
    path,
    edit,
    env = {},
  }: Pick<ReasonedEdit, 'path' | 'edit'> & { readonly env?: Readonly<Record<string, string>> },
): Promise<string[]> {
  const original = repository.read(path)
  const text = edit(original)
  if (text === original) throw new Error(`the edit of ${path} changes nothing`)
  repository.write(path, text)
  try {
    const { results } = await run(env)
    const fault = results.find(({ success }) => !success)
    if (fault) return [fault.output]
  } finally {
    repository.write(path, original)
  }
  const record = keyLogOf(repository.directory).read()
  const past = pastKeys(record, recordedTask(USER, 'build'))
  const [first, last] = [past[0], past.at(-1)].map((each) => ({
    key: each?.key ?? '',
    node: (address: string) => record.nodes.get(address),
  }))
  if (!first || !last) return []
  const names = new Map(graph.crates.map(({ id, name }) => [id, name]))
  return keyReasons(first, last, USER).map((reason) => printReason(reason, names))
}
