import type { GoodFile } from './bad-files'
import { printed } from './bad-text'

/** A file that is tried, with what a fault in it may cost. */
export interface TriedFile extends GoodFile {
  /** Directories of the projects that may change when it is wrong; null for all, as of a file of the root. */
  readonly costs: readonly string[] | null
  /** Whether it and what it names are inputs of all crates, which may be other inputs then. Nothing else of their projects may be. */
  readonly namesInputs?: boolean
  /** Files that do not lie there in this trial: of two lock files only the first would be read. */
  readonly without?: readonly string[]
}

export const json = (path: string, value: unknown, costs: TriedFile['costs']): TriedFile => ({
  path,
  format: 'json',
  text: `${JSON.stringify(value, null, 2)}\n`,
  costs,
})
export const toml = (path: string, text: string, costs: TriedFile['costs']): TriedFile => ({
  path,
  format: 'toml',
  text,
  costs,
})
export const crate = (name: string, rest = '') =>
  `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\ndescription = "one of them"\n${rest}`

export function yaml(value: TriedFile['value'] & object): Pick<TriedFile, 'text' | 'value'> {
  return { text: printed(value, 'yaml') ?? '', value }
}
