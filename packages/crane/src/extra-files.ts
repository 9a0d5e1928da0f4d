import {
  type Contents,
  type Crate,
  type CrateDirectory,
  childPath,
  crateContents,
  isOfCrate,
  isWithin,
  namesTexts,
  parentDir,
  type RustFacts,
  resolvePath,
  type SourceTree,
  scanRust,
} from '@nx-crane/cargo'
import { declaredFiles } from './declared-files'
import { isFile } from './files-below'
import { GuessedFiles } from './guessed-files'

export interface CrateSurroundings {
  readonly tree: SourceTree
  /** Directories of other crates below the crate's own. */
  readonly nestedDirs: readonly string[]
}

/** Files that are read and that the library does not take from the crate's directory by itself, sorted. */
export interface ExtraFiles {
  /** By a build. */
  readonly built: readonly string[]
  /** By its tests besides. */
  readonly tested: readonly string[]
}

/**
 * What is read from elsewhere, and texts such as a README: what the crate's sources include, what its macros and its
 * build script seem to read, and what `package.metadata.nx-crane.include` names.
 */
export function extraFiles(crate: Crate, { tree, nestedDirs }: CrateSurroundings): ExtraFiles {
  const directory: CrateDirectory = {
    dir: crate.dir,
    list: (path) => tree.list(path),
    isOther: (path) => nestedDirs.includes(path),
  }
  const guessed = new GuessedFiles(crate, tree)
  const found = { built: new Set<string>(), tested: new Set<string>() }
  // What the build of another project leaves is there or not; the flake is the same before and after.
  const isMade = (path: string) => !isWithin(crate.dir, path) && guessed.isIgnored(path)
  const add = (into: Exclude<Contents, 'all'>, paths: readonly string[]) => {
    for (const path of paths) found[into].add(path)
  }
  for (const source of crateContents(directory, 'tested').filter((path) => path.endsWith('.rs'))) {
    const text = tree.read(source) ?? ''
    const facts = scanRust(text)
    const into = isOfCrate(source, directory, 'built') ? 'built' : 'tested'
    for (const testOnly of [false, true]) {
      const included = includedFiles(facts, { crate, source, tree, testOnly })
      add(
        testOnly ? 'tested' : into,
        included.filter((path) => !isMade(path)),
      )
    }
    add(into, guessed.ofMacros(source, facts))
    // What a test reads while it runs. Elsewhere in a source such strings are in its own tests, if anywhere.
    if (into === 'tested') add('tested', guessed.ofTests(source, text))
    else if (namesTexts(text))
      add(
        'tested',
        guessed.ofTests(source, text).filter((path) => isWithin(crate.dir, path)),
      )
    if (isBuildScript(crate, source)) add('built', guessed.ofScript(source, text, facts))
  }
  add('built', [...guessed.byConvention(), ...guessed.ofTauri(), ...declaredFiles(crate, tree)])
  return {
    built: [...found.built].filter((path) => !isOfCrate(path, directory, 'built')).sort(),
    tested: [...found.tested]
      .filter((path) => !found.built.has(path) && !isOfCrate(path, directory, 'tested'))
      .sort(),
  }
}

interface IncludedFrom {
  readonly crate: Crate
  readonly source: string
  readonly tree: SourceTree
  readonly testOnly: boolean
}

function includedFiles(facts: RustFacts, { crate, source, tree, testOnly }: IncludedFrom): string[] {
  return facts.includes.flatMap((inclusion) => {
    if (inclusion.testOnly !== testOnly) return []
    const path = resolvePath(inclusion.from === 'crate' ? crate.dir : parentDir(source), inclusion.path)
    return path !== null && isFile(tree, path) ? [path] : []
  })
}

/** The script itself, or one of the files beside it where it has a directory of its own. */
function isBuildScript(crate: Crate, source: string): boolean {
  const script = crate.crateTargets.find(({ kind }) => kind.includes('custom-build'))?.path
  if (script === undefined) return false
  const dir = parentDir(script)
  return (
    source === script || (dir !== crate.dir && dir !== childPath(crate.dir, 'src') && isWithin(dir, source))
  )
}
