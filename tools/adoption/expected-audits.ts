import { posix } from 'node:path'
import { parse, type TomlTable } from 'smol-toml'
import type { AdoptionCase, Files } from './adoption-case'

type Expected = Pick<AdoptionCase, 'projects' | 'added'>

/**
 * What a case expects, with the target `audit` that each Cargo workspace and each crate that stands alone has besides: it belongs
 * to the project in the directory of the root manifest, or else to one of its own in `.cargo` there. Only of crates that the
 * case expects to be projects of ours.
 */
export function withAudits({ files, projects, added }: Pick<AdoptionCase, 'files'> & Expected): Expected {
  const manifests = cargoManifests(files)
  const ours = [...manifests.keys()].filter(
    (dir) => (added[dir] ?? []).length > 0 && isCrate(manifests.get(dir)),
  )
  const homes = new Set(
    ours.map((dir) => {
      const root = workspaceOf(dir, manifests)
      return root in projects ? root : posix.join(root, '.cargo')
    }),
  )
  const own = [...homes].filter((home) => !(home in projects))
  return {
    projects: { ...projects, ...Object.fromEntries(own.map((home) => [home, /^cargo-workspace/])) },
    added: {
      ...added,
      ...Object.fromEntries([...homes].map((home) => [home, [...(added[home] ?? []), 'audit']])),
    },
  }
}

/** The manifests by their directories, `.` for the root; null for what is no TOML. */
function cargoManifests(files: Files): Map<string, TomlTable | null> {
  const paths = Object.keys(files).filter((path) => posix.basename(path) === 'Cargo.toml')
  return new Map(paths.map((path) => [posix.dirname(path), parsed(files[path] ?? '')]))
}

function parsed(text: string): TomlTable | null {
  try {
    return parse(text)
  } catch {
    return null
  }
}

function isCrate(manifest: TomlTable | null | undefined): boolean {
  const { package: description } = manifest ?? {}
  return typeof description === 'object' && 'name' in description && typeof description.name === 'string'
}

/** The directory of the root manifest: the nearest above that has a `[workspace]`, else the crate's own. */
function workspaceOf(dir: string, manifests: ReadonlyMap<string, TomlTable | null>): string {
  for (let at = dir; ; at = posix.dirname(at)) {
    if (manifests.get(at)?.workspace !== undefined) return at
    if (at === '.') return dir
  }
}
