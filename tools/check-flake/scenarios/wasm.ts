import { execFileSync } from 'node:child_process'
import { cpSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { buildWasmPackage } from '@nx-crane/build'
import type { Checks } from '../../kit/checks'
import { RepositoryCopy } from '../../sandboxed-nix/repository-copy'
import { seedCrates } from '../../sandboxed-nix/seed-crates'
import { failureOf } from '../built-crates'
import type { Scenario, Surroundings } from '../scenario'
import { checkWasmEdits } from './wasm-edits'

const ROOT = join(__dirname, '..', '..', '..')
const FIXTURE = join(ROOT, 'packages/graph/fixtures/wasm-packages')

export const wasm: Scenario = {
  title: 'packages of wasm crates',
  async run(checks, surroundings) {
    await checkExample(checks, surroundings)
    await checkFixture(checks, surroundings)
  },
}

async function checkExample(checks: Checks, { nix, directory, system }: Surroundings): Promise<void> {
  const repository = new RepositoryCopy(join(directory, 'example'), {
    from: ROOT,
    files: trackedFiles(ROOT, ['Cargo.toml', 'Cargo.lock', 'apps/atlas-*']),
  })
  const flake = writeFlake(repository)
  seedCrates(nix, { workspace: ROOT, staging: join(directory, 'crates') })

  checks.equal(
    '`build` of a wasm crate is its package',
    nix.evaluate(
      flake,
      `legacyPackages.${system}.tasks.atlas-wasm`,
      'tasks: tasks.build.outPath == tasks.wasm.outPath',
    ),
    true,
  )
  const [built = ''] = nix.build(flake, ['atlas-wasm'])
  // In the directory that development uses: there it is compiled already.
  await buildByCargo(ROOT, 'apps/atlas-wasm')
  compareFiles(checks, 'atlas-wasm', {
    built: join(built, 'pkg'),
    expected: join(ROOT, 'apps/atlas-wasm/pkg'),
  })
  checks.equal('the package has the manifest that is committed for it', readdirSync(built).sort(), [
    'package.json',
    'pkg',
  ])
  const { Atlas } = load(join(built, 'pkg/node/atlas_wasm.js'))
  const atlas = new Atlas('{ "seed": 7, "width": 64, "height": 48 }') as { readonly width: number }
  checks.equal('it runs in Node', atlas.width, 64)
  checkShell(checks, { nix, repository, flake, system })
  checkWasmEdits(checks, { nix, repository, flake, system })
  checkBindgenVersions(checks, { nix, repository, flake, system })
}

interface Example extends Pick<Surroundings, 'nix' | 'system'> {
  readonly repository: RepositoryCopy
  readonly flake: string
}

/** A package by itself, with snippets, a README, and flags from Cargo's configuration. */
async function checkFixture(checks: Checks, { nix, directory }: Surroundings): Promise<void> {
  const root = join(directory, 'fixture')
  cpSync(FIXTURE, root, { recursive: true })
  const repository = new RepositoryCopy(root, { from: FIXTURE, files: [] })
  repository.write('crates/packed/package.json', JSON.stringify(TWO_DIRECTORIES))
  const flake = writeFlake(repository)
  seedCrates(nix, { workspace: FIXTURE, staging: join(directory, 'fixture-crates') })
  const [built = ''] = nix.build(flake, ['alone-wasm'])
  await buildByCargo(root, 'crates/alone')
  compareFiles(checks, 'alone-wasm', { built, expected: join(root, 'crates/alone/pkg') })
  const { configured, loud } = load(join(built, 'node/alone_wasm.js'))
  checks.equal('flags and snippets reach it', [configured(), loud('a')], [true, 'A'])

  const [packed = ''] = nix.build(flake, ['packed-wasm'])
  await buildByCargo(root, 'crates/packed')
  for (const name of ['pkg-node', 'pkg-web']) {
    const expected = join(root, 'crates/packed', name)
    compareFiles(checks, `packed-wasm in ${name}`, { built: join(packed, name), expected })
  }
  const { greet } = load(join(packed, 'pkg-node/c2pa.js'))
  checks.equal('a package in two directories runs in Node', greet('you'), 'Hello, you!')
}

/** A package whose script has it written twice, under another name. */
const TWO_DIRECTORIES = {
  name: '@greetings/packed',
  main: 'pkg-node/c2pa.js',
  scripts: {
    build:
      'wasm-pack build --target web --out-dir pkg-web --out-name c2pa && wasm-pack build --target nodejs --out-dir pkg-node --out-name c2pa',
  },
}

/** What builds and checks use, and what a person adds. */
function checkShell(checks: Checks, { nix, repository, flake, system }: Example): void {
  const inputs = (apply: string) =>
    nix.evaluate<string[]>(flake, `devShells.${system}.default.nativeBuildInputs`, apply)
  const names = repository.edited(
    'nix/overrides.nix',
    (text) => text.replace('# packages = [ pkgs.bacon ]', 'packages = [ pkgs.jq ]'),
    () => inputs('map (input: input.name)'),
  )
  const bindgen = `wasm-bindgen-cli-${lockedBindgen(repository)}`
  checks.equal(
    'the shell has the compiler, the wasm tools of the lock, Node, nextest, and what is added to it',
    ['wasm-rust', bindgen, 'binaryen', 'nodejs', 'cargo-nextest', 'jq'].filter(
      (name) => !names.includes(name),
    ),
    [],
    names.join(' '),
  )
  const commands = 'wasm-bindgen --version && command -v cargo && command -v wasm-opt'
  const said = nix.flake(['develop'], flake, ['--command', 'sh', '-c', commands])
  checks.true(
    'nix develop puts them on PATH',
    new RegExp(
      `^wasm-bindgen ${lockedBindgen(repository)}\n/nix/store/.*/cargo\n/nix/store/.*/wasm-opt$`,
    ).test(said.trim()),
    said,
  )
  const overlay = (text: string) => text.replace('pkgs: pkgs.wasmRust', '"rust-overlay"')
  checks.equal(
    'a toolchain from elsewhere is asked for the standard library for wasm32',
    repository.edited('flake.nix', overlay, () =>
      inputs('inputs: builtins.concatMap (input: input.targets or [ ]) [ (builtins.head inputs) ]'),
    ),
    ['wasm32-unknown-unknown'],
  )
}

/** The program must be of the lock's version, whatever nixpkgs has. */
function checkBindgenVersions(checks: Checks, { nix, repository, flake, system }: Example): void {
  const there = lockedBindgen(repository)
  const pathOf = () => nix.evaluate<string>(flake, `packages.${system}.atlas-wasm`, 'crate: crate.outPath')
  const locked = (text: string) => text.replace(bindgenEntry(there), bindgenEntry('0.2.95'))
  repository.edited('Cargo.lock', locked, () => {
    const failure = failureOf(pathOf)
    checks.true(
      'a program that nixpkgs does not have is an error with both versions',
      failure.includes('Cargo.lock has wasm-bindgen 0.2.95') && failure.includes(there),
      failure,
    )
    const hashes = `wasmBindgenHashes."0.2.95" = { hash = "${SOME_HASH}"; cargoHash = "${SOME_HASH}"; };`
    const given = repository.edited(
      'flake.nix',
      (text) => withOption(text, hashes),
      () => failureOf(pathOf),
    )
    checks.equal('with its hashes it is built from its source', given, '')
  })
}

const SOME_HASH = 'sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='

function bindgenEntry(version: string): string {
  return `name = "wasm-bindgen"\nversion = "${version}"`
}

function lockedBindgen(repository: RepositoryCopy): string {
  return /^name = "wasm-bindgen"\nversion = "(.*)"$/m.exec(repository.read('Cargo.lock'))?.[1] ?? ''
}

function writeFlake(repository: RepositoryCopy): string {
  const { code, output } = repository.flake()
  if (code !== 0) throw new Error(output)
  // The compiler on PATH may have no standard library for wasm32.
  repository.write('flake.nix', withOption(repository.read('flake.nix'), 'toolchain = pkgs: pkgs.wasmRust;'))
  return `path:${repository.directory}`
}

function withOption(flake: string, option: string): string {
  return flake.replace('      inherit inputs;\n', (line) => `${line}      ${option}\n`)
}

async function buildByCargo(root: string, crate: string): Promise<void> {
  const { success, log } = await buildWasmPackage({
    root,
    manifest: `${crate}/Cargo.toml`,
    profile: 'release',
    cargoArgs: [],
  })
  if (!success) throw new Error(log)
}

function compareFiles(
  checks: Checks,
  crate: string,
  { built, expected }: { readonly built: string; readonly expected: string },
): void {
  const files = filesIn(expected)
  checks.equal(`${crate} has the files that a build by cargo leaves`, filesIn(built), files)
  checks.equal(
    `${crate}: byte for byte`,
    files.filter((file) => !readFileSync(join(built, file)).equals(readFileSync(join(expected, file)))),
    [],
  )
}

function filesIn(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1))
    .sort()
}

// biome-ignore lint/suspicious/noExplicitAny: what a built module exports is known when it is built
function load(module: string): Record<string, any> {
  return createRequire(__filename)(module)
}

function trackedFiles(root: string, patterns: readonly string[]): string[] {
  const listed = execFileSync('git', ['ls-files', '-z', ...patterns], { cwd: root, encoding: 'utf8' })
  return listed.split('\0').filter((file) => file !== '')
}
