import type { CratePlan } from '../generate/crate-plan'
import type { PackagePlan } from '../generate/package-plan'

/** What people know of a repository that they configure by hand. */
export interface Plans {
  readonly crates: readonly CratePlan[]
  readonly packages: readonly PackagePlan[]
}

/** The crates that one is compiled with, also those of other platforms and features. Dev-dependencies close cycles. */
export function cratesBelow(crate: CratePlan, { crates }: Plans): CratePlan[] {
  const names = new Set(crate.dependencies.flatMap(({ name, kind }) => (kind === 'dev' ? [] : [name])))
  return crates.filter(({ name }) => names.has(name))
}

/** A command that builds a crate. */
export function buildCommand({ name, dir, role }: CratePlan): string {
  return role === 'wasm' ? `wasm-pack build ${dir}` : `cargo build --package ${name} --locked`
}

/** Files that every crate is compiled with, beside its own. */
export const CARGO_FILES = ['Cargo.toml', 'Cargo.lock', 'rust-toolchain.toml', '.cargo/config.toml'] as const

/** What the build of a project does not read, as globs below its directory. */
export function unreadBy({ includesReadme = false }: { readonly includesReadme?: boolean }): string[] {
  return [...(includesReadme ? [] : ['**/*.md']), ...UNREAD]
}

const UNREAD = [
  'docs/**/*',
  'tests/**/*',
  'benches/**/*',
  'examples/**/*',
  '**/*.spec.ts',
  'tsconfig.spec.json',
]
