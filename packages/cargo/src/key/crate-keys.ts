import { CargoError } from '../cargo-error'
import type { CargoWorkspace } from '../cargo-workspace'
import type { CrateId } from '../crate'
import { TASK_KINDS, type TaskKind } from '../target-kinds'
import type { CrateEntry, KindEntry } from './crate-entry'
import { digestInputs, digestText, type KeyInput } from './key-input'
import type { KnownKeys } from './key-state'
import { NO_SETTINGS, type TaskSettings } from './task-settings'
import type { DigestedInputs, WorkspaceInputs } from './workspace-inputs'

export interface CrateKeysContext {
  readonly workspaces: WorkspaceInputs
  workspace(manifest: string): CargoWorkspace | undefined
  entry(id: CrateId): CrateEntry | undefined
  /** What was put together before, where the entries are what they were. */
  known?(id: CrateId): KnownKeys | undefined
}

export interface CrateKey {
  /** SHA-256 of `common` and `own`, in hexadecimal. */
  readonly digest: string
  /** What all crates of the workspace have in common. */
  readonly common: DigestedInputs
  /** SHA-256 of what the crate and those that it needs contribute, in hexadecimal. */
  readonly own: string
}

/** The cache keys of crates, put together from what each contributes. */
export class CrateKeys {
  readonly #context: CrateKeysContext
  readonly #libraries = new Map<string, string>()
  readonly #profiles = new Map<string, Readonly<Record<string, string>>>()
  readonly #commons = new Map<string, string>()
  #isNew = false

  /** @param context what is there to put keys together from */
  constructor(context: CrateKeysContext) {
    this.#context = context
  }

  /** Whether there was a contribution that nobody knew before. */
  get isNew(): boolean {
    return this.#isNew
  }

  /**
   * The key of doing `kind` with a crate: it changes when something changes that can change what comes out, and the
   * same state in another directory has the same key. Undefined where the crate has no such kind. Throws a CargoError
   * when the compiler or its configuration cannot be asked.
   */
  of(entry: CrateEntry, kind: TaskKind, settings: TaskSettings = NO_SETTINGS): CrateKey | undefined {
    const { id } = entry
    const own = entry.kinds[kind]
    const workspace = this.#context.workspace(entry.workspace)
    if (!own || !workspace) return undefined
    const common = this.#context.workspaces.of({ workspace, kind, settings, native: own.native })
    const contributed = this.#context.known?.(id)?.keys[kind] ?? digestInputs(this.#contributed(entry, own))
    return {
      common,
      own: contributed,
      // Most keys are asked for only to see that they are what they were, which their two parts say.
      get digest() {
        return digestInputs([
          { what: 'workspace', value: common.digest },
          { what: 'own', value: contributed },
        ])
      },
    }
  }

  /**
   * A text that differs whenever a key of the crate, of any kind, does. For most crates of a run it is known without
   * putting a single key together. Throws like {@link of}.
   */
  signature(entry: CrateEntry): string {
    const { signature } = this.#context.known?.(entry.id) ?? this.known(entry)
    return `${signature} ${this.#commonSignature(entry)}`
  }

  /** What to keep of a crate for the next run. */
  known(entry: CrateEntry): KnownKeys {
    const keys: Partial<Record<TaskKind, string>> = {}
    for (const kind of TASK_KINDS) {
      const key = this.of(entry, kind)
      if (key) keys[kind] = key.own
    }
    return { keys, signature: digestText(JSON.stringify(keys)) }
  }

  /** Of what the keys of a crate have in common with those of others: the same for all that have the same kinds. */
  #commonSignature({ workspace: manifest, kinds }: CrateEntry): string {
    let place = manifest
    for (const kind of TASK_KINDS) {
      const entry = kinds[kind]
      if (entry) place += entry.native ? ` ${kind}, native` : ` ${kind}`
    }
    let signature = this.#commons.get(place)
    if (signature === undefined) {
      const workspace = this.#context.workspace(manifest)
      const digests = TASK_KINDS.flatMap((kind) => {
        const entry = kinds[kind]
        if (!entry || !workspace) return []
        const task = { workspace, kind, settings: NO_SETTINGS, native: entry.native }
        return [this.#context.workspaces.of(task).digest]
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
  profiles(entry: CrateEntry, kind: TaskKind): Readonly<Record<string, string>> {
    const own = entry.kinds[kind]
    const workspace = this.#context.workspace(entry.workspace)
    if (!own?.compiles || !workspace) return {}
    const place = `${kind}\0${own.native}\0${workspace.manifest}`
    let found = this.#profiles.get(place)
    if (found === undefined) {
      const { workspaces } = this.#context
      const digests = workspaces.profiles(workspace).map((profile) => {
        const settings = { ...NO_SETTINGS, profile }
        return [profile, workspaces.of({ workspace, kind, settings, native: own.native }).digest] as const
      })
      found = Object.fromEntries(digests)
      this.#profiles.set(place, found)
    }
    return found
  }

  /** The digests that the contribution to a key is put together from, in order. */
  #contributed(entry: CrateEntry, own: KindEntry): KeyInput[] {
    this.#isNew = true
    const inputs: KeyInput[] = [
      { what: 'library', value: own.compiles ? this.#library(entry.id, entry.workspace) : 'none' },
      { what: 'own', value: own.own },
    ]
    if (own.dev && entry.dev) {
      inputs.push({ what: 'dev-dependencies, locked', value: entry.dev.locked })
      for (const crate of entry.dev.crates) inputs.push(this.#crateInput(crate, entry.workspace))
    }
    return inputs
  }

  /** The crates that `kind` compiles a crate against, as inputs of its key. */
  dependencies(entry: CrateEntry, kind: TaskKind): KeyInput[] {
    const { compiles = false, dev = false } = entry.kinds[kind] ?? {}
    const needs = compiles ? (entry.libraries[entry.workspace]?.needs.crates ?? []) : []
    const crates = new Set([...needs, ...(dev ? (entry.dev?.crates ?? []) : [])])
    return [...crates].map((crate) => this.#crateInput(crate, entry.workspace))
  }

  #crateInput(id: CrateId, workspace: string): KeyInput {
    return { what: `crate: ${id}`, value: this.#library(id, workspace) }
  }

  #library(id: CrateId, workspace: string): string {
    const place = `${workspace}\0${id}`
    const known = this.#libraries.get(place)
    if (known !== undefined) return known
    const library = this.#context.entry(id)?.libraries[workspace]
    if (!library) throw missingLibrary(id)
    const digest = digestInputs([
      { what: 'own', value: library.own },
      { what: 'locked', value: library.needs.locked },
      ...library.needs.crates.map((crate) => this.#crateInput(crate, workspace)),
    ])
    this.#libraries.set(place, digest)
    return digest
  }
}

function missingLibrary(id: CrateId): CargoError {
  return new CargoError('NO_SUCH_CRATE', {
    file: id,
    message: 'is needed by another crate, and nothing is known of it',
    hint: 'check that the manifest is there and has a [package] table',
  })
}
