/**
 * Round numbers that divide a range into at most `count` parts, from the first inside the range to the last.
 *
 * @example ticks({ from: -120, to: 870 }, 4) // → [0, 500]
 */
export function ticks({ from, to }: { from: number; to: number }, count: number): number[] {
  if (!(to > from) || count < 1) return []
  const rough = (to - from) / count
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = power * ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10)
  const first = Math.ceil(from / step)
  const last = Math.floor(to / step)
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step)
}
