import { append, crate, EMPTY, one, type RemedyCase, replace } from './remedy-case'

// What a crate takes from its workspace.

const NEW_EDITION = {
  'Cargo.toml': '[workspace]\nmembers = ["a"]\nresolver = "3"\n[workspace.dependencies]\nlog = "0.4"\n',
  'a/Cargo.toml':
    '[package]\nname = "a"\nversion = "0.1.0"\nedition = "2024"\n[dependencies]\nlog = { workspace = true, default-features = false }\n',
  'a/src/lib.rs': EMPTY,
}

export const workspaceInheritance: readonly RemedyCase[] = [
  [
    'missing-workspace-root',
    'MISSING_WORKSPACE_ROOT',
    'write version here',
    { 'alone/Cargo.toml': replace('version.workspace = true', 'version = "0.1.0"') },
  ],
  [
    { 'Cargo.toml': crate('app', '[dependencies]\nlog.workspace = true\n'), 'src/lib.rs': EMPTY },
    'MISSING_WORKSPACE_ROOT',
    'give the dependency a version or path of its own',
    { 'Cargo.toml': replace('log.workspace = true', 'log = "0.4"') },
  ],
  [
    'workspace-pointer-to-nothing',
    'MISSING_WORKSPACE_ROOT',
    'or remove it',
    { 'lost/Cargo.toml': (text) => text.replace(/^workspace = .*\n/m, '') },
  ],
  [
    'missing-inherited-field',
    'NOT_INHERITABLE',
    'add version to [workspace.package] in Cargo.toml',
    { 'Cargo.toml': append('version = "1.0.0"\n') },
  ],
  [
    'missing-inherited-dependency',
    'NOT_INHERITABLE',
    'add "serde" to [workspace.dependencies] in Cargo.toml',
    { 'Cargo.toml': append('serde = "1"\n') },
  ],
  [
    'missing-inherited-lints',
    'NOT_INHERITABLE',
    'add [workspace.lints] to the root manifest',
    { 'Cargo.toml': append('[workspace.lints]\n') },
  ],
  [
    'missing-inherited-lints',
    'NOT_INHERITABLE',
    'or remove lints.workspace here',
    { 'a/Cargo.toml': replace('[lints]\nworkspace = true\n', '') },
  ],
  [
    NEW_EDITION,
    'DEFAULT_FEATURES_OF_WORKSPACE',
    'add default-features = false to "log" in [workspace.dependencies] of Cargo.toml',
    { 'Cargo.toml': replace('"0.4"', '{ version = "0.4", default-features = false }') },
  ],
  [
    NEW_EDITION,
    'DEFAULT_FEATURES_OF_WORKSPACE',
    'or remove it here',
    { 'a/Cargo.toml': replace(', default-features = false', '') },
  ],
  one(
    '[workspace.dependencies]\nlog = { version = "1", optional = true }\n',
    '[workspace.dependencies]\nlog = { version = "1" }\n',
    {
      ...{ code: 'OPTIONAL_WORKSPACE_DEPENDENCY', hint: 'remove optional here' },
    },
  ),
  [
    {
      'Cargo.toml': '[workspace]\nresolver = "2"\nmembers = ["a", "b"]\n',
      'a/Cargo.toml': crate('a').replace('edition', 'workspace = "../b"\nedition'),
      'a/src/lib.rs': EMPTY,
      'b/Cargo.toml': crate('b'),
      'b/src/lib.rs': EMPTY,
    },
    ...(['MISSING_WORKSPACE_ROOT', 'or remove it'] as const),
    { 'a/Cargo.toml': replace('workspace = "../b"\n', '') },
  ],
  [
    {
      'Cargo.toml': '[workspace]\nresolver = "2"\nmembers = ["a"]\n[workspace.package]\nversion = "x"\n',
      'a/Cargo.toml': '[package]\nname = "a"\nversion.workspace = true\n',
      'a/src/lib.rs': EMPTY,
    },
    ...(['INVALID_VERSION', 'write major.minor.patch'] as const),
    { 'Cargo.toml': replace('"x"', '"1.2.3"') },
  ],
]
