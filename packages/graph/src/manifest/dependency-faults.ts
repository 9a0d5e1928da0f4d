import type { Fault } from '../faults'
import { type FieldTypes, typeFaults } from './field-types'
import { entryOf, stringOf, stringsOf, type TomlTable } from './toml-table'

/** What Cargo would refuse in the table of a dependency, or null. */
export function dependencyFault(key: string, table: TomlTable): Fault | null {
  for (const { key: _, ...fault } of typeFaults(table, TYPES, { place: [], inheritable: false })) return fault
  return sourceFault(key, table) ?? featureFault(key, stringsOf(table, 'features') ?? [])
}

const TYPES: FieldTypes = {
  ...{ version: 'string', path: 'string', git: 'string', branch: 'string', tag: 'string', rev: 'string' },
  ...{ package: 'string', registry: 'string', features: 'strings', optional: 'boolean' },
  ...{ 'default-features': 'boolean', default_features: 'boolean' },
}

const REFERENCES = ['branch', 'tag', 'rev']

function sourceFault(key: string, table: TomlTable): Fault | null {
  const url = stringOf(table, 'git')
  const references = REFERENCES.filter((each) => entryOf(table, each) !== undefined)
  if (url === undefined) return references[0] === undefined ? null : withoutGit(key, references[0])
  if (entryOf(table, 'path') !== undefined) return ambiguous(key, ['git', 'path'])
  if (entryOf(table, 'registry') !== undefined) return ambiguous(key, ['git', 'registry'])
  if (references.length > 1) return ambiguous(key, references)
  return urlFault(key, url)
}

function withoutGit(key: string, reference: string): Fault {
  return {
    code: 'REFERENCE_WITHOUT_GIT',
    message: `dependency "${key}" names a ${reference} but no git repository`,
    hint: `remove ${reference}, or take the dependency from a git repository alone with git = "https://…"`,
  }
}

function ambiguous(key: string, words: readonly string[]): Fault {
  return {
    code: 'AMBIGUOUS_DEPENDENCY',
    message: `dependency "${key}" has ${words.join(' and ')}, but Cargo accepts only one of them`,
    hint: `keep one of ${words.join(', ')} and remove the rest`,
  }
}

const SPECIAL = /^(?:https?|ftp|file|wss?):/i

function urlFault(key: string, text: string): Fault | null {
  const url = text.trim()
  const rest = /^[A-Za-z][A-Za-z0-9+.-]*:(.*)$/s.exec(url)?.[1]
  const isUrl =
    rest !== undefined && (SPECIAL.test(url) ? !/^https?:[\\/]*$/i.test(url) : rest.startsWith('/'))
  if (isUrl) return null
  const [, host, path] = /^([\w.-]+@[\w.-]+):([^/].*)$/.exec(url) ?? []
  return {
    code: 'INVALID_GIT_URL',
    message: `dependency "${key}" has the git repository ${JSON.stringify(text)}, which is not a URL`,
    hint:
      host === undefined
        ? 'write the whole URL, as in git = "https://…", or use path instead of git for a directory'
        : `write git = "ssh://${host}/${path}"`,
  }
}

/** A fault when a feature asked of a dependency is not one of its own. */
export function featureFault(key: string, features: readonly string[]): Fault | null {
  const feature = features.find((each) => each.includes('/') || each.startsWith('dep:'))
  if (feature === undefined) return null
  const quoted = JSON.stringify(feature)
  return {
    code: 'INVALID_DEPENDENCY_FEATURE',
    message: `dependency "${key}" asks for the feature ${quoted}, but it can only ask for its own features`,
    hint: feature.includes('/')
      ? `remove ${quoted} from its features, and enable that feature where its package is a dependency`
      : `write ${JSON.stringify(feature.slice(4))}`,
  }
}

/** A fault when the table of a dependency that is inherited says what Cargo refuses. */
export function memberFault(key: string, member: TomlTable): Fault | null {
  for (const { key: _, ...fault } of typeFaults(member, MEMBER_TYPES, { place: [], inheritable: false }))
    return fault
  return featureFault(key, stringsOf(member, 'features') ?? [])
}

const MEMBER_TYPES: FieldTypes = { features: 'strings', optional: 'boolean', 'default-features': 'boolean' }
