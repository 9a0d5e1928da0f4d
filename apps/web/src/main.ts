import { fitView } from '@atlas/view'
import { makeWorld, type Site, styles, type World } from '@atlas/world'
import { element } from './element'
import { showFacts } from './facts-panel'
import { connectGestures, type MapState } from './map-gestures'
import { drawMap, pictureOf } from './map-painter'
import { showProfile } from './profile-panel'
import { connectForm, type Wish } from './settings-form'

const canvas = element('map', HTMLCanvasElement)
const readout = element('readout', HTMLElement)

let shown = connectForm(styles(), (wish) => {
  wanted = wish
  requestAnimationFrame(fulfil)
})
let wanted = shown
let world = create(shown)
let picture = pictureOf(world, shown.style)
const state: MapState = { map: world, ...viewOfAll(), cut: undefined }

connectGestures(canvas, state, {
  moved: draw,
  cut: () => {
    showProfile(world, state.cut)
    draw()
  },
  pointed: tell,
})
new ResizeObserver(() => {
  Object.assign(state, viewOfAll())
  draw()
}).observe(canvas)
document.documentElement.dataset.ready = 'true'

/** Makes what was asked for last: of several wishes in one frame only one is fulfilled. */
function fulfil(): void {
  if (wanted === shown) return
  const { style: before, ...ground } = shown
  const { style, ...wantedGround } = wanted
  shown = wanted
  if (JSON.stringify(ground) !== JSON.stringify(wantedGround)) {
    world[Symbol.dispose]()
    world = create(shown)
    showProfile(world, state.cut)
  } else if (style === before) return
  picture = pictureOf(world, style)
  draw()
}

function create({ style: _, ...settings }: Wish): World {
  const started = performance.now()
  const made = makeWorld(settings)
  showFacts(made.summary, performance.now() - started)
  return made
}

function viewOfAll() {
  const fitted = fitView(world, { width: canvas.clientWidth, height: canvas.clientHeight })
  return { fitted, view: fitted }
}

function draw(): void {
  const viewport = { width: canvas.clientWidth, height: canvas.clientHeight }
  const density = window.devicePixelRatio
  canvas.width = viewport.width * density
  canvas.height = viewport.height * density
  const context = canvas.getContext('2d')
  if (!context) return
  context.scale(density, density)
  drawMap(context, { world, picture, viewport }, state)
}

function tell(cell: Site | undefined): void {
  if (!cell) {
    readout.textContent = ''
    return
  }
  const { elevation, biome } = world.cell(cell)
  const height = `${Math.abs(Math.round(elevation)).toLocaleString('en')} m`
  readout.textContent = elevation > 0 ? `${biome}, ${height} high` : `${biome}, ${height} deep`
}
