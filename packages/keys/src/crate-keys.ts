import type { CrateId } from '@nx-crane/graph'
import { CargoError, TASK_KINDS, type TaskKind } from '@nx-crane/graph'
import type { CrateFingerprint, LibraryFingerprint, TaskFingerprint } from './crate-fingerprint'
import { digestInputs, digestText, type KeyInput } from './key-input'
import type { KeyNodes } from './key-nodes'
import type { KnownKeys } from './key-snapshot'
import { isTooOld } from './rust-version'
import { NO_SETTINGS, type TaskSettings } from './task-settings'
import { type WideContext, WideParts } from './wide-parts'
import type { DigestedInputs } from './workspace-inputs'

export interface CrateKeysContext extends WideContext {
  fingerprint(id: CrateId): CrateFingerprint | undefined
  /** What was put together before, where the fingerprints are what they were. */
  known(id: CrateId): KnownKeys | undefined
  readonly nodes: KeyNodes
}

export interface CrateKey {
  /** SHA-256 of `common` and `own`, in hexadecimal. */
  readonly digest: string
  /** What all crates of the workspace have in common. */
  readonly common: DigestedInputs
  /** SHA-256 of what the crate and those that it needs contribute, in hexadecimal. */
  readonly own: string
}

/** The cache keys of crates, put together from their fingerprints. */
export class CrateKeys {
  readonly #context: CrateKeysContext
  readonly #libraries = new Map<string, string>()
  readonly #profiles = new Map<string, Readonly<Record<string, string>>>()
  readonly #commons = new Map<string, string>()
  /** What of keys nobody can tell from sources. */
  readonly wide: WideParts
  #isNew = false

  /** @param context what is there to put keys together from */
  constructor(context: CrateKeysContext) {
    this.#context = context
    this.wide = new WideParts(context, {
      library: (crate, workspace) => this.#libraryOf(crate, workspace),
      libraryDigest: (crate, workspace) => this.#library(crate, workspace),
      taskDigest: (fingerprint, kind, own) => this.#digestOf(fingerprint, kind, own),
    })
  }

  /** Whether there was a fingerprint that nobody knew before. */
  get isNew(): boolean {
    return this.#isNew
  }

  /**
   * The key of doing `kind` with a crate: it changes when something changes that can change what comes out, and the
   * same state in another directory has the same key. Undefined where the crate has no such kind. Throws a CargoError
   * when the compiler or its configuration cannot be asked.
   */
  of(fingerprint: CrateFingerprint, kind: TaskKind, settings?: TaskSettings): CrateKey | undefined {
    const own = fingerprint.kinds[kind]
    const workspace = this.#context.workspace(fingerprint.workspace)
    if (!own || !workspace) return undefined
    const common = this.#context.workspaces.of({
      workspace,
      kind,
      settings: settings ?? NO_SETTINGS,
      native: own.native,
      foreign: own.foreign,
      links: own.links,
    })
    const contributed = this.#digestOf(fingerprint, kind, own)
    const wide = this.wide.inputs(fingerprint, kind, settings)
    const { nodes } = this.#context
    const all = wide.length === 0 ? contributed : nodes.digest([{ what: 'own', value: contributed }, ...wide])
    return {
      common,
      own: all,
      // Most keys are asked for only to see that they are what they were, which their two parts say.
      get digest() {
        return nodes.digest([
          { what: 'workspace', value: common.digest },
          { what: 'own', value: all },
        ])
      },
    }
  }

  /** Of the crate and those that it needs alone; undefined where that cannot be said. */
  contribution(fingerprint: CrateFingerprint, kind: TaskKind): string | undefined {
    const own = fingerprint.kinds[kind]
    try {
      return own && this.#digestOf(fingerprint, kind, own)
    } catch (error) {
      if (error instanceof CargoError) return undefined
      throw error
    }
  }

  #digestOf(fingerprint: CrateFingerprint, kind: TaskKind, own: TaskFingerprint): string {
    return (
      this.#context.known(fingerprint.id)?.keys[kind] ??
      this.#context.nodes.digest(this.#contributed(fingerprint, own))
    )
  }

  /**
   * A text that differs whenever a key of the crate, of any kind, does. For most crates of a run it is known without
   * putting a single key together. Throws like {@link of}.
   */
  signature(fingerprint: CrateFingerprint): string {
    const { signature } = this.#context.known(fingerprint.id) ?? this.known(fingerprint)
    return `${signature} ${this.#commonSignature(fingerprint)}${this.#wideSignature(fingerprint)}`
  }

  /** What to keep of a crate for the next run. */
  known(fingerprint: CrateFingerprint): KnownKeys {
    const keys: Partial<Record<TaskKind, string>> = {}
    for (const kind of TASK_KINDS) {
      const own = fingerprint.kinds[kind]
      if (own) keys[kind] = this.#digestOf(fingerprint, kind, own)
    }
    return { keys, signature: digestText(JSON.stringify(keys)) }
  }

  #wideSignature(fingerprint: CrateFingerprint): string {
    const wide = TASK_KINDS.flatMap((kind) => this.wide.inputs(fingerprint, kind))
    return wide.length === 0 ? '' : ` ${digestInputs(wide)}`
  }

  /** Of what the keys of a crate have in common with those of others: the same for all that have the same kinds. */
  #commonSignature({ workspace: manifest, kinds }: CrateFingerprint): string {
    let place = manifest
    for (const kind of TASK_KINDS) {
      const task = kinds[kind]
      if (task) place += ` ${kind} ${task.native} ${task.foreign} ${task.links}`
    }
    let signature = this.#commons.get(place)
    if (signature === undefined) {
      const workspace = this.#context.workspace(manifest)
      const digests = TASK_KINDS.flatMap((kind) => {
        const task = kinds[kind]
        if (!task || !workspace) return []
        const { native, foreign, links } = task
        const shared = { workspace, kind, settings: NO_SETTINGS, native, foreign, links }
        return [this.#context.workspaces.of(shared).digest]
      })
      signature = digestText(digests.join('\n'))
      this.#commons.set(place, signature)
    }
    return signature
  }

  /**
   * What the results of `kind` depend on beside the crate's own contribution, by the profile that they are made with: a
   * profile that is not used may change. Empty where no profile has a say.
   */
  profiles(fingerprint: CrateFingerprint, kind: TaskKind): Readonly<Record<string, string>> {
    const own = fingerprint.kinds[kind]
    const workspace = this.#context.workspace(fingerprint.workspace)
    if (!own?.compiles || !workspace) return {}
    const { native, foreign, links } = own
    const place = [kind, native, foreign, links, workspace.manifest].join('\0')
    let found = this.#profiles.get(place)
    if (found === undefined) {
      const { workspaces } = this.#context
      const digests = workspaces.profiles(workspace).map((profile) => {
        const settings = { ...NO_SETTINGS, profile }
        return [profile, workspaces.of({ workspace, kind, settings, native, foreign, links }).digest] as const
      })
      found = Object.fromEntries(digests)
      this.#profiles.set(place, found)
    }
    return found
  }

  /** The digests that the contribution to a key is put together from, in order. */
  #contributed(fingerprint: CrateFingerprint, own: TaskFingerprint): KeyInput[] {
    this.#isNew = true
    const inputs: KeyInput[] = [
      {
        what: 'library',
        value: own.compiles ? this.#library(fingerprint.id, fingerprint.workspace) : 'none',
      },
      { what: 'own', value: own.own },
    ]
    if (own.dev && fingerprint.dev) {
      inputs.push({ what: 'dev-dependencies, locked', value: fingerprint.dev.locked })
      for (const crate of fingerprint.dev.crates) inputs.push(this.#crateInput(crate, fingerprint.workspace))
    }
    return inputs
  }

  /** The crates that `kind` compiles a crate against, as inputs of its key. */
  dependencies(fingerprint: CrateFingerprint, kind: TaskKind): KeyInput[] {
    const { compiles = false, dev = false } = fingerprint.kinds[kind] ?? {}
    const needs = compiles ? (fingerprint.libraries[fingerprint.workspace]?.needs.crates ?? []) : []
    const crates = new Set([...needs, ...(dev ? (fingerprint.dev?.crates ?? []) : [])])
    return [...crates].map((crate) => this.#crateInput(crate, fingerprint.workspace))
  }

  /** A crate that Cargo refuses has no key that it had when Cargo did not. */
  #refusal({ rustVersion, workspace: manifest }: CrateFingerprint): KeyInput[] {
    const workspace = rustVersion === null ? undefined : this.#context.workspace(manifest)
    if (rustVersion === null || !workspace) return []
    const task = { workspace, kind: 'build', settings: NO_SETTINGS, ...NOTHING_ELSE } as const
    const { inputs } = this.#context.workspaces.of(task)
    const rustc = inputs.find(({ what }) => what === 'toolchain: rustc')?.value ?? ''
    return isTooOld(rustc, rustVersion) ? [{ what: 'refused: rust-version', value: rustVersion }] : []
  }

  #crateInput(id: CrateId, workspace: string): KeyInput {
    return { what: `crate: ${id}`, value: this.#library(id, workspace) }
  }

  #library(id: CrateId, workspace: string): string {
    const place = `${workspace}\0${id}`
    const known = this.#libraries.get(place)
    if (known !== undefined) return known
    const fingerprint = this.#context.fingerprint(id)
    const library = fingerprint?.libraries[workspace]
    if (!library) throw missingLibrary(id)
    const inputs = [
      ...this.#refusal(fingerprint),
      { what: 'own', value: library.own },
      { what: 'locked', value: library.needs.locked },
      ...library.needs.crates.map((crate) => this.#crateInput(crate, workspace)),
    ]
    // What an earlier run has put together it has recorded.
    const digest = this.#context.known(id) ? digestInputs(inputs) : this.#context.nodes.digest(inputs)
    this.#libraries.set(place, digest)
    return digest
  }

  #libraryOf(id: CrateId, workspace: string): LibraryFingerprint {
    const library = this.#context.fingerprint(id)?.libraries[workspace]
    if (!library) throw missingLibrary(id)
    return library
  }
}

const NOTHING_ELSE = { native: false, foreign: false, links: false } as const

function missingLibrary(id: CrateId): CargoError {
  return new CargoError('NO_SUCH_CRATE', {
    file: id,
    message: 'is needed by another crate, but was not found',
    hint: 'check that the manifest is there and has a [package] table',
  })
}
