import type { Manifest } from '../manifest/manifest'
import { stringOf, stringsOf } from '../manifest/toml-table'

/**
 * The entries of one of the lists in `[workspace]`. A text in place of a list is a fault of its own; taken for a list of
 * one it costs no crate its place.
 */
export function directoriesOf(
  root: Manifest,
  key: 'members' | 'default-members' | 'exclude',
): readonly string[] | undefined {
  const text = stringOf(root.workspace, key)
  return text === undefined ? stringsOf(root.workspace, key) : [text]
}
