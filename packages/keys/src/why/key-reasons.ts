import type { CrateId } from '@nx-crane/graph'
import { NOT_SET } from '../key-record'
import { type InputChange, inputChanges, type RecordedKey, UNRECORDED } from './input-changes'
import type { KeyReason } from './key-reason'
import { dependencyReasons, packageReasons, targetReasons } from './manifest-reasons'
import { focused } from './read-focus'

/**
 * Why the key of a task is not what it was: what moved it, the deepest cause first and each once. Nothing where the keys are the same.
 *
 * @param crate of the task
 */
export function keyReasons(before: RecordedKey, after: RecordedKey, crate: CrateId): KeyReason[] {
  const reasons = new Map<string, KeyReason>()
  for (const change of focused(inputChanges(before, after))) {
    for (const reason of reasonsOf(change, crate)) {
      const name = identityOf(reason)
      if (!reasons.has(name)) reasons.set(name, reason)
    }
  }
  const found = [...reasons.values()]
  const named = found.filter((reason) => !isSaidByManifest(reason, found) && !isConsequence(reason, found))
  // What a crate reads in any case comes before what it may read.
  return named.sort(
    (a, b) => Number(a.wide !== null) - Number(b.wide !== null) || b.via.length - a.via.length,
  )
}

const LINKER = 'linker '
/** Of what Nix builds. */
const STORE_PATH = 'store path'

/** A crate that links something for the first time uses one, which is no reason of its own; nor is what Nix is told, or makes, of other reasons. */
function isConsequence({ is, name, change }: KeyReason, all: readonly KeyReason[]): boolean {
  if (is === 'derivation')
    return all.some((each) => each.is !== is || (name === STORE_PATH && each.name !== name))
  const isLinker = is === 'native' && change !== 'other' && name.startsWith(LINKER)
  return isLinker && all.some((each) => each.is !== 'native')
}

/** The same cause in several crates is one. */
function identityOf({ is, name, before, after, crate, file }: KeyReason): string {
  const place =
    is === 'manifest' || is === 'dependency' || is === 'feature' || is === 'unrecorded' ? crate : ''
  return JSON.stringify([is, name, before, after, place, file])
}

/** What a new line of a manifest brings along is said by the line. */
function isSaidByManifest({ is, name, change, crate, file }: KeyReason, all: readonly KeyReason[]): boolean {
  if (is === 'package' && change !== 'other' && file === 'Cargo.lock')
    return all.some(
      (each) =>
        each.is === 'dependency' &&
        each.change === change &&
        each.crate === crate &&
        each.name === nameOf(name),
    )
  if (is !== 'dependency' || file !== null) return false
  return all.some(
    (each) =>
      each.is === 'dependency' && each.file !== null && each.crate === crate && each.change === change,
  )
}

function nameOf(name: string): string {
  return name.split(' ')[0] ?? name
}

function reasonsOf(change: InputChange, start: CrateId): KeyReason[] {
  const place = placeOf(change, start)
  const { what, before, after } = change
  const [kind = '', name = ''] = split(what, ': ')
  const other: KeyReason = {
    ...place,
    is: 'setting',
    name: what,
    before,
    after,
    change: changeOf(change),
    file: null,
  }
  const crateFile = place.crate
  switch (kind) {
    case 'file':
    case 'content':
    case 'kind':
    case 'entries':
    case 'tree':
    case 'directory':
      return [
        {
          ...other,
          is: 'file',
          name: withoutSlash(name),
          ...withoutDigests(change),
          file: withoutSlash(name),
        },
      ]
    case 'environment':
      return [{ ...other, is: 'variable', name, ...variable(change) }]
    case 'locked':
      return [{ ...other, ...lockedReason(change), file: 'Cargo.lock' }]
    case 'not locked':
      return [
        {
          ...other,
          is: 'package',
          name: `${name}, which is not locked`,
          before: null,
          after: null,
          file: crateFile,
        },
      ]
    case 'crate':
      return [{ ...other, is: 'dependency', name, before: null, after: null }]
    case 'toolchain':
      return [{ ...other, is: 'toolchain', name, ...versions(before, after) }]
    case 'linker on PATH':
      return [{ ...other, is: 'native', name: `${LINKER}${name}`, before: null, after: null }]
    case 'program':
    case 'named by configuration':
    case 'not in the graph':
      return [{ ...other, is: 'native', name, before: null, after: null, file: name }]
    case 'profile':
      return [{ ...other, is: 'profile', name, ...settings(before, after), file: 'Cargo.toml' }]
    case 'lints':
      return [{ ...other, is: 'manifest', name: `lints.${name}`, before: null, after: null, file: crateFile }]
    case 'configuration': {
      const [setting = '', file] = split(name, ' of ')
      // Of clippy, rustfmt or nextest: it lies anywhere above the crate.
      if (file === undefined)
        return [{ ...other, is: 'file', crate: null, name, ...withoutDigests(change), file: name }]
      return [{ ...other, is: 'configuration', name: setting, before: null, after: null, file }]
    }
    case 'manifest':
      if (name === 'package') return packageReasons(change, { ...other, is: 'manifest', file: crateFile })
      if (name.endsWith(' dependencies'))
        return dependencyReasons(change, { ...other, is: 'dependency', file: crateFile })
      if (Object.hasOwn(TARGETS, name))
        return targetReasons(change, TARGETS[name] ?? name, { ...other, is: 'manifest', file: crateFile })
      return [{ ...other, is: 'manifest', name, ...shortValues(before, after), file: crateFile }]
    case 'flake input':
      return [{ ...other, is: 'flake input', name, file: 'flake.lock' }]
    case STORE_PATH:
      return [{ ...other, is: 'derivation', name: STORE_PATH }]
    case 'said of crates':
      return [{ ...other, is: 'derivation', name, ...withoutDigests(change), file: name }]
    case 'commit':
      return [{ ...other, is: 'commit', name: 'commit, branch or tags', before: null, after: null }]
    case UNRECORDED:
      return [{ ...other, is: 'unrecorded', name: 'what is not in the record', before: null, after: null }]
    case 'package.json':
      return [
        { ...other, is: 'file', name: beside(crateFile), before: null, after: null, file: beside(crateFile) },
      ]
    case 'features unified by resolver':
      return [{ ...other, is: 'manifest', name: 'resolver', file: 'Cargo.toml' }]
    default:
      return [{ ...other, ...shortValues(before, after) }]
  }
}

function placeOf({ path, wide }: InputChange, start: CrateId): Pick<KeyReason, 'crate' | 'via' | 'wide'> {
  const shared = path[0] === 'workspace'
  const part = path.find((name) => name.startsWith('wide: '))
  const owner = part === undefined ? undefined : part.slice(part.indexOf(' of ') + 4)
  const crates = [start, ...path.flatMap((name) => (name.startsWith('crate: ') ? [name.slice(7)] : []))]
  if (owner !== undefined && owner !== start) crates.push(owner)
  const packages = path.flatMap((name) => (name.startsWith('locked: ') ? [nameOf(name.slice(8))] : []))
  const since = wide === null ? null : wide.since
  return {
    crate: shared ? null : (crates.at(-1) ?? start),
    via: shared ? [] : [...crates, ...packages],
    wide: part === undefined ? null : (since ?? ''),
  }
}

function changeOf({ before, after }: InputChange): KeyReason['change'] {
  const isNone = (value: string | null) => value === null || value === 'not there'
  if (isNone(before) === isNone(after)) return 'other'
  return isNone(before) ? 'new' : 'gone'
}

type Values = Pick<KeyReason, 'before' | 'after'>

function withoutDigests(change: InputChange): Values & Pick<KeyReason, 'change'> {
  return { before: null, after: null, change: changeOf(change) }
}

function variable({ before, after }: InputChange): Values & Pick<KeyReason, 'change'> {
  const isSet = (value: string | null) => value !== null && value !== NOT_SET
  if (isSet(before) === isSet(after)) return { before: null, after: null, change: 'other' }
  return { before: null, after: null, change: isSet(after) ? 'new' : 'gone' }
}

/** Of a package that is there in both: its versions. */
function lockedReason(change: InputChange): Pick<KeyReason, 'is' | 'name' | 'before' | 'after' | 'change'> {
  const [name = '', version = ''] = change.what.slice('locked: '.length).split(' ')
  if (change.before !== null && change.after !== null)
    return { is: 'package', name, before: change.before, after: change.after, change: 'other' }
  const state = change.before === null ? 'new' : 'gone'
  return { is: 'package', name: `${name} ${version}`, before: null, after: null, change: state }
}

/** The first lines that differ: a compiler says much of itself. */
function versions(before: string | null, after: string | null): Values {
  const [olds, nows] = [before?.split('\n') ?? [], after?.split('\n') ?? []]
  const at = olds.findIndex((line, index) => line !== nows[index])
  return at === -1 ? shortValues(before, after) : shortValues(olds[at] ?? null, nows[at] ?? null)
}

function settings(before: string | null, after: string | null): Values {
  const [olds, nows] = [tableOf(before), tableOf(after)]
  const names = [...new Set([...Object.keys(olds), ...Object.keys(nows)])].filter(
    (name) => JSON.stringify(olds[name]) !== JSON.stringify(nows[name]),
  )
  const said = (table: Record<string, unknown>) =>
    names.map((name) => `${name} = ${JSON.stringify(table[name]) ?? 'its default'}`).join(', ')
  return names.length === 0 ? shortValues(before, after) : { before: said(olds), after: said(nows) }
}

function tableOf(text: string | null): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? '{}')
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

/** Long ones, and digests, tell people nothing. */
function shortValues(before: string | null, after: string | null): Values {
  const isShort = (value: string | null) =>
    value !== null && value.length <= 80 && !/^(?:[[{]|digest |[0-9a-f]{24}$)/.test(value)
  return isShort(before) || isShort(after)
    ? { before: isShort(before) ? before : null, after: isShort(after) ? after : null }
    : { before: null, after: null }
}

/** By the parts of crates that key inputs are named after. */
const TARGETS: Readonly<Record<string, string>> = {
  lib: 'library target',
  script: 'build script target',
  bins: 'binary target',
  examples: 'example target',
  tests: 'test target',
  benches: 'bench target',
}

function beside(manifest: CrateId | null): string {
  return (manifest ?? 'Cargo.toml').replace(/Cargo\.toml$/, 'package.json')
}

function withoutSlash(path: string): string {
  return path.replace(/(?<=.)\/$/, '')
}

function split(text: string, by: string): [string, string] | [string] {
  const at = text.indexOf(by)
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + by.length)]
}
