import { type ContestantResult, totalsOf } from './precision-table'

const WIDTH = 760
const LEFT = 190
const BAR = 15
const ROW = 46
const TOP = 40
/** Of the longest bar. */
const LONGEST = WIDTH - LEFT - 60

/** Bars of needless and missing rebuilds, an SVG that can be read on white and on black. */
export function plotPrecision(results: readonly ContestantResult[]): string {
  const bars = results.flatMap(({ name, edits }) => (edits ? [{ name, ...totalsOf(edits) }] : []))
  const most = Math.max(1, ...bars.flatMap(({ needless, missing }) => [needless, missing]))
  const rows = bars.map(({ name, needless, missing }, index) => {
    const top = TOP + index * ROW
    const bar = (count: number, kind: string, place: number) => {
      // What there is can be seen.
      const length = count === 0 ? 0 : Math.max(2, Math.round((count / most) * LONGEST))
      const y = top + place * (BAR + 2)
      return `<rect class="${kind}" x="${LEFT}" y="${y}" width="${length}" height="${BAR}"/><text x="${LEFT + length + 6}" y="${y + 12}">${count}</text>`
    }
    const label = `<text x="${LEFT - 10}" y="${top + BAR + 5}" text-anchor="end">${escaped(name)}</text>`
    return `${label}${bar(needless, 'needless', 0)}${bar(missing, 'missing', 1)}`
  })
  const height = TOP + bars.length * ROW
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="Needless and missing rebuilds of each tool">
<style>${STYLE}</style>
${LEGEND}
${rows.join('\n')}
</svg>
`
}

const STYLE =
  'text{font:13px sans-serif;fill:#1f2328}.needless{fill:#3d85c6}.missing{fill:#d1493f}@media(prefers-color-scheme:dark){text{fill:#e6edf3}}'

const LEGEND = [
  { kind: 'needless', text: 'needless: built for nothing', x: LEFT },
  { kind: 'missing', text: 'missing: stale result from the cache', x: LEFT + 230 },
]
  .map(
    ({ kind, text, x }) =>
      `<rect class="${kind}" x="${x}" y="10" width="${BAR}" height="${BAR}"/><text x="${x + BAR + 6}" y="22">${text}</text>`,
  )
  .join('\n')

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
