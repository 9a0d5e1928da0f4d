import { parse, TomlError } from 'smol-toml'
import { CargoError } from '../cargo-error'
import { isTable } from '../manifest/toml-table'
import type { LockText, LockTextPackage } from './cargo-lock'
import { type LockPlace, lineAt, lockFault } from './lock-fault'

/** What a lock in any valid TOML says. */
export function parseLockToml(text: string, file: string): LockText {
  const conflict = text.search(/^(<{7}|={7}|>{7})/m)
  if (conflict !== -1) {
    throw new CargoError('LOCK_CONFLICT', {
      file,
      line: lineAt(text, conflict),
      message: 'the lock contains merge conflict markers',
      hint: 'take either side (`git checkout --theirs Cargo.lock`) and run `cargo update --workspace`',
    })
  }
  try {
    return fromToml(parse(text), { text, file })
  } catch (cause) {
    if (!(cause instanceof TomlError)) throw cause
    throw new CargoError('LOCK_INVALID_TOML', {
      file,
      line: cause.line,
      message: `the lock is not valid TOML (${cause.message.split('\n', 1)[0]})`,
      hint: 'delete the lock and run `cargo generate-lockfile`, or restore it from git',
      cause,
    })
  }
}

function fromToml(document: Record<string, unknown>, place: LockPlace): LockText {
  const patch = isTable(document.patch) ? document.patch : {}
  const metadata = isTable(document.metadata) ? document.metadata : {}
  return {
    version: typeof document.version === 'number' ? document.version : null,
    packages: toPackages(document.package ?? [], place),
    root: document.root === undefined ? null : toPackage(document.root, place),
    unusedPatches: toPackages(patch.unused ?? [], place),
    metadata: Object.fromEntries(
      Object.entries(metadata).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    ),
  }
}

function toPackages(list: unknown, place: LockPlace): LockTextPackage[] {
  if (!Array.isArray(list)) throw notALock(place, '"package" is not a list of tables')
  return list.map((each) => toPackage(each, place))
}

function toPackage(table: unknown, place: LockPlace): LockTextPackage {
  if (!isTable(table)) throw notALock(place, 'a package is not a table')
  const text = (key: string): string | null => {
    const value = table[key]
    if (value === undefined || typeof value === 'string') return value ?? null
    throw notALock(place, `"${key}" of a package is not a string`)
  }
  const name = text('name')
  const version = text('version')
  if (!name || !version) throw notALock(place, 'a package has no name or no version')
  const dependencies = table.dependencies ?? []
  if (!Array.isArray(dependencies) || !dependencies.every((each) => typeof each === 'string')) {
    throw notALock(place, `"dependencies" of package "${name}" is not a list of strings`)
  }
  return {
    name,
    version,
    source: text('source'),
    checksum: text('checksum'),
    dependencies,
    replace: text('replace'),
  }
}

function notALock(place: LockPlace, message: string): CargoError {
  return lockFault(
    place,
    { start: '[[package]]' },
    {
      code: 'LOCK_INVALID',
      message,
      hint: 'delete the lock and run `cargo generate-lockfile`, or restore it from git',
    },
  )
}
