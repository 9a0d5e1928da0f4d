import { join } from 'node:path'
import { Random } from '../kit/random'
import { GIT_PACKAGES } from './git-packages'
import { type Member, relativeTo, writeText } from './random-member'
import { writeRoots } from './random-roots'

/** A repository of crates as people write them, in every way at once. */
export interface RandomWorkspace {
  readonly seed: number
  /** Those that a part can be made for. */
  readonly crates: readonly Member[]
}

/** What lies in the vendored registry, with the features that can be asked for. */
const REGISTRY = [
  { name: 'ext-runtime', version: '1', features: ['rt', 'time', 'signals', 'net', 'full', 'macros'] },
  { name: 'ext-clock', version: '1', features: ['zones', 'signals'] },
  { name: 'ext-net', version: '1', features: ['tls'] },
  { name: 'ext-macros', version: '1', features: ['net'] },
  { name: 'ext-random', version: '1', features: ['seed'] },
  { name: 'ext-random', version: '2', features: ['seed'] },
  { name: 'ext-tls', version: '1', features: ['net'] },
  { name: 'ext-seed', version: '1', features: [] },
] as const

/** Writes one; the same for the same seed. There is no lock yet. @param git the address of a repository with {@link GIT_PACKAGES} */
export function writeRandomWorkspace(
  root: string,
  { seed, git }: { readonly seed: number; readonly git: string },
): RandomWorkspace {
  const random = new Random(seed)
  const members = drawMembers(random)
  const inherited = new Map<string, string>()
  for (const [index, member] of members.entries())
    writeCrate({ root, random, git, member, earlier: members.slice(0, index), members, inherited })
  writeRoots({ root, random, git, members, inherited })
  writeText(root, 'shared/data.txt', 'shared\n')
  writeText(root, '.gitignore', 'target\nout\n')
  if (random.chance(0.3)) writeText(root, '.cargo/config.toml', '[build]\nincremental = false\n')
  if (random.chance(0.3)) writeText(root, 'clippy.toml', 'msrv = "1.70"\n')
  return { seed, crates: members.filter(({ isExcluded }) => !isExcluded) }
}

function drawMembers(random: Random): Member[] {
  const hasNested = random.chance(0.3)
  const count = random.between(3, 9)
  return Array.from({ length: count }, (_, index): Member => {
    const name = `c${index}`
    const isRoot = index === count - 1 && random.chance(0.35)
    const isExcluded = !isRoot && random.chance(0.1)
    const workspace = hasNested && !isRoot && !isExcluded && random.chance(0.4) ? 'nested' : ''
    const below = random.pick(['crates', 'libs', 'tools/deep', '']) ?? ''
    const dir = isRoot ? '' : [isExcluded ? 'outside' : workspace, below, name].filter(Boolean).join('/')
    return { name, dir, features: ['alpha', 'beta'].slice(0, random.between(0, 2)), workspace, isExcluded }
  })
}

interface CrateOf {
  readonly root: string
  readonly random: Random
  readonly git: string
  readonly member: Member
  /** Those that it may depend on without a circle. */
  readonly earlier: readonly Member[]
  readonly members: readonly Member[]
  /** `[workspace.dependencies]` of the outer workspace, by name. */
  readonly inherited: Map<string, string>
}

function writeCrate({ root, random, git, member, earlier, members, inherited }: CrateOf): void {
  const lines = ['[package]', `name = "${member.name}"`]
  const inherits = member.workspace === '' && !member.isExcluded
  lines.push(inherits ? 'version.workspace = true' : 'version = "0.1.0"', 'edition = "2021"')
  if (random.chance(0.2)) lines.push('description = "a crate"')
  const optional: string[] = []
  const tables = new Map<string, string[]>()
  const add = (table: string, line: string) => tables.set(table, [...(tables.get(table) ?? []), line])
  const names = new Set<string>()
  for (const dependency of random.sample(earlier, random.between(0, 2)))
    addDependency(dependency.name, pathOf(member, dependency, random))
  for (const external of random.sample(REGISTRY, random.between(0, 2))) {
    const features = random.sample(external.features, random.between(0, 2))
    addDependency(external.name, [
      `version = "${external.version}"`,
      ...(features.length > 0 ? [`features = ${JSON.stringify(features)}`] : []),
      ...(random.chance(0.3) ? ['default-features = false'] : []),
    ])
  }
  for (const { name, features } of random.chance(0.4) ? random.sample(GIT_PACKAGES, 1) : [])
    addDependency(name, [
      `git = ${JSON.stringify(git)}`,
      ...(random.chance(0.3) ? ['branch = "next/1"'] : []),
      `features = ${JSON.stringify(random.sample(features, random.between(0, features.length)))}`,
    ])
  // A dev-dependency may close a circle.
  const [tested] = random.chance(0.3) ? random.sample(members, 1) : []
  if (tested && tested !== member && !names.has(tested.name))
    add('dev-dependencies', `${tested.name} = { path = "${relativeTo(member.dir, tested.dir)}" }`)

  function addDependency(name: string, details: readonly string[]): void {
    if (names.has(name)) return
    names.add(name)
    const isPath = details.some((detail) => detail.startsWith('path'))
    const table = random.pick([
      ...['dependencies', 'dependencies', 'dependencies', 'build-dependencies', 'dev-dependencies'],
      ...["target.'cfg(unix)'.dependencies", "target.'cfg(windows)'.dependencies"],
    ])
    if (table === undefined) return
    if (inherits && !isPath && random.chance(0.4)) {
      if (!inherited.has(name))
        inherited.set(
          name,
          `${name} = { ${details.filter((each) => !each.startsWith('default')).join(', ')} }`,
        )
      add(table, `${name}.workspace = true`)
      return
    }
    const isOptional = !table.includes('dev') && random.chance(0.3)
    const alias = random.chance(0.2) ? `my-${name}` : name
    const all = [
      ...details,
      ...(alias === name ? [] : [`package = "${name}"`]),
      ...(isOptional ? ['optional = true'] : []),
    ]
    if (isOptional) optional.push(alias)
    add(table, `${alias} = { ${all.join(', ')} }`)
  }
  for (const feature of member.features) {
    const [first] = random.sample(optional, 1)
    const weak = first && random.chance(0.3) ? [`dep:${first}`] : first && random.chance(0.5) ? [first] : []
    add('features', `${feature} = ${JSON.stringify(weak)}`)
  }
  for (const [table, entries] of tables) lines.push('', `[${table}]`, ...entries)
  if (inherits && random.chance(0.3)) lines.push('', '[lints]', 'workspace = true')
  if (random.chance(0.2)) lines.push('', '[[example]]', 'name = "shown"', 'required-features = []')
  const isShown = lines.includes('name = "shown"')
  const texts = lines.join('\n')
  writeSources({ root, random, member, isShown, hasScript: texts.includes('build-dependencies') })
  // The root's manifest is that of its workspace, too.
  writeText(root, join(member.dir, member.dir === '' ? 'Package.toml' : 'Cargo.toml'), `${texts}\n`)
}

function pathOf(from: Member, to: Member, random: Random): string[] {
  const features = random.sample(to.features, random.between(0, to.features.length))
  return [
    `path = "${relativeTo(from.dir, to.dir)}"`,
    ...(random.chance(0.3) ? ['version = "0.1.0"'] : []),
    ...(features.length > 0 ? [`features = ${JSON.stringify(features)}`] : []),
  ]
}

function writeSources({
  root,
  random,
  member,
  isShown,
  hasScript,
}: Pick<CrateOf, 'root' | 'random' | 'member'> & {
  readonly isShown: boolean
  readonly hasScript: boolean
}): void {
  const { dir } = member
  const up = relativeTo(join(dir, 'src'), 'shared/data.txt')
  const reads = random.chance(0.4) ? `pub const DATA: &str = include_str!("${up}");\n` : ''
  writeText(root, join(dir, 'src/lib.rs'), `${reads}pub fn value() -> u32 { 1 }\n`)
  if (random.chance(0.4)) writeText(root, join(dir, 'src/main.rs'), 'fn main() {}\n')
  if (isShown) writeText(root, join(dir, 'examples/shown.rs'), 'fn main() {}\n')
  if (random.chance(0.3)) writeText(root, join(dir, 'tests/it.rs'), '#[test]\nfn holds() {}\n')
  if (hasScript || random.chance(0.2)) writeText(root, join(dir, 'build.rs'), 'fn main() {}\n')
}
