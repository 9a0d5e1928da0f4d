import { type Edit, NOTHING } from '../edit'
import type { Subjects } from './subjects'

/** Edits of the manifests of crates that leave the lock file as it is. */
export function manifestEdits(subjects: Subjects): Edit[] {
  const { core, leaf, optional, truth } = subjects
  const manifest = `${core.dir}/Cargo.toml`
  return [
    {
      id: 'toml-description',
      // cargo tells it to rustc in CARGO_PKG_DESCRIPTION and compiles again; no source reads it.
      what: 'description of a crate',
      changes: truth.perhapsFrom([core.dir]),
      apply: (it) => it.replace(manifest, `The ${core.name} crate`, 'Another text'),
    },
    {
      id: 'toml-keywords',
      what: 'keywords and categories of a crate',
      changes: NOTHING,
      apply: (it) =>
        it.replace(manifest, '\ndescription', '\nkeywords = ["more"]\ncategories = ["science"]\ndescription'),
    },
    {
      id: 'toml-comment',
      what: 'comment in a manifest',
      changes: NOTHING,
      apply: (it) => it.append(manifest, '\n# More of it.\n'),
    },
    {
      id: 'toml-metadata',
      what: 'metadata for another tool',
      changes: NOTHING,
      apply: (it) => it.append(manifest, '\n[package.metadata.docs.rs]\nall-features = true\n'),
    },
    {
      id: 'toml-feature-on',
      what: 'feature that becomes a default one',
      changes: truth.from([optional.dir]),
      apply: (it) => it.replace(`${optional.dir}/Cargo.toml`, 'default = []', 'default = ["extra"]'),
    },
    {
      id: 'toml-feature-unused',
      // rustc is told all names for its check of `cfg(feature = …)`.
      what: 'new feature that is off',
      changes: truth.perhapsFrom([core.dir]),
      apply: (it) => it.replace(manifest, 'default = []', 'default = []\nunused = []'),
    },
    {
      id: 'toml-edition',
      what: 'edition of a crate',
      changes: truth.from([leaf.dir]),
      apply: (it) =>
        it.change(`${leaf.dir}/Cargo.toml`, (text) => text.replace(/^edition.*$/m, 'edition = "2018"')),
    },
  ]
}
