import { writeMonorepo } from './generate-monorepo'

/** How large a generated monorepo is: so many crates, and so many TypeScript packages. */
export type Size = number

/** Writes a mixed monorepo to `root`: of ten crates one is a wasm crate, and there is an application for every fifty. */
export function generateRepository(root: string, size: Size): void {
  const wasm = Math.round(size / 10)
  const apps = Math.round(size / 50)
  writeMonorepo(root, { crates: size - wasm, packages: size, wasm, apps, seed: 1, layout: 'mixed' })
}

/** Cargo's settings that make `cargo metadata` work in a generated repository without a network. */
export function cargoHomeOf(root: string): string {
  return `${root}.vendor/cargo-home`
}
