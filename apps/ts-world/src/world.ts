import { Atlas } from '@atlas/wasm'
import type { Cell, Line, Settings, Site, Summary, Town } from './facts.js'

export interface World extends Disposable {
  readonly width: number
  readonly height: number
  readonly summary: Summary
  readonly towns: readonly Town[]
  /** The map: red, green, blue and alpha of each cell, row by row. */
  paint(style: string): Uint8ClampedArray<ArrayBuffer>
  cell(site: Site): Cell
  /** Metres above the sea at `count` points of a line. */
  profile(line: Line, count: number): Float32Array
  /** Gives the world's memory in the wasm module back. */
  [Symbol.dispose](): void
}

/**
 * The world of these settings; the same ones give the same world, here and on the command line.
 *
 * @throws Error that names the setting which is out of its range
 */
export function makeWorld(settings: Settings): World {
  const atlas = new Atlas(JSON.stringify(settings))
  const { width, height } = atlas
  return {
    width,
    height,
    summary: JSON.parse(atlas.summary()) as Summary,
    towns: JSON.parse(atlas.towns()) as Town[],
    paint: (style) => new Uint8ClampedArray(atlas.paint(style)),
    cell: ({ x, y }) => ({ elevation: atlas.elevation(x, y), biome: atlas.biome(x, y) }),
    profile: ({ from, to }, count) => atlas.profile(Uint32Array.of(from.x, from.y, to.x, to.y), count),
    [Symbol.dispose]: () => atlas.free(),
  }
}
