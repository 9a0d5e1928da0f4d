import { elevationChart } from '@atlas/chart'
import type { Line, World } from '@atlas/world'
import { element } from './element'

const SIZE = { width: 640, height: 120 }

/** Shows the cut through the ground along a line, or hides it. */
export function showProfile(world: World, line: Line | undefined): void {
  element('profile', HTMLElement).hidden = line === undefined
  if (!line) return
  const chart = elevationChart({ heights: world.profile(line, 320), ...SIZE })
  const kilometres = Math.round(Math.hypot(line.to.x - line.from.x, line.to.y - line.from.y))
  element('profile-caption', HTMLElement).textContent =
    `${kilometres} km from west to east of the cut, ${chart.ascent.toLocaleString('en')} m of climb`
  element('profile-ground', SVGPathElement).setAttribute('d', chart.ground)
  element('profile-sea', SVGPathElement).setAttribute('d', chart.sea)
  const ticks = chart.ticks.map(({ metres, y }) => {
    const tick = document.createElement('span')
    tick.style.top = `${y}px`
    tick.textContent = `${metres.toLocaleString('en')} m`
    return tick
  })
  element('profile-ticks', HTMLElement).replaceChildren(...ticks)
}
