import { execFileSync } from 'node:child_process'
import { DEFAULT_OPTIONS, type GeneratorOptions } from '../bench/generate/options'
import { generateMonorepo } from '../bench/generate-monorepo'
import { EditedRepository } from '../check-keys/edited-repository'
import { planGenerated } from '../check-keys/generated/generated-plan'
import { prepareGenerated } from '../check-keys/generated/generated-repository'
import { chooseSubjects, type Subjects } from '../check-keys/generated/subjects'
import { Random } from '../kit/random'
import { farInputs } from './far-inputs/far-inputs'
import { removeWasmCrates, updateFlake } from './nix-flake'

/** One commit, and what was done in it. */
export interface MadeCommit {
  readonly revision: string
  readonly edits: readonly string[]
}

export interface HistoryOptions {
  readonly seed: number
  readonly commits: number
  /** Ids of edits; all when empty. Then each commit is one edit of the first state, and the next goes back. */
  readonly only: readonly string[]
  /** Directory of the packed plugin. */
  readonly plugin: string
  readonly builder: 'cargo' | 'nix'
}

/** A generated monorepo with a history of random commits, the first one first. */
export class RandomHistory {
  readonly root: string
  readonly commits: readonly MadeCommit[]
  /** Variables that its builds have. */
  readonly environment: Readonly<Record<string, string>>
  readonly #builder: HistoryOptions['builder']

  constructor(root: string, { seed, commits, only, plugin, builder }: HistoryOptions) {
    this.root = root
    this.#builder = builder
    const { options, subjects } = smallMonorepo(seed)
    const repository = prepareGenerated(root, { ...options, plugin })
    this.environment = repository.environment
    const random = new Random(seed)
    const far = farInputs(subjects).filter(
      ({ id }) => only.length > 0 || random.chance(RARE.has(id) ? 0.15 : 0.85),
    )
    const start = new EditedRepository(root, `${root}.tools`)
    for (const input of far) input.add(start)
    if (builder === 'nix') removeWasmCrates(root, subjects)
    this.#git('init', '--quiet')
    const made = [this.#commit(['the first state'])]
    const edits = [...repository.edits, ...far.flatMap((input) => input.edits)].filter(
      ({ id }) => !SAYS_NOTHING.has(id) && (only.length === 0 || only.includes(id)),
    )
    const order = random.sample(edits, edits.length)
    while (made.length <= commits) {
      const isBack = random.chance(0.2) && made.length > 1
      if (isBack) this.#git('read-tree', '-u', '--reset', made[0]?.revision ?? '')
      const done = isBack ? ['back to the first state'] : []
      const count = only.length > 0 || isBack ? 1 : random.between(1, 2)
      for (let index = 0; index < count; index++) {
        // Each once, before any of them a second time.
        const edit = order.shift()
        if (edit === undefined) break
        order.push(edit)
        if (this.#apply(edit)) done.push(edit.id)
      }
      if (done.length > 0 && this.#isChanged()) made.push(this.#commit(done))
      else if (order.length === 0) break
    }
    this.commits = made
  }

  /** Whether it could be made: what an earlier edit has deleted is not there to be edited. */
  #apply(edit: { apply(it: EditedRepository): void }): boolean {
    try {
      edit.apply(new EditedRepository(this.root, `${this.root}.tools`))
      return true
    } catch {
      return false
    }
  }

  #isChanged(): boolean {
    return this.#git('status', '--porcelain').trim() !== ''
  }

  #commit(edits: readonly string[]): MadeCommit {
    if (this.#builder === 'nix') updateFlake(this.root)
    this.#git('add', '--all')
    this.#git(
      '-c',
      'user.name=nobody',
      '-c',
      'user.email=nobody@example.org',
      'commit',
      '--quiet',
      '-m',
      edits.join(', '),
    )
    return { revision: this.#git('rev-parse', 'HEAD').trim(), edits }
  }

  #git(...args: string[]): string {
    return execFileSync('git', args, { cwd: this.root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  }
}

/** One that has something of each kind to edit: of so few crates not every one has. */
function smallMonorepo(seed: number): { options: GeneratorOptions; subjects: Subjects } {
  for (let next = seed; ; next++) {
    const size = { crates: 24, packages: 12, wasm: 3, apps: 2 }
    const options: GeneratorOptions = { ...DEFAULT_OPTIONS, ...size, seed: next, layout: 'mixed' }
    try {
      return { options, subjects: chooseSubjects(planGenerated(options), generateMonorepo(options)) }
    } catch (error) {
      if (next > seed + 100) throw error
    }
  }
}

/** With it nearly every task has to be selected after nearly every commit, and nothing could be left out. */
const RARE = new Set(['a proc macro that looks into directories'])

/** What a commit does not hold: the environment, times, the compiler, ignored files. */
const SAYS_NOTHING = new Set(['rustc-update', 'env-flags', 'env-unread', 'rs-touch', 'ignored-file'])
