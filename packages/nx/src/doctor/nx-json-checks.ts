import { isDeepStrictEqual } from 'node:util'
import { COMPOSED } from '../infer/composed-plugin'
import { mendHiddenWasmInputs, shieldTargets } from '../init/target-defaults'
import { type Check, hasCrates, isRegistered, ourCommand } from './check'
import type { DoctorFacts } from './facts'
import { type Found, few } from './finding'
import type { PluginEntry } from './nx-settings'

/** What nx.json says to the plugin, and over its head. */
export const nxJsonChecks: readonly Check[] = [
  { id: 'nx-json', title: 'nx.json', find: nxJson },
  {
    id: 'target-defaults',
    title: 'targetDefaults',
    applies: (facts) => hasCrates(facts) && isUsed(facts),
    find: targetDefaults,
  },
  {
    id: 'stale-inputs',
    title: 'inputs of TypeScript builds',
    applies: (facts) => facts.workspace.wasmCrates.length > 0 && isUsed(facts),
    find: hiddenInputs,
  },
  { id: 'needless-plugins', title: 'plugins', applies: isRegistered, find: needlessPlugins },
]

/** The file can be read, and names the plugin. */
function isUsed(facts: DoctorFacts): boolean {
  return facts.nx.text !== null && facts.nx.faults.length === 0 && isRegistered(facts)
}

function nxJson(facts: DoctorFacts): Found[] {
  const { nx } = facts
  if (nx.faults.length > 0) {
    return nx.faults.map((fault) => {
      const [message = '', hint] = fault.split('\n').map((line) => line.trim())
      // The message begins with the file.
      const [, place = 'nx.json', rest = message] = /^(nx\.json(?::\d+)?): (.*)$/.exec(message) ?? []
      return { level: 'error', message: rest, place, mend: hint ?? null }
    })
  }
  if (isRegistered(facts)) return []
  return [
    {
      level: 'warning',
      message:
        nx.text === null
          ? 'there is no nx.json: nx-crane is not in use here yet'
          : 'the plugin nx-crane is not among "plugins"',
      place: 'nx.json',
      mend: ourCommand(facts, 'init'),
    },
  ]
}

function targetDefaults({ nx, workspace }: DoctorFacts): Found[] {
  const text = nx.text ?? '{}'
  const shielded = shieldTargets(text, nx.options, workspace.wasmCrates.length > 0)
  if (shielded.text === text) return []
  const entries = shielded.notes.flatMap((note) => /^nx\.json: added ("[^"]+")/.exec(note)?.[1] ?? [])
  return [
    {
      level: 'warning',
      message:
        'targetDefaults replace what nx-crane infers for crates, so crates are built more often than necessary',
      place: 'nx.json',
      mend: `add to targetDefaults: ${entries.map((entry) => `${entry}: {}`).join(', ')}`,
      fix: { by: 'edit', path: 'nx.json', text: shielded.text, what: shielded.notes.join('; ') },
    },
  ]
}

/** Not for `--fix`: it changes what somebody has written. */
function hiddenInputs(facts: DoctorFacts): Found[] {
  const { nx } = facts
  const text = nx.text ?? '{}'
  const { text: mended, notes } = mendHiddenWasmInputs(text, nx.options)
  if (mended === text) return []
  const places = notes.flatMap((note) => /^nx\.json: (\S+)\.inputs /.exec(note)?.[1] ?? [])
  return [
    {
      level: 'error',
      message: `the inputs in ${few(places)} leave out the WebAssembly packages of dependencies, so a build can be a hit although they changed`,
      place: 'nx.json',
      mend: ourCommand(facts, 'init'),
    },
  ]
}

const RIVALS = ['@monodon/rust', '@nxrs/cargo']

function needlessPlugins({ nx, manager }: DoctorFacts): Found[] {
  const composed = COMPOSED.filter(({ name, options }) => isSame(nx.plugins.get(name), options))
  const rivals = RIVALS.filter((name) => nx.plugins.has(name))
  const found: Found[] = []
  if (rivals.length > 0) {
    found.push({
      level: 'note',
      message: `${few(rivals)} makes projects of the same crates as nx-crane`,
      place: 'nx.json',
      mend: `${manager.exec('nx g nx-crane:migrate --dry-run')} shows what would replace it`,
    })
  }
  if (composed.length > 0) {
    found.push({
      level: 'note',
      message: `nx-crane runs ${few(composed.map(({ name }) => name))} itself, with one process fewer`,
      place: 'nx.json',
      mend: `the ${composed.length === 1 ? 'entry' : 'entries'} in "plugins" can be removed, unless \`nx sync\` should keep project references up to date; keep the package installed`,
    })
  }
  return found
}

/** Registered with other options than ours it is somebody's choice. */
function isSame(entry: PluginEntry | undefined, options: unknown): boolean {
  if (entry === undefined || entry.isPartial) return false
  return entry.options === undefined || isDeepStrictEqual(entry.options, options)
}
