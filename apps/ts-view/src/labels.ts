import type { Site } from '@atlas/world'
import { toScreen, type View } from './view.js'

export interface LabelRequest {
  readonly text: string
  readonly site: Site
  /** Pixels; the caller knows the font. */
  readonly width: number
  readonly height: number
}

export interface Label {
  readonly text: string
  /** The point that is named, on the screen. */
  readonly point: Site
  /** Top left corner of the text. */
  readonly x: number
  readonly y: number
}

interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

const GAP = 7

/**
 * Labels beside their points, none over another and none over another's point. The first requests come first; one that
 * fits nowhere is left out.
 */
export function placeLabels(requests: readonly LabelRequest[], view: View): Label[] {
  const points = requests.map(({ site }) => toScreen(view, site))
  const taken: Box[] = points.map(({ x, y }) => ({ x: x - 4, y: y - 4, width: 8, height: 8 }))
  return requests.flatMap((request, index) => {
    const point = points[index]
    const free =
      point && placesAround(point, request).find((box) => !taken.some((other) => overlap(box, other)))
    if (!free) return []
    taken.push(free)
    return [{ text: request.text, point, x: free.x, y: free.y }]
  })
}

/** Right of the point is read best, then left, above, below. */
function placesAround({ x, y }: Site, { width, height }: LabelRequest): Box[] {
  return [
    { x: x + GAP, y: y - height / 2, width, height },
    { x: x - GAP - width, y: y - height / 2, width, height },
    { x: x - width / 2, y: y - GAP - height, width, height },
    { x: x - width / 2, y: y + GAP, width, height },
  ]
}

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}
