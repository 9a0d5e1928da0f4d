import { parse as parseToml } from 'smol-toml'
import { Random } from '../kit/random'
import { type BadFormat, printed, spoiltTexts } from './bad-text'
import { type Value, wrongTrees } from './bad-values'

/** A file of a repository, and what is in it when nothing is wrong. */
export interface GoodFile {
  readonly path: string
  readonly format: BadFormat
  readonly text: string
  /** What the text says, where this module cannot parse it: of a YAML file. */
  readonly value?: Value
}

/** The file with something wrong in it. The same seed makes the same ones. */
export interface BadFile {
  readonly path: string
  /** What is wrong, for people. */
  readonly what: string
  readonly bytes: Buffer
}

/**
 * Every way in which the file is tried: each node of its value in each wrong type, and what may be wrong with a text.
 *
 * @param most of each of the two kinds; all when left out
 */
export function badFiles(good: GoodFile, seed: number, most = Number.POSITIVE_INFINITY): BadFile[] {
  const random = new Random(seed)
  const trees = wrongTrees(treeOf(good)).flatMap(({ what, value }): BadFile[] => {
    const text = printed(value, good.format)
    return text === undefined ? [] : [{ path: good.path, what, bytes: Buffer.from(text) }]
  })
  const texts = spoiltTexts(good.text, good.format, random).map((spoilt) => ({ path: good.path, ...spoilt }))
  return [...random.sample(texts, most), ...random.sample(good.format === 'text' ? [] : trees, most)]
}

function treeOf({ format, text, value }: GoodFile): Value {
  if (value !== undefined) return value
  if (format === 'json') return JSON.parse(text) as Value
  return format === 'toml' ? (parseToml(text) as Value) : null
}
