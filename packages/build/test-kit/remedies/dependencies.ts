import { dependency, one, type RemedyCase, replace } from './remedy-case'

// Versions, sources and features of a dependency.

export const dependencies: readonly RemedyCase[] = [
  [
    'dependency-without-source',
    'DEPENDENCY_WITHOUT_SOURCE',
    'write thing = "*"',
    { 'q/Cargo.toml': replace('{ features = ["x"] }', '"*"') },
  ],
  [
    'bad-requirement',
    'INVALID_REQUIREMENT',
    'write a requirement like "1.2", "=1.2.3" or ">=1, <3"',
    { 'q/Cargo.toml': replace('"one"', '">=1, <3"') },
  ],
  dependency(
    'log = { version = "1", default_features = false }',
    'log = { version = "1", default-features = false }',
    {
      ...{ code: 'OLD_SPELLING', hint: 'write default-features instead', edition: '2024' },
    },
  ),
  dependency(
    'x = { git = "https://e.com/x", branch = "a", tag = "b" }',
    'x = { git = "https://e.com/x", tag = "b" }',
    {
      ...{ code: 'AMBIGUOUS_DEPENDENCY', hint: 'keep one of branch, tag' },
    },
  ),
  dependency('x = { version = "1", branch = "a" }', 'x = { version = "1" }', {
    ...{ code: 'REFERENCE_WITHOUT_GIT', hint: 'remove branch' },
  }),
  dependency('x = { git = "git@e.com:a/x" }', 'x = { git = "ssh://git@e.com/a/x" }', {
    ...{ code: 'INVALID_GIT_URL', hint: 'write git = "ssh://git@e.com/a/x"' },
  }),
  dependency('x = { version = "1", features = ["dep:b"] }', 'x = { version = "1", features = ["b"] }', {
    ...{ code: 'INVALID_DEPENDENCY_FEATURE', hint: 'write "b"' },
  }),
  one(
    '[dev-dependencies]\nx = { version = "1", optional = true }\n',
    '[dev-dependencies]\nx = { version = "1" }\n',
    {
      ...{ code: 'OPTIONAL_DEV_DEPENDENCY', hint: 'remove optional' },
    },
  ),
  one(
    '[dependencies]\nx = { git = "https://e.com/x" }\n[dev-dependencies]\nx = "1"\n',
    '[dependencies]\nx = "1"\n[dev-dependencies]\nx = "1"\n',
    {
      ...{ code: 'SEVERAL_DEPENDENCY_SOURCES', hint: 'give both the same path' },
    },
  ),
]
