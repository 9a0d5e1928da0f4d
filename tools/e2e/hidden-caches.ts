import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { NxWorkspace } from './nx-workspace'
import { outputDirsOf } from './outputs'

const CACHES = ['target', '.nx', 'node_modules/.cache']

/** Everything that builds have left in a workspace, put out of their sight; it takes the place of what is there at the end. */
export class HiddenCaches implements Disposable {
  readonly #root: string
  readonly #paths: readonly string[]
  readonly #away: string

  constructor(workspace: NxWorkspace) {
    this.#root = workspace.root
    this.#paths = [...CACHES, ...outputDirsOf(workspace)].filter((path) => workspace.exists(path))
    // Beside the workspace, so that moving is renaming.
    this.#away = mkdtempSync(`${workspace.root}-away-`)
    for (const path of this.#paths) move(join(this.#root, path), join(this.#away, path))
  }

  [Symbol.dispose](): void {
    for (const path of this.#paths) {
      rmSync(join(this.#root, path), { recursive: true, force: true })
      move(join(this.#away, path), join(this.#root, path))
    }
    rmSync(this.#away, { recursive: true })
  }
}

function move(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true })
  renameSync(from, to)
}
