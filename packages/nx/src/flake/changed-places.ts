import { GENERATED_DIRECTORY } from '@nx-crane/crane'

const LIBRARY = `${GENERATED_DIRECTORY}/lib`
const MOST_NAMED = 5

/**
 * The places of changed files, for people. The files of the Nix library change together, with the version of the plugin:
 * where many do, their directory stands for them.
 *
 * @example changedPlaces(['flake.nix', …98 files of the library]) // → ['flake.nix', 'nix/nx-crane/lib (98 files)']
 */
export function changedPlaces(paths: readonly string[]): string[] {
  const ofLibrary = paths.filter((path) => path.startsWith(`${LIBRARY}/`))
  if (ofLibrary.length <= MOST_NAMED) return [...paths]
  const others = paths.filter((path) => !ofLibrary.includes(path))
  return [...others, `${LIBRARY} (${ofLibrary.length} files)`]
}
