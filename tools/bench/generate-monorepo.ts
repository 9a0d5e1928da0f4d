import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { crateFiles } from './generate/crate-files'
import { type CratePlan, planCrates } from './generate/crate-plan'
import { DEFAULT_OPTIONS, type GeneratorOptions } from './generate/options'
import { packageFiles } from './generate/package-files'
import { planPackages } from './generate/package-plan'
import { registryFiles } from './generate/registry'
import { rootFiles } from './generate/root-files'

/** A monorepo of Rust crates and TypeScript packages: path → text. The same options give the same bytes. */
export function generateMonorepo(options: GeneratorOptions): Map<string, string> {
  const crates = planCrates(options)
  const packages = planPackages(options, crates)
  const context = {
    seed: options.seed,
    dirOf: new Map(crates.map(({ name, dir }) => [name, dir])),
    macros: new Set(crates.filter(({ role }) => role === 'macro').map(({ name }) => name)),
  }
  return new Map([
    ...rootFiles(options, { crates, packages }),
    ...crates.flatMap((crate: CratePlan) => [...crateFiles(crate, context)]),
    ...packages.flatMap((plan) => [...packageFiles(plan, options.seed)]),
  ])
}

/**
 * Writes a generated monorepo to `out`, in place of what was there, and beside it `<out>.vendor`: with
 * `CARGO_HOME=<out>.vendor/cargo-home` cargo finds all registry crates there and needs no network.
 */
export function writeMonorepo(out: string, options: GeneratorOptions): void {
  const root = resolve(out)
  const vendor = `${root}.vendor`
  for (const dir of [root, vendor]) rmSync(dir, { recursive: true, force: true })
  for (const [path, text] of generateMonorepo(options)) write(join(root, path), text)
  for (const [path, text] of registryFiles()) write(join(vendor, 'crates', path), text)
  const sources = `[source.crates-io]\nreplace-with = "generated"\n\n[source.generated]\ndirectory = ${JSON.stringify(join(vendor, 'crates'))}\n`
  write(join(vendor, 'cargo-home/config.toml'), `${sources}\n[net]\noffline = true\n`)
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

function main(): void {
  const string = { type: 'string' } as const
  const { values } = parseArgs({
    options: {
      crates: string,
      packages: string,
      wasm: string,
      apps: string,
      seed: string,
      layout: string,
      out: string,
    },
  })
  const { out } = values
  if (out === undefined) throw new Error('say where to write the repository: --out DIR')
  const count = (key: 'crates' | 'packages' | 'wasm' | 'apps' | 'seed') =>
    Number(values[key] ?? DEFAULT_OPTIONS[key])
  const layout = values.layout === 'split' ? 'split' : 'mixed'
  const counts = {
    crates: count('crates'),
    packages: count('packages'),
    wasm: count('wasm'),
    apps: count('apps'),
  }
  writeMonorepo(out, { ...counts, seed: count('seed'), layout })
}

if (require.main === module) main()
