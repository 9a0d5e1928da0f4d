import type { Crate, CrateListing } from '@nx-crane/graph'
import { ancestorsOf, childPath, filesBelow } from '@nx-crane/graph'

/** Macros of well-known crates that read files without being told which: crate name → files and directories. */
const CONVENTIONS: readonly (readonly [name: RegExp, paths: readonly string[]])[] = [
  [/^(?:askama|rinja|sailfish)(?:[_-].*)?$/, ['templates', 'askama.toml', 'rinja.toml', 'sailfish.toml']],
  [/^sqlx$/, ['.sqlx', 'sqlx-data.json', 'migrations', '.env']],
  [/^(?:diesel_migrations|refinery|diesel)$/, ['migrations', 'diesel.toml']],
  [/^(?:dotenvy_macro|dotenv_codegen)$/, ['.env']],
  [/^rust-i18n$/, ['locales']],
  [/^(?:i18n-embed(?:-fl)?)$/, ['i18n.toml', 'i18n']],
]

/** The files that macros of the crate's dependencies read by convention, in its directory or in one above it. */
export function conventionalFiles(crate: Crate, listing: CrateListing): string[] {
  return conventionalPaths(crate).flatMap((path) => {
    if (listing.files.list(path) !== undefined) return filesBelow(listing.files, path, () => true)
    return listing.files.file(path) === undefined ? [] : [path]
  })
}

/** Where these files and directories may lie. */
export function conventionalPaths(crate: Crate): string[] {
  const names = crate.dependencies.filter(({ kind }) => kind !== 'dev').map((dependency) => dependency.name)
  const paths = CONVENTIONS.flatMap(([pattern, each]) =>
    names.some((name) => pattern.test(name)) ? each : [],
  )
  if (paths.length === 0) return []
  const dirs = crate.dir === '' ? [''] : [crate.dir, ...ancestorsOf(crate.dir)]
  return paths.flatMap((path) => dirs.map((dir) => childPath(dir, path)))
}

/** Crates whose macros or build scripts put the fields of `[package]` into what is compiled. */
const TELLING =
  /^(?:clap|clap_derive|structopt|bpaf|argp|human-panic|built|shadow-rs|vergen(?:-\w+)?|bugreport)$/

export function tellsAboutPackage(crate: Crate): boolean {
  return crate.dependencies.some(({ name, kind }) => kind !== 'dev' && TELLING.test(name))
}
