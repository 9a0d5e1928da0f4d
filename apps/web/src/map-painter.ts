import { placeLabels, toScreen, type View, type Viewport } from '@atlas/view'
import type { Line, Site, World } from '@atlas/world'

/** What is drawn above the picture of the ground. */
export interface Overlay {
  readonly view: View
  readonly cut: Line | undefined
}

/** The ground as a picture of its own, to be scaled while drawing. */
export function pictureOf(world: World, style: string): HTMLCanvasElement {
  const picture = document.createElement('canvas')
  picture.width = world.width
  picture.height = world.height
  picture.getContext('2d')?.putImageData(new ImageData(world.paint(style), world.width, world.height), 0, 0)
  return picture
}

/** Draws picture, names and cut onto a canvas of that size. */
export function drawMap(
  context: CanvasRenderingContext2D,
  { world, picture, viewport }: { world: World; picture: HTMLCanvasElement; viewport: Viewport },
  { view, cut }: Overlay,
): void {
  context.fillStyle = backgroundOf(picture)
  context.fillRect(0, 0, viewport.width, viewport.height)
  context.imageSmoothingEnabled = true
  context.imageSmoothingQuality = 'high'
  context.drawImage(picture, view.left, view.top, picture.width * view.scale, picture.height * view.scale)
  drawNames(context, world, view)
  if (cut) drawCut(context, toScreen(view, cut.from), toScreen(view, cut.to))
}

/** The open sea goes on beyond the map. */
function backgroundOf(picture: HTMLCanvasElement): string {
  const [red = 0, green = 0, blue = 0] = picture.getContext('2d')?.getImageData(0, 0, 1, 1).data ?? []
  return `rgb(${red} ${green} ${blue})`
}

function drawNames(context: CanvasRenderingContext2D, world: World, view: View): void {
  const { highestPeak } = world.summary
  const peaks = highestPeak ? [{ name: `▲ ${highestPeak.name}`, site: highestPeak.site }] : []
  context.font = '600 13px "DejaVu Sans", system-ui, sans-serif'
  context.textBaseline = 'middle'
  const requests = [...peaks, ...world.towns].map(({ name, site }) => ({
    text: name,
    site,
    width: context.measureText(name).width,
    height: 14,
  }))
  for (const { text, point, x, y } of placeLabels(requests, view)) {
    if (!text.startsWith('▲')) drawTown(context, point)
    context.lineWidth = 3.5
    context.lineJoin = 'round'
    context.strokeStyle = 'rgb(255 255 255 / 82%)'
    context.strokeText(text, x, y + 7)
    context.fillStyle = '#1a2733'
    context.fillText(text, x, y + 7)
  }
}

function drawTown(context: CanvasRenderingContext2D, { x, y }: Site): void {
  context.beginPath()
  context.arc(x, y, 3.5, 0, 2 * Math.PI)
  context.fillStyle = '#fff'
  context.fill()
  context.lineWidth = 2
  context.strokeStyle = '#1a2733'
  context.stroke()
}

function drawCut(context: CanvasRenderingContext2D, from: Site, to: Site): void {
  context.beginPath()
  context.moveTo(from.x, from.y)
  context.lineTo(to.x, to.y)
  context.lineWidth = 2.5
  context.setLineDash([7, 5])
  context.strokeStyle = '#c0392b'
  context.stroke()
  context.setLineDash([])
}
