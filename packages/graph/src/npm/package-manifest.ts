import type { Diagnostic } from '../diagnostic'
import { isTable } from '../manifest/toml-table'
import { parentDir } from '../repository-path'
import type { TypeScriptPackage } from '../typescript-package'
import { DEEPEST_JSON, isDeepJson } from './json-depth'
import { findJsonFault } from './json-fault'

/** What a `package.json` says that decides who depends on whom. */
export interface PackageManifest extends TypeScriptPackage {
  /** Globs of `workspaces`, `[]` when it is no workspace root. */
  readonly workspaces: readonly string[]
  /** Of `resolutions` and `overrides`, as far as they name a package and nothing more: package name → specifier. */
  readonly overrides: Readonly<Record<string, string>>
  /** As written: `pnpm@9.0.0`. */
  readonly packageManager: string | null
  readonly isPrivate: boolean
  /** Every path in `main`, `module`, `browser`, `types`, `exports` and `files`, as written. */
  readonly entryPoints: readonly string[]
  /** Where `exports` lead a dev server, by the condition `development`; null where they lead it where they lead all. */
  readonly developmentEntry: string | null
  /** False when the file has no `name` and the directory's stands in: nothing can depend on it by name. */
  readonly isNamed: boolean
}

export interface ParsedPackageManifest {
  /** Null for a broken file, and for one that describes no package (`{"type": "module"}`). */
  readonly package: PackageManifest | null
  readonly diagnostics: readonly Diagnostic[]
}

/** Reads the text of the `package.json` at `manifest`; a broken one gives a diagnostic with its line. */
export function parseTypeScriptPackage(text: string, manifest: string): ParsedPackageManifest {
  let json: unknown
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (cause) {
    return { package: null, diagnostics: [invalidJson(text, manifest, cause)] }
  }
  if (isDeepJson(text)) return { package: null, diagnostics: [tooDeep(manifest)] }
  if (!isTable(json)) return { package: null, diagnostics: [notAnObject(manifest)] }
  return { package: toManifest(json, manifest), diagnostics: [] }
}

function toManifest(json: Record<string, unknown>, manifest: string): PackageManifest | null {
  const dir = parentDir(manifest)
  const isNamed = typeof json.name === 'string' && json.name.length > 0
  const dependencies = dependenciesOf(json)
  const workspaces = workspacesOf(json.workspaces)
  const isProject = isNamed || Object.keys(dependencies).length > 0 || workspaces.length > 0
  if (!isProject) return null
  return {
    name: isNamed ? String(json.name) : (dir.split('/').at(-1) ?? ''),
    isNamed,
    manifest,
    dir,
    version: typeof json.version === 'string' ? json.version : null,
    scripts: stringsOf(json.scripts),
    dependencies,
    workspaces,
    overrides: overridesOf(json),
    packageManager: typeof json.packageManager === 'string' ? json.packageManager : null,
    isPrivate: json.private === true,
    entryPoints: entryPointsOf(json),
    developmentEntry: developmentEntryOf(json.exports),
  }
}

const DEPENDENCY_TABLES = ['peerDependencies', 'optionalDependencies', 'devDependencies', 'dependencies']

/** A name in several tables keeps the specifier that installs it: a peer range says least, `dependencies` most. */
function dependenciesOf(json: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(DEPENDENCY_TABLES.flatMap((table) => Object.entries(stringsOf(json[table]))))
}

/** Yarn also writes `{ "packages": […] }`. */
function workspacesOf(value: unknown): string[] {
  const globs = isTable(value) ? value.packages : value
  return Array.isArray(globs) ? globs.filter((glob) => typeof glob === 'string') : []
}

/** Yarn and bun say `resolutions`, npm and bun `overrides`, pnpm `pnpm.overrides`. */
function overridesOf(json: Record<string, unknown>): Record<string, string> {
  const pnpm = isTable(json.pnpm) ? json.pnpm.overrides : undefined
  const entries = [json.resolutions, json.overrides, pnpm].flatMap((table) =>
    Object.entries(stringsOf(table)),
  )
  return Object.fromEntries(entries.map(([name, specifier]) => [name.replace(/^\*\*\//, ''), specifier]))
}

const ENTRY_FIELDS = ['main', 'module', 'browser', 'types', 'typings', 'exports', 'files']

function entryPointsOf(json: Record<string, unknown>): string[] {
  const found = new Set<string>()
  const pending: unknown[] = ENTRY_FIELDS.map((field) => json[field])
  for (let value = pending.pop(); pending.length > 0 || value !== undefined; value = pending.pop()) {
    if (typeof value === 'string') found.add(value)
    else if (typeof value === 'object' && value !== null)
      for (const nested of Object.values(value)) pending.push(nested)
  }
  return [...found].sort()
}

function developmentEntryOf(exports: unknown): string | null {
  const main = isTable(exports) && '.' in exports ? exports['.'] : exports
  return isTable(main) && typeof main.development === 'string' ? main.development : null
}

function stringsOf(value: unknown): Record<string, string> {
  if (!isTable(value)) return {}
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}

function invalidJson(text: string, manifest: string, cause: unknown): Diagnostic {
  const conflict = text.search(/^<{7}( |$)/m)
  if (conflict >= 0) {
    return {
      file: manifest,
      line: text.slice(0, conflict).split('\n').length,
      code: 'MERGE_CONFLICT',
      message: 'the file contains an unresolved merge conflict',
      hint: 'keep one side and remove the <<<<<<<, ======= and >>>>>>> lines',
    }
  }
  if (text.replace(/^\uFEFF/, '').trim() === '') {
    return {
      file: manifest,
      line: 1,
      code: 'EMPTY_PACKAGE_JSON',
      message: 'the file is empty',
      hint: 'write at least {"name": "…"}, or delete the file',
    }
  }
  const fault = findJsonFault(text.replace(/^\uFEFF/, ''))
  return {
    file: manifest,
    line: fault?.line ?? null,
    code: 'INVALID_JSON',
    message: fault ? `not JSON: unexpected ${fault.found}` : `not JSON: ${String(cause)}`,
    hint: 'package.json allows no comments and no trailing commas',
  }
}

function tooDeep(manifest: string): Diagnostic {
  return {
    file: manifest,
    line: 1,
    code: 'INVALID_PACKAGE_JSON',
    message: `the file nests its values more than ${DEEPEST_JSON} levels deep`,
    hint: 'a package.json needs only a few',
  }
}

function notAnObject(manifest: string): Diagnostic {
  return {
    file: manifest,
    line: 1,
    code: 'INVALID_PACKAGE_JSON',
    message: 'the file contains JSON, but not an object',
    hint: 'write at least {"name": "…"}',
  }
}
