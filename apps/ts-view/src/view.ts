import type { Site } from '@atlas/world'

/** Pixels of the screen. */
export interface Viewport {
  readonly width: number
  readonly height: number
}

/** Which part of the map is shown: `scale` pixels a cell, the map's corner at (left, top). */
export interface View {
  readonly scale: number
  readonly left: number
  readonly top: number
}

const MOST_ZOOM = 8

/** The whole map in the middle of the viewport. */
export function fitView(map: Viewport, viewport: Viewport): View {
  const scale = Math.min(viewport.width / map.width, viewport.height / map.height)
  return {
    scale,
    left: (viewport.width - map.width * scale) / 2,
    top: (viewport.height - map.height * scale) / 2,
  }
}

/** Zooms by a factor so that what is at the point stays there, never further out than `fitted`. */
export function zoomAt(
  view: View,
  { factor, point, fitted }: { factor: number; point: Site; fitted: View },
): View {
  const scale = Math.min(Math.max(view.scale * factor, fitted.scale), fitted.scale * MOST_ZOOM)
  if (scale === fitted.scale) return fitted
  const ratio = scale / view.scale
  return {
    scale,
    left: point.x - (point.x - view.left) * ratio,
    top: point.y - (point.y - view.top) * ratio,
  }
}

export function panBy(view: View, { x, y }: Site): View {
  return { ...view, left: view.left + x, top: view.top + y }
}

/** The cell at a point of the screen, or undefined beside the map. */
export function toMap(view: View, point: Site, map: Viewport): Site | undefined {
  const x = Math.floor((point.x - view.left) / view.scale)
  const y = Math.floor((point.y - view.top) / view.scale)
  return x >= 0 && y >= 0 && x < map.width && y < map.height ? { x, y } : undefined
}

/** The middle of a cell on the screen. */
export function toScreen(view: View, cell: Site): Site {
  return { x: view.left + (cell.x + 0.5) * view.scale, y: view.top + (cell.y + 0.5) * view.scale }
}
