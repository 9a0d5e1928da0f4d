import {
  ancestorsOf,
  type Crate,
  type CrateId,
  type Diagnostic,
  type Edge,
  matchesGlobs,
  type PackageManifest,
  parentDir,
} from '@nx-crane/cargo'

export interface ProjectCandidates {
  readonly crates: readonly Crate[]
  /** Of every package that could be a project: those that Nx makes projects of, and others with a name. */
  readonly packages: readonly PackageManifest[]
  readonly edges: readonly Edge[]
  /** The directories of which Nx makes projects without this plugin. */
  readonly nxDirs: ReadonlySet<string>
  /** Manifests that lie there as data of tests or as templates, by where they lie or what stands in them. */
  readonly testData: ReadonlySet<string>
}

/** Which crates and packages become projects. A crate that does not stays in the crate graph: others may need it. */
export interface ProjectFilter {
  readonly crates: ReadonlySet<CrateId>
  /** The manifests of packages that this plugin makes projects of, since Nx does not. */
  readonly unlistedPackages: ReadonlySet<string>
  /** Whether a fault of the file is of something that is not to be built, and only counted. */
  isLeftOut(diagnostic: Pick<Diagnostic, 'file'>): boolean
  /** Whether the options leave out what this manifest is of. */
  isExcluded(manifest: string): boolean
  /** Of these manifests those that are left out though the options do not name them. */
  leftOutUnasked(manifests: readonly string[]): readonly string[]
}

/**
 * Leaves out what `exclude` names, and what lies there as data of tests or as a template and is nobody's: a crate whose
 * workspace is of that kind, an npm package that no workspace lists. What a project depends on is one itself, and so is all where
 * there is nothing else. A glob that begins with `!` takes in again.
 *
 * @param exclude globs of directories or of manifests, relative to the root; the last that matches counts
 */
export function filterProjects(candidates: ProjectCandidates, exclude: readonly string[]): ProjectFilter {
  const { crates, packages, edges, nxDirs, testData } = candidates
  const verdict = (manifest: string) => verdictOf(manifest, exclude)
  const keptCrates = crates.filter((crate) => verdict(crate.id) ?? !testData.has(crate.workspace))
  const unlisted = packages.filter(
    ({ dir, manifest }) => !nxDirs.has(dir) && (verdict(manifest) ?? !testData.has(manifest)),
  )
  const starts = [
    ...keptCrates.map(({ id }) => id),
    ...packages.filter(({ dir }) => nxDirs.has(dir)).map(({ manifest }) => manifest),
    ...unlisted.map(({ manifest }) => manifest),
  ]
  const reached = reachedFrom(starts, edges)
  const isAlone = keptCrates.length === 0
  const isKept = ({ id }: Crate) => verdict(id) ?? (reached.has(id) || isAlone)
  return {
    crates: new Set(crates.filter(isKept).map(({ id }) => id)),
    unlistedPackages: new Set(unlisted.map(({ manifest }) => manifest)),
    isLeftOut: ({ file }) => !(verdict(file) ?? !testData.has(file)),
    isExcluded: (manifest) => verdict(manifest) === false,
    leftOutUnasked: (manifests) => manifests.filter((manifest) => verdict(manifest) === undefined),
  }
}

/** True for what is to be a project, false for what is not, undefined where no glob says. */
function verdictOf(manifest: string, globs: readonly string[]): boolean | undefined {
  if (globs.length === 0) return undefined
  const dir = parentDir(manifest)
  const places = [manifest, dir, ...ancestorsOf(dir)]
  const found = globs.findLast((glob) =>
    places.some((place) => matchesGlobs(place, [glob.replace(/^!/, '')])),
  )
  return found === undefined ? undefined : found.startsWith('!')
}

function reachedFrom(starts: readonly string[], edges: readonly Edge[]): Set<string> {
  const targets = new Map<string, string[]>()
  for (const { from, to } of edges) {
    const others = targets.get(from)
    if (others) others.push(to)
    else targets.set(from, [to])
  }
  const reached = new Set(starts)
  for (const node of reached) for (const target of targets.get(node) ?? []) reached.add(target)
  return reached
}
