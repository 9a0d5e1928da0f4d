import type { Random } from '../kit/random'
import type { DaemonWorkspace } from './daemon-workspace'

/** Changes a repository as people do; null when there is nothing of the kind to be done. */
export type Edit = (place: DaemonWorkspace, random: Random) => Promise<string | null>

const manifest = (name: string, dependencies = '') =>
  `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\n\n[dependencies]\n${dependencies}`

export const EDITS: readonly Edit[] = [
  async ({ workspace, state }, random) => {
    state.number = random.between(1, 100_000)
    workspace.write('crates/base/src/lib.rs', `pub fn three() -> u32 {\n    ${state.number}\n}\n`)
    return 'the source of base'
  },
  async ({ workspace }, random) => {
    const name = `new-${random.between(1, 5)}`
    workspace.write(
      `crates/${name}/Cargo.toml`,
      manifest(name, random.chance(0.5) ? 'base = { path = "../base" }\n' : ''),
    )
    workspace.write(`crates/${name}/src/lib.rs`, '')
    return `a new crate ${name}`
  },
  async ({ workspace }, random) => {
    const name = `new-${random.between(1, 5)}`
    if (!workspace.exists(`crates/${name}`)) return null
    workspace.remove(`crates/${name}`)
    return `crate ${name} removed`
  },
  async ({ workspace }, random) => {
    const name = `new-${random.between(1, 5)}`
    if (!workspace.exists(`crates/${name}`)) return null
    const needs = random.pick(['base', 'middle', 'lone']) ?? 'base'
    workspace.write(`crates/${name}/Cargo.toml`, manifest(name, `${needs} = { path = "../${needs}" }\n`))
    return `crate ${name} needs ${needs}`
  },
  async ({ workspace }, random) => {
    const name = `page-${random.between(1, 3)}`
    const needs = random.chance(0.5) ? { '@mixed/shape': '0.1.0' } : {}
    workspace.write(
      `packages/${name}/package.json`,
      JSON.stringify({ name, version: '1.0.0', dependencies: needs, scripts: { build: 'true' } }),
    )
    workspace.write(`packages/${name}/src/index.ts`, random.chance(0.5) ? "import '@mixed/shape'\n" : '')
    return `package ${name}`
  },
  async ({ workspace }, random) => {
    const name = `page-${random.between(1, 3)}`
    if (!workspace.exists(`packages/${name}`)) return null
    workspace.remove(`packages/${name}`)
    return `package ${name} removed`
  },
  async ({ workspace }, random) => {
    workspace.write(
      'crates/lone/Cargo.toml',
      random.chance(0.5) ? '[package\nname = "lone"\n' : manifest('lone'),
    )
    return 'the manifest of lone, broken or whole'
  },
  async ({ workspace }, random) => {
    const options = random.pick([
      {},
      { profile: 'release' },
      { exclude: ['crates/new-*'] },
      { targets: { build: { name: 'compile' } } },
    ])
    workspace.write(
      'nx.json',
      JSON.stringify({ plugins: [{ plugin: 'nx-crane', options }], analytics: false }),
    )
    return `options ${JSON.stringify(options)}`
  },
  async ({ workspace }, random) => {
    workspace.write(
      'crates/testkit/package.json',
      JSON.stringify({ name: `kit-${random.between(1, 4)}`, version: '1.0.0' }),
    )
    return 'a package.json of testkit'
  },
  async ({ workspace }, random) => {
    const name = `branch-${random.between(1, 4)}`
    await workspace.commit('edits')
    const known = (await workspace.git('branch', '--list', name)).trim() !== ''
    await workspace.git('checkout', '--quiet', ...(known ? [name] : ['-b', name]))
    return known ? `checked out ${name}` : `a new branch ${name}`
  },
  async ({ workspace }) => {
    await workspace.commit('edits')
    await workspace.git('checkout', '--quiet', 'main')
    return 'checked out main'
  },
  async ({ workspace }, random) => {
    const name = `kit-${random.between(1, 3)}`
    if (!workspace.exists('crates/testkit')) return null
    const moved = workspace.read('crates/testkit/Cargo.toml')
    workspace.write(
      'crates/testkit/Cargo.toml',
      moved.includes('[features]')
        ? moved.replace(/\n\[features\][\s\S]*/, '\n')
        : `${moved}\n[features]\n${name} = []\n`,
    )
    return 'features of testkit'
  },
]
