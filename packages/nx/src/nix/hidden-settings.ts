/** Names that begin with a dot and count in an evaluation all the same; what else is hidden belongs to no crate. */
export const HIDDEN_SETTINGS: ReadonlySet<string> = new Set([
  '.cargo',
  '.clippy.toml',
  '.config',
  '.gitignore',
  '.rustfmt.toml',
  '.sqlx',
])
