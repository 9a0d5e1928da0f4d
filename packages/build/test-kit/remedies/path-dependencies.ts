import { append, crate, EMPTY, GONE, type RemedyCase, replace } from './remedy-case'
import { CHECKED_OUT, SUBMODULE } from './submodule'

// Crates that others depend on by their path.

const createsGone = 'create the crate "gone" there, with a Cargo.toml and a src/lib.rs'

export const pathDependencies: readonly RemedyCase[] = [
  ['missing-path-dependency', 'MISSING_PATH_DEPENDENCY', createsGone, GONE],
  [
    'missing-path-dependency',
    'MISSING_PATH_DEPENDENCY',
    'correct the path',
    {
      ...GONE,
      'gone/Cargo.toml': null,
      'gone/src/lib.rs': null,
      'there/Cargo.toml': crate('gone'),
      'there/src/lib.rs': EMPTY,
      'lost/Cargo.toml': replace('../gone', '../there'),
    },
  ],
  [
    {
      'Cargo.toml': crate('app', '[dependencies]\nx = { path = "x", package = "y" }\n'),
      'src/lib.rs': EMPTY,
      'x/Cargo.toml': '[workspace]\n',
    },
    'MISSING_PATH_DEPENDENCY',
    'add a [package] table with name = "y" and a src/lib.rs to the manifest there',
    { 'x/Cargo.toml': append(crate('y')), 'x/src/lib.rs': EMPTY },
  ],
  [SUBMODULE, 'MISSING_PATH_DEPENDENCY', "run git submodule update --init 'third party/engine'", CHECKED_OUT],
  [
    'path-outside-repository',
    'PATH_OUTSIDE_REPOSITORY',
    'move that crate into the repository',
    {
      'escaping/Cargo.toml': replace('../../../../secret', '../secret'),
      'secret/Cargo.toml': crate('secret'),
      'secret/src/lib.rs': EMPTY,
    },
  ],
  [
    'path-outside-repository',
    'PATH_OUTSIDE_REPOSITORY',
    'or depend on it by version',
    { 'escaping/Cargo.toml': replace('{ path = "../../../../secret" }', '"1"') },
  ],
  [
    {
      'Cargo.toml': '[workspace]\nmembers = ["a", "../elsewhere"]\nresolver = "2"\n',
      'a/Cargo.toml': crate('a'),
      'a/src/lib.rs': EMPTY,
    },
    'PATH_OUTSIDE_REPOSITORY',
    'list only directories of this repository',
    { 'Cargo.toml': replace(', "../elsewhere"', '') },
  ],
  [
    'path-dependency-of-another-name',
    'PATH_DEPENDENCY_NAME',
    'write package = "sound" in the dependency',
    { 'mistaken/Cargo.toml': replace('path =', 'package = "sound", path =') },
  ],
]
