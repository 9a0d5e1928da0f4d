import { existsSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { DiskView, makeStaging } from '@nx-crane/files'
import { updateSubmodule } from '@nx-crane/graph'
import { type CommitFiles, type CommitFilesOptions, compareCommit } from './commit-files'
import { standInsOf } from './commit-stand-ins'
import type { GitRepository } from './git-repository'
import { placeLargeFiles } from './large-files'
import type { RepositoryState } from './repository-state'

export interface CommitStateOptions extends CommitFilesOptions {
  /** The workspace, absolute and real: the repository's top or a directory in it. */
  readonly root: string
}

/** A commit of the repository, as long as it is not disposed. */
export interface CommitState extends RepositoryState, Disposable {
  /** Files of which the disk has others, relative to the repository. */
  readonly unlikeDisk: readonly string[]
}

/**
 * The workspace as a commit has it, without a checkout. What differs from the disk is written to a directory of its own, which is gone
 * when the state is disposed; all else is the disk.
 *
 * @param commit its full name
 */
export function commitState(
  repository: GitRepository,
  commit: string,
  options: CommitStateOptions,
): CommitState {
  const staging = makeStaging({ root: realpathSync(tmpdir()), path: '' })
  try {
    const state = new CommitLook({ repository, commit, place: staging.path }, options)
    const view = state.view()
    return {
      view,
      notes: state.notes,
      unlikeDisk: state.unlikeDisk,
      checkout: () => (view === null ? options.root : state.checkout()),
      [Symbol.dispose]: () => staging[Symbol.dispose](),
    }
  } catch (error) {
    staging[Symbol.dispose]()
    throw error
  }
}

interface CommitPlace {
  readonly repository: GitRepository
  readonly commit: string
  /** A directory of our own. */
  readonly place: string
}

class CommitLook {
  readonly notes: string[] = []
  readonly #commit: CommitPlace
  readonly #options: CommitStateOptions
  /** The commit itself and those of its submodules, with their paths. */
  readonly #parts: CommitPart[] = []

  constructor(commit: CommitPlace, options: CommitStateOptions) {
    this.#commit = commit
    this.#options = options
  }

  get unlikeDisk(): string[] {
    return this.#parts.flatMap(({ path: at, files: { present, absent } }) =>
      [...present, ...absent].map((path) => (at === '' ? path : `${at}/${path}`)),
    )
  }

  /** Null where the disk looks like that already. */
  view(): DiskView | null {
    const { repository, commit, place } = this.#commit
    const standIns = new Map<string, string | null>()
    this.#addPart({ repository, commit, path: '' }, standIns)
    if (repository.answer(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'])?.trim() !== commit) {
      writeFileSync(join(place, 'HEAD'), `${commit}\n`)
      standIns.set(join(repository.gitDirectory, 'HEAD'), join(place, 'HEAD'))
    }
    return standIns.size === 0 ? null : new DiskView({ root: repository.top, standIns })
  }

  checkout(): string {
    const { repository, place } = this.#commit
    const at = join(place, 'checkout')
    if (!existsSync(at)) for (const part of this.#parts) part.checkOutAll(join(at, part.path))
    return join(at, relative(repository.top, this.#options.root))
  }

  #addPart(found: Omit<PartPlace, 'index'>, standIns: Map<string, string | null>): void {
    const { place } = this.#commit
    const { commit } = found
    const part = new CommitPart(
      { ...found, index: join(place, `index-${this.#parts.length}`) },
      this.#options,
    )
    this.#parts.push(part)
    for (const [path, standIn] of part.standIns(join(place, 'files', part.path))) standIns.set(path, standIn)
    for (const path of part.missingSubmodules()) {
      this.notes.push(
        `${path}: the submodule is another one in ${commit.slice(0, 12)}, and is not checked out, so what changed in it is not seen; ${updateSubmodule(path)}`,
      )
    }
    for (const submodule of part.submodules()) {
      const { path, repository } = submodule
      const own = submodule.commit
      if (repository.answer(['rev-parse', '--verify', '--quiet', `${own}^{commit}`]) !== undefined) {
        this.#addPart(submodule, standIns)
        continue
      }
      standIns.set(repository.top, null)
      this.notes.push(
        `${path}: the submodule does not have the commit ${own}, so its files count as missing; ${updateSubmodule(path)}`,
      )
    }
  }
}

interface PartPlace {
  readonly repository: GitRepository
  readonly commit: string
  /** Relative to the repository around it. */
  readonly path: string
  /** A file that does not exist yet, for an index of its own. */
  readonly index: string
}

/** The commit of one repository: the workspace's, or a submodule's. */
class CommitPart {
  readonly files: CommitFiles
  readonly #place: PartPlace
  #isIndexed = false

  constructor(place: PartPlace, options: CommitFilesOptions) {
    this.#place = place
    this.files = compareCommit(place.repository, place.commit, options)
  }

  get path(): string {
    return this.#place.path
  }

  /** The submodules of the commit that are checked out, by their paths in the repository around. */
  submodules(): { path: string; commit: string; repository: GitRepository }[] {
    return [...this.files.submodules].flatMap(([path, commit]) => {
      const repository = this.#place.repository.submodule(path)
      return repository === null ? [] : [{ path: this.#pathOf(path), commit, repository }]
    })
  }

  /** Those that moved and are not checked out, by their paths in the repository around. */
  missingSubmodules(): string[] {
    const missing = this.files.movedSubmodules.filter(
      (path) => this.#place.repository.submodule(path) === null,
    )
    return missing.map((path) => this.#pathOf(path))
  }

  #pathOf(submodule: string): string {
    return this.path === '' ? submodule : `${this.path}/${submodule}`
  }

  /** @param place an empty directory for what differs from the disk */
  standIns(place: string): Map<string, string | null> {
    if (this.files.present.length > 0) this.#checkOut(place, this.files.present)
    return standInsOf(this.files, { top: this.#place.repository.top, place })
  }

  checkOutAll(place: string): void {
    this.#checkOut(place, null)
  }

  /** As a checkout has them, but for filters. All where no paths are given. */
  #checkOut(place: string, paths: readonly string[] | null): void {
    const { repository, commit, index } = this.#place
    mkdirSync(place, { recursive: true })
    if (!this.#isIndexed) repository.paths(['read-tree', commit], { index })
    this.#isIndexed = true
    const which = paths === null ? ['--all'] : ['-z', '--stdin']
    const question = { index, worktree: place, input: paths ?? [] }
    repository.paths(['checkout-index', '--force', '--quiet', ...which], question)
    if (repository.largeFiles === null) return
    const written = paths ?? repository.paths(['ls-files', '-z'], question)
    placeLargeFiles(written, { place, store: repository.largeFiles })
  }
}
