import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PackedPlugin } from '../kit/packed-plugin'
import { listDifferences } from './differences'
import { ManagedRepository } from './managed-repository'
import type { Manager } from './package-managers'
import type { Played } from './play'

const BUILDS = [
  '@mixed/lib:build',
  '@mixed/page:build',
  '@mixed/shape:build',
  '@mixed/shape:wasm',
  'base:build',
  'lone:build',
  'middle:build',
  'testkit:build',
  'tool:build',
]
const OUTPUTS = ['packages/lib/out', 'packages/page/site', 'crates/shape/pkg', 'crates/tool/dist/cargo']

/** Takes a repository without Nx through the README by one package manager: what was built is there, and is never built twice. */
export async function playManager(manager: Manager, plugin: PackedPlugin): Promise<Played> {
  const repository = await ManagedRepository.create(manager)
  return { differences: await playedBy(repository, plugin), root: repository.root }
}

async function playedBy(repository: ManagedRepository, plugin: PackedPlugin): Promise<string[]> {
  const { words } = repository
  const { tarball } = plugin
  const added = await repository.run(words.addDev(repository.specifier(tarball)).split(' '))
  if (added.code !== 0) return [`the plugin was not installed:\n${added.output}`]
  const initialised = await repository.run(words.exec('nx-crane init').split(' '))
  if (initialised.code !== 0) return [`init failed:\n${initialised.output}`]
  const first = await repository.build()
  if (first.failed.length > 0 || first.executed.length !== BUILDS.length) {
    return [
      ...listDifferences('the first build', first.executed, BUILDS),
      first.finished.output,
      initialised.output,
    ]
  }
  for (const path of OUTPUTS) rmSync(join(repository.root, path), { recursive: true })
  const second = await repository.build()
  const again = await repository.run(words.exec('nx-crane init').split(' '))
  return [
    ...listDifferences('from the cache in the second build', second.hits, BUILDS),
    ...OUTPUTS.filter((path) => !existsSync(join(repository.root, path))).map(
      (path) => `${path} is not restored`,
    ),
    ...(again.stdout.includes('nothing to change')
      ? []
      : [`a second init changes something:\n${again.output}`]),
    ...(repository.manager.name === 'npm' ? await editedDifferences(repository) : []),
  ]
}

/** With order and inputs of the plugin and those of package.json together, an edit of Rust reaches the page, and nothing beside it. */
async function editedDifferences(repository: ManagedRepository): Promise<string[]> {
  const source = join(repository.root, 'crates/shape/src/lib.rs')
  const edited = `${readFileSync(source, 'utf8')}\n#[wasm_bindgen]\npub fn another() -> u32 {\n    7\n}\n`
  writeFileSync(source, edited)
  const { executed, finished } = await repository.build()
  const differences = listDifferences('the build after a Rust edit', executed, [
    '@mixed/page:build',
    '@mixed/shape:build',
    '@mixed/shape:wasm',
  ])
  return differences.length === 0 ? [] : [...differences, finished.output]
}
