/** The files of the fixture that say how its crates are built. */
export const OVERRIDES = 'nix/overrides.nix'
export const CARGO_CONFIG = '.cargo/config.toml'

export type Edit = (text: string) => string

export function swap(from: string, to: string): Edit {
  return (text) => text.replace(from, to)
}

/** Adds a line to the crates of the overrides. */
export function add(line: string): Edit {
  return (text) => text.replace('  crates = {\n', `  crates = {\n    ${line}\n`)
}

/** Adds a line above the crates of the overrides. */
export function atTop(line: string): Edit {
  return (text) => text.replace('  crates = {\n', `  ${line}\n  crates = {\n`)
}
