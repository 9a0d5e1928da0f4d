import type { CargoCase } from '../cargo-case'
import { oneCrate } from './texts'

/** A crate with a library, a program and a test, and an edit of what it is compiled with. */
export function configured(
  name: string,
  files: Readonly<Record<string, string>>,
  edit: CargoCase['edit'],
  more: Partial<CargoCase> = {},
): CargoCase {
  return { name, ...more, files: { ...CRATE, ...files }, edit }
}

const CRATE = oneCrate({
  'src/lib.rs': '/// Adds.\npub fn add(a: u8) -> u8 { if cfg!(extra) { a } else { a.wrapping_add(1) } }\n',
  'src/main.rs':
    'fn main() { println!("{}", a::add(1)); }\n#[test]\nfn adds() { println!("{}", a::add(1)) }\n',
})
export const CONFIG = '.cargo/config.toml'
export const HOST = 'x86_64-unknown-linux-gnu'

export const writes = (path: string, text: string) => (it: Parameters<CargoCase['edit']>[0]) =>
  it.write(path, text)
export const sets = (variable: string, value: string) => (it: Parameters<CargoCase['edit']>[0]) =>
  it.setVariable(variable, value)
