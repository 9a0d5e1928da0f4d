import type { LockedPackage } from '../lock/cargo-lock'
import { stringOf, type TomlTable } from '../manifest/toml-table'
import { resolvePath } from '../repository-path'

export interface PatchUse {
  /** The packages of the pruned lock. */
  readonly locked: readonly LockedPackage[]
  /** Directory of the workspace. */
  readonly dir: string
  /** Directories of the crates that remain. */
  readonly crateDirs: ReadonlySet<string>
}

/**
 * Whether an entry of `[patch]` provides one of the packages that remain. An entry that does not would make Cargo
 * read a crate that is not there, or list it as unused in the lock.
 */
export function isPatchUsed(key: string, declared: TomlTable, use: PatchUse): boolean {
  const name = stringOf(declared, 'package') ?? key
  const path = stringOf(declared, 'path')
  if (path !== undefined) {
    const dir = resolvePath(use.dir, path)
    const locked = use.locked.some((each) => each.name === name && each.source === null)
    return locked && dir !== null && use.crateDirs.has(dir)
  }
  const git = stringOf(declared, 'git')
  return use.locked.some((each) => {
    if (each.name !== name || each.source === null) return false
    return git === undefined ? !each.source.startsWith('git+') : isFromGit(each.source, git, declared)
  })
}

/** Whether an entry of `[replace]`, e.g. `"foo:0.1.0"`, stands for one of the packages that remain. */
export function isReplacementUsed(specification: string, locked: readonly LockedPackage[]): boolean {
  return locked.some((each) => each.replace !== null && isNamedBy(specification, each))
}

/** Whether a package id specification (`name`, `name@1.0`, `name:1.0`, `url#name@1.0`) means this package. */
export function isNamedBy(
  specification: string,
  locked: { readonly name: string; readonly version: string },
): boolean {
  const afterUrl = specification.slice(specification.indexOf('#') + 1)
  const [name = '', version] = afterUrl.split(/[@:]/, 2)
  return name === locked.name && (version === undefined || `${locked.version}.`.startsWith(`${version}.`))
}

function isFromGit(source: string, url: string, declared: TomlTable): boolean {
  const [location = '', query = ''] = source.slice('git+'.length).split('#', 1)[0]?.split('?') ?? []
  if (canonicalUrl(location) !== canonicalUrl(url)) return false
  const written = new URLSearchParams(query)
  return ['branch', 'tag', 'rev'].every((kind) => (stringOf(declared, kind) ?? null) === written.get(kind))
}

/** As Cargo compares the addresses of git repositories. */
function canonicalUrl(url: string): string {
  const plain = url.replace(/\/+$/, '').replace(/\.git$/, '')
  return /^https:\/\/github\.com\//i.test(plain) ? plain.toLowerCase() : plain
}
