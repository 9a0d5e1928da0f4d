import { expect, test } from 'vitest'
import { changedPlaces } from './changed-places'

const library = (count: number) =>
  Array.from({ length: count }, (_, index) => `nix/nx-crane/lib/${index}.nix`)

test.each([
  ['nothing', [], []],
  ['a few files of the library', library(5), library(5)],
  [
    'many, among others',
    ['flake.nix', ...library(6), 'nix/nx-crane/task-paths.nix'],
    ['flake.nix', 'nix/nx-crane/task-paths.nix', 'nix/nx-crane/lib (6 files)'],
  ],
  [
    'files that only begin like it',
    library(9).map((path) => path.replace('lib', 'library')),
    library(9).map((path) => path.replace('lib', 'library')),
  ],
])('of %s', (_, paths, expected) => {
  expect(changedPlaces(paths)).toEqual(expected)
})
