import { CargoError } from '../cargo-error'
import type { CargoWorkspace } from '../cargo-workspace'
import type { CrateId } from '../crate'
import type { CrateEntry } from './crate-entry'
import { digestInputs, type KeyInput } from './key-input'
import type { TaskKind } from './task-kind'
import { NO_SETTINGS, type TaskSettings } from './task-settings'
import type { DigestedInputs, WorkspaceInputs } from './workspace-inputs'

export interface CrateKeysContext {
  readonly workspaces: WorkspaceInputs
  workspace(manifest: string): CargoWorkspace | undefined
  entry(id: CrateId): CrateEntry | undefined
  /** The digest of a key that was put together before from the same entries and the same common inputs. */
  known?(id: CrateId, kind: TaskKind, common: DigestedInputs): string | undefined
}

export interface CrateKey {
  /** SHA-256 of what went into it, in hexadecimal. */
  readonly digest: string
  /** The digests that it was put together from, in order; empty when it was known. */
  readonly inputs: readonly KeyInput[]
  /** What all crates of the workspace have in common. */
  readonly common: DigestedInputs
}

/** The cache keys of crates, put together from what each contributes. */
export class CrateKeys {
  readonly #context: CrateKeysContext
  readonly #libraries = new Map<string, string>()
  #isNew = false

  constructor(context: CrateKeysContext) {
    this.#context = context
  }

  /** Whether there was a key that nobody knew before. */
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
    const known = settings === NO_SETTINGS ? this.#context.known?.(id, kind, common) : undefined
    if (known !== undefined) return { digest: known, inputs: [], common }
    this.#isNew = true
    const inputs: KeyInput[] = [
      { what: 'workspace', value: common.digest },
      { what: 'library', value: own.compiles ? this.#library(id, entry.workspace) : 'none' },
      { what: 'own', value: own.own },
    ]
    if (own.dev && entry.dev) {
      inputs.push({ what: 'dev-dependencies, locked', value: entry.dev.locked })
      for (const crate of entry.dev.crates) inputs.push(this.#crateInput(crate, entry.workspace))
    }
    return { digest: digestInputs(inputs), inputs, common }
  }

  /** The crates that a crate compiles against, as inputs of its key. */
  dependencies(entry: CrateEntry): KeyInput[] {
    const needs = entry.libraries[entry.workspace]?.needs
    return (needs?.crates ?? []).map((crate) => this.#crateInput(crate, entry.workspace))
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
