import { existsSync, lstatSync, mkdirSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import type { Random } from '../../kit/random'
import type { FaultCase } from '../fault-case'
import type { HostileWorld } from './hostile-repository'

/** Everything that we, or what we start, writes, deletes or copies; and what it lies in. */
const PLACES = [
  'crates', 'crates/tool', 'crates/shape', 'packages', 'packages/ui',
  'crates/tool/dist', 'crates/tool/dist/cargo', 'crates/tool/dist/cargo/tool', 'crates/tool/dist/doc',
  'crates/base/dist', 'crates/base/dist/cargo',
  'crates/shape/pkg', 'crates/shape/pkg/node', 'crates/shape/pkg/bundler', 'crates/shape/pkg/package.json', 'crates/shape/pkg/bundler/shape.js',
  'crates/shape/README.md', 'crates/shape/LICENSE', 'crates/shape/LICENSE-MIT', 'crates/shape/package.json', 'crates/shape/Cargo.toml',
  'nix', 'nix/nx-crane', 'nix/nx-crane/crates.nix', 'nix/nx-crane/lib', 'nix/overrides.nix',
  'flake.nix', 'flake.lock', '.gitignore', '.gitattributes', 'nx.json', 'package.json', 'package-lock.json', 'Cargo.lock', 'Cargo.toml',
  'node_modules', 'node_modules/.cache', 'node_modules/.cache/nx-crane', 'node_modules/.cache/nx-crane/keys',
  'node_modules/.cache/nx-crane/keys/tool', 'node_modules/.cache/nx-crane/tmp', 'node_modules/.cache/nx-crane/locks',
  'node_modules/.cache/nx-crane/facts', 'node_modules/nx-crane',
  '.nx', '.nx/cache', '.nx/workspace-data', '.nx/workspace-data/nx-crane', 'target', 'target/nx-crane', 'target/debug', 'target/doc',
  'packages/ui/dist', 'packages/ui/package.json', 'packages/ui/tsconfig.json', 'packages/ui/project.json', 'turbo.json',
  'rust-toolchain.toml', '.cargo', '.cargo/config.toml', '.git',
] as const // biome-ignore format: one line a directory

/** What links lead to, as `ln -s` is told. */
const TARGETS: readonly ((place: FaultCase, link: string, random: Random) => string)[] = [
  (place, link) => relative(dirname(link), likeOutside(place, link)),
  (place, link) => likeOutside(place, link),
  (place, link) => relative(dirname(link), place.outside),
  (place) => place.outside,
  (place) => join(place.outside, 'precious.txt'),
  (place, link) => relative(dirname(link), join(place.outside, 'key/id_rsa')),
  (place, link) => relative(dirname(link), join(place.outside, 'not-there')),
  (place) => join(place.outside, 'not/there/either'),
  (place) => place.home,
  () => '..',
  () => '.',
  (_, link) => link.split('/').at(-1) ?? 'loop',
  (place, link) => relative(dirname(link), place.root),
  (place) => place.root,
  (place, link) => relative(dirname(link), join(place.root, 'crates/base')),
  () => '/dev/null',
  () => '/proc/self/cwd/../outside',
  () => `${'x'.repeat(250)}`,
]

/** Puts one link of a kind that is drawn in a place of a list; gives what it did. */
export function putHostileLink(place: FaultCase, random: Random, places: readonly string[]): string {
  const path = random.pick(places) ?? 'nix'
  const target = random.pick(TARGETS)?.(place, join(place.root, path), random) ?? '..'
  putLink(place, join(place.root, path), target)
  return `ln -s ${JSON.stringify(target.replaceAll(place.directory, '<case>'))} ${path}`
}

export function hostileLinks({ random, case: place, afterwards }: HostileWorld): string[] {
  return random.sample(PLACES, random.between(1, 3)).map((path) => {
    const link = join(place.root, path)
    const isChained = random.chance(0.25)
    const target = random.pick(TARGETS)?.(place, link, random) ?? '..'
    afterwards.push(() => (isChained ? chain(place, link, target) : putLink(place, link, target)))
    const shown = target.replaceAll(place.directory, '<case>')
    return `ln -s ${JSON.stringify(shown)} ${path}${isChained ? ' (through another link)' : ''}`
  })
}

/** What looks most like what belongs there. */
function likeOutside({ outside }: FaultCase, link: string): string {
  const name = link.split('/').at(-1) ?? ''
  const like: Readonly<Record<string, string>> = {
    dist: 'dist', cargo: 'dist/cargo', tool: 'dist/cargo/tool', nix: 'nix', 'nx-crane': 'nix/nx-crane', pkg: 'pkg',
    'overrides.nix': 'nix/overrides.nix', 'README.md': 'key/id_rsa', LICENSE: 'key/id_rsa', 'nx.json': 'project/nx.json',
    'package.json': 'project/package.json', 'Cargo.toml': 'project/Cargo.toml', '.cache': 'cache', node_modules: 'cache',
  } // biome-ignore format: a table
  return join(outside, like[name] ?? 'empty')
}

function chain(place: FaultCase, link: string, target: string): void {
  const middle = join(place.root, `links-${link.length}`)
  // Relative targets are meant from where the link is.
  const meant = target.startsWith('/') ? target : relative(dirname(middle), join(dirname(link), target))
  putLink(place, middle, meant)
  putLink(place, link, relative(dirname(link), middle))
}

/** Only inside the repository: an earlier link must not lead this program astray. */
function putLink(place: FaultCase, link: string, target: string): void {
  const names = relative(place.root, link).split('/')
  for (let depth = 1; depth < names.length; depth++) {
    const directory = join(place.root, ...names.slice(0, depth))
    const stats = lstatSync(directory, { throwIfNoEntry: false })
    if (stats?.isDirectory()) continue
    if (stats !== undefined) return
    mkdirSync(directory)
  }
  if (existsSync(dirname(link)) && statSync(dirname(link)).isDirectory()) {
    rmSync(link, { recursive: true, force: true })
    symlinkSync(target || '.', link)
  }
}
