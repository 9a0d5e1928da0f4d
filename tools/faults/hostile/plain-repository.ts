import type { Random } from '../../kit/random'

/** The files of a small repository with crates, one of them wasm, and TypeScript packages. All of it is sound. */
export function plainRepository(random: Random): Map<string, string> {
  const crates = ['base', 'tool', 'shape', ...random.sample(['kit', 'extra', 'lone'], random.between(0, 2))]
  const files = new Map<string, string>([
    ['Cargo.toml', '[workspace]\nmembers = ["crates/*"]\nresolver = "2"\n'],
    ['Cargo.lock', lockOf(crates)],
    ['package.json', json({ name: 'repository', private: true, workspaces: ['crates/*', 'packages/*'] })],
    ['package-lock.json', json({ name: 'repository', lockfileVersion: 3, packages: {} })],
    ['nx.json', json({ plugins: ['nx-crane'], analytics: false })],
    ['.gitignore', 'node_modules\ntarget\ndist\n.nx\npkg\n'],
    ['packages/ui/package.json', json(ui)],
    ['packages/ui/src/index.ts', "export * from '@repository/shape'\n"],
    [
      'packages/ui/tsconfig.json',
      json({ compilerOptions: { outDir: 'dist', rootDir: 'src' }, include: ['src'] }),
    ],
    [
      'crates/shape/package.json',
      json({ name: '@repository/shape', version: '1.0.0', main: 'pkg/node/shape.js' }),
    ],
    ['crates/shape/README.md', '# shape\n'],
    ['crates/shape/LICENSE', 'MIT\n'],
    ['crates/tool/src/main.rs', 'fn main() { println!("{}", base::one()) }\n'],
    ['node_modules/.package-lock.json', '{}'],
  ])
  for (const crate of crates) {
    files.set(`crates/${crate}/Cargo.toml`, manifestOf(crate))
    if (crate !== 'tool') files.set(`crates/${crate}/src/lib.rs`, sourceOf(crate))
  }
  return files
}

function manifestOf(crate: string): string {
  const lib = crate === 'shape' ? '\n[lib]\ncrate-type = ["cdylib", "rlib"]\n' : ''
  const dependencies = crate === 'base' ? '' : '\n[dependencies]\nbase = { path = "../base" }\n'
  return `[package]\nname = "${crate}"\nversion = "0.1.0"\nedition = "2021"\n${lib}${dependencies}`
}

function sourceOf(crate: string): string {
  return crate === 'base' ? 'pub fn one() -> u32 { 1 }\n' : 'pub fn two() -> u32 { base::one() + 1 }\n'
}

function lockOf(crates: readonly string[]): string {
  const packages = [...crates].sort().map((name) => {
    const dependencies = name === 'base' ? '' : 'dependencies = [\n "base",\n]\n'
    return `[[package]]\nname = "${name}"\nversion = "0.1.0"\n${dependencies}`
  })
  return `version = 4\n\n${packages.join('\n')}`
}

const ui = {
  name: '@repository/ui',
  version: '1.0.0',
  scripts: { build: 'tsc -p tsconfig.json' },
  dependencies: { '@repository/shape': '1.0.0' },
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
