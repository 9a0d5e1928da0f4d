import { ticks } from './ticks.js'

export interface Elevations {
  /** Metres above the sea, from the left to the right. */
  readonly heights: ArrayLike<number>
  /** Pixels. */
  readonly width: number
  readonly height: number
}

export interface ElevationChart {
  /** SVG paths, closed. */
  readonly ground: string
  readonly sea: string
  /** Pixels from the top, of round numbers of metres. */
  readonly ticks: readonly { readonly metres: number; readonly y: number }[]
  /** Metres climbed on the way from left to right. */
  readonly ascent: number
}

/** A cut through the ground with the sea on it. */
export function elevationChart({ heights, width, height }: Elevations): ElevationChart {
  const metres = Array.from(heights)
  const lowest = Math.min(0, ...metres)
  const highest = Math.max(1, ...metres)
  const y = (value: number) => round(((highest - value) / (highest - lowest)) * height)
  const x = (index: number) => round((index / Math.max(1, metres.length - 1)) * width)
  const line = metres.map((value, index) => `${x(index)} ${y(value)}`).join('L')
  return {
    ground: metres.length < 2 ? '' : `M${line}L${width} ${height}L0 ${height}Z`,
    sea: lowest < 0 ? `M0 ${y(0)}H${width}V${height}H0Z` : '',
    ticks: ticks({ from: lowest, to: highest }, 4).map((value) => ({ metres: value, y: y(value) })),
    ascent: Math.round(ascentOf(metres)),
  }
}

/** Over land: the sea bed is not climbed. */
function ascentOf(metres: readonly number[]): number {
  return metres.reduce((sum, value, index) => {
    const before = Math.max(0, metres[index - 1] ?? value)
    return sum + Math.max(0, Math.max(0, value) - before)
  }, 0)
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
