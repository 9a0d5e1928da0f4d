import { closeSync, cpSync, mkdirSync, openSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import type { NarItem } from '../nar'
import { NixError } from '../nix-error'
import type { StoreFiles } from './store-files'

export interface CopyOutOptions {
  readonly storePath: string
  /** Where the copy is made; a new directory, which its parent has. */
  readonly directory: string
  /** An empty directory for what links lead to. */
  readonly scratch: string
}

/**
 * A copy of a store path that may be written to and that outlives it: files and directories, and in place of links what they lead to,
 * in this or in other store paths. Throws where one leads out of the store or nowhere.
 */
export async function copyOut(
  files: StoreFiles,
  { storePath, directory, scratch }: CopyOutOptions,
): Promise<void> {
  const trees = new StoreTrees(files, scratch)
  const tree = await trees.unpack(storePath, directory)
  for (const path of tree.links.keys()) {
    await trees.replaceLink({
      storePath,
      path,
      place: join(directory, path),
      within: [`${storePath}/${path}`],
    })
  }
}

interface StoreTree {
  readonly directory: string
  /** Path → target. Not made on the disk, so that nothing is ever written through one. */
  readonly links: ReadonlyMap<string, string>
}

interface Link {
  readonly storePath: string
  /** In the store path. */
  readonly path: string
  /** Where what it leads to is to be. */
  readonly place: string
  /** What is being copied while this is: whatever leads to something that holds one of them has no end. */
  readonly within: readonly string[]
}

/** As many links one after the other as Linux follows. */
const MOST_LINKS = 40

class StoreTrees {
  readonly #files: StoreFiles
  readonly #scratch: string
  readonly #unpacked = new Map<string, StoreTree>()

  constructor(files: StoreFiles, scratch: string) {
    this.#files = files
    this.#scratch = scratch
  }

  /** Writes the files of a store path, without its links. */
  async unpack(storePath: string, directory: string): Promise<StoreTree> {
    const links = new Map<string, string>()
    for await (const item of this.#files.items(storePath)) {
      const place = join(directory, item.path)
      if (item.is === 'directory') mkdirSync(place, { recursive: true })
      else if (item.is === 'link') links.set(item.path, item.target)
      else await writeFile(place, item)
    }
    const tree = { directory, links }
    this.#unpacked.set(storePath, tree)
    return tree
  }

  async replaceLink(link: Link): Promise<void> {
    const target = await this.#follow(link)
    const from = join(target.tree.directory, target.path)
    if (!statSync(from, { throwIfNoEntry: false }))
      throw leadsNowhere(link, 'to something that does not exist')
    const whole = target.path === '' ? target.storePath : `${target.storePath}/${target.path}`
    if (link.within.some((each) => `${each}/`.startsWith(`${whole}/`))) {
      throw leadsNowhere(link, 'to a directory that contains it')
    }
    cpSync(from, link.place, { recursive: true })
    for (const path of target.tree.links.keys()) {
      const below = posix.relative(target.path, path)
      if (below === '' || below.startsWith('..')) continue
      const place = join(link.place, below)
      // Whether it was there to be copied depends on which link came first.
      rmSync(place, { recursive: true, force: true })
      await this.replaceLink({ storePath: target.storePath, path, place, within: [...link.within, whole] })
    }
  }

  /** Where a link leads to in the end: no link, nor is one on the way to it. */
  async #follow(link: Link): Promise<{ storePath: string; tree: StoreTree; path: string }> {
    const store = posix.dirname(link.storePath)
    let way = resolve(link.storePath, link.path, await this.#targetOf(link))
    for (let links = 1; links < MOST_LINKS; links++) {
      const [name, ...names] = way.startsWith(`${store}/`) ? way.slice(store.length + 1).split('/') : []
      if (name === undefined) throw leadsNowhere(link, `to ${way}, which is not in the store`)
      const storePath = `${store}/${name}`
      const path = names.join('/')
      const tree = await this.#tree(storePath)
      const next = firstLinkOn(path, tree)
      if (next === null) return { storePath, tree, path }
      way = posix.join(resolve(storePath, next, tree.links.get(next) ?? ''), path.slice(next.length))
    }
    throw leadsNowhere(link, 'back to itself')
  }

  async #targetOf({ storePath, path }: Link): Promise<string> {
    return (await this.#tree(storePath)).links.get(path) ?? ''
  }

  async #tree(storePath: string): Promise<StoreTree> {
    const place = join(this.#scratch, String(this.#unpacked.size))
    return this.#unpacked.get(storePath) ?? this.unpack(storePath, place)
  }
}

async function writeFile(place: string, { contents, executable }: NarItem & { is: 'file' }): Promise<void> {
  const copy = openSync(place, 'wx', executable ? 0o777 : 0o666)
  try {
    for await (const chunk of contents) writeFileSync(copy, chunk)
  } finally {
    closeSync(copy)
  }
}

function resolve(storePath: string, path: string, target: string): string {
  return posix.resolve(storePath, posix.dirname(path), target)
}

/** The path itself or the nearest directory above it that is a link. */
function firstLinkOn(path: string, { links }: StoreTree): string | null {
  const names = path.split('/')
  const ways = names.map((_, index) => names.slice(0, index + 1).join('/'))
  return ways.find((way) => links.has(way)) ?? null
}

function leadsNowhere({ storePath, path }: Link, where: string): NixError {
  return new NixError('UNRESOLVED_LINK', {
    file: `${storePath}/${path}`,
    message: `the link leads ${where}`,
    hint: 'only files in the store can be copied out of it: let the derivation produce a file instead',
  })
}
