import { shareBar } from '@atlas/chart'
import { biomeColour, type Summary } from '@atlas/world'
import { element } from './element'

const numbers = new Intl.NumberFormat('en')

/** Shows what is known about a world. */
export function showFacts(summary: Summary, milliseconds: number): void {
  const { highestPeak, longestRiver } = summary
  const land = `${(summary.landShare * 100).toFixed(1)} % of the map`
  fact('fact-land', `${numbers.format(summary.landArea)} km²`, land)
  fact('fact-peak', highestPeak ? `${numbers.format(highestPeak.elevation)} m` : 'none', highestPeak?.name)
  fact('fact-river', longestRiver ? `${numbers.format(longestRiver.length)} km` : 'none', longestRiver?.name)
  fact('fact-time', `${Math.round(milliseconds)} ms`, 'in WebAssembly')
  showCover(summary)
}

function fact(id: string, value: string, note = ''): void {
  const small = document.createElement('span')
  small.textContent = note
  element(id, HTMLElement).replaceChildren(value, small)
}

function showCover(summary: Summary): void {
  const segments = shareBar(summary.biomes.map(({ biome, area }) => ({ name: biome, amount: area })))
  const bar = segments.map(({ name, part }) => {
    const segment = document.createElement('div')
    segment.style.width = `${part * 100}%`
    segment.style.background = biomeColour(name) ?? 'none'
    segment.title = name
    return segment
  })
  const list = segments.map(({ name, part }) => {
    const item = document.createElement('li')
    item.style.setProperty('--colour', biomeColour(name) ?? 'none')
    item.textContent = `${name} ${(part * 100).toFixed(part < 0.1 ? 1 : 0)} %`
    return item
  })
  element('cover-bar', HTMLElement).replaceChildren(...bar)
  element('cover-list', HTMLElement).replaceChildren(...list)
}
