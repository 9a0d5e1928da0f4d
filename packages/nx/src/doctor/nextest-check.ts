import { type Check, hasCrates } from './check'
import type { DoctorFacts } from './facts'
import type { Found } from './finding'

/** The program that runs tests where a repository wants it to. */
export const nextestCheck: Check = {
  id: 'nextest',
  title: 'nextest',
  applies: (facts) => hasCrates(facts) && asksForNextest(facts) !== null,
  find: nextest,
}

/** What asks for it: a configuration that nothing else reads, or the plugin's option. */
function asksForNextest({ workspace, nx, tree }: DoctorFacts): string | null {
  const { targets, testRunner } = nx.options
  if (targets.test === false || testRunner === 'cargo') return null
  if (testRunner === 'nextest') return 'nx.json'
  const files = workspace.workspaces.map(({ dir }) => `${dir === '' ? '' : `${dir}/`}.config/nextest.toml`)
  return files.find((file) => tree.read(file) !== undefined) ?? null
}

function nextest(facts: DoctorFacts): Found[] {
  if (facts.rust.nextest) return []
  const isDemanded = facts.nx.options.testRunner === 'nextest'
  return [
    {
      level: isDemanded ? 'error' : 'warning',
      message: `cargo-nextest is not installed${isDemanded ? ', but the option "testRunner" asks for it' : '; tests run with cargo test, which does not read this file'}`,
      place: asksForNextest(facts),
      mend: 'cargo install cargo-nextest --locked',
    },
  ]
}
