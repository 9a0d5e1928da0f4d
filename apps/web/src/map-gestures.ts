import { panBy, toMap, type View, type Viewport, zoomAt } from '@atlas/view'
import type { Line, Site } from '@atlas/world'

/** What the gestures change; the page draws again after each. */
export interface MapState {
  readonly map: Viewport
  fitted: View
  view: View
  cut: Line | undefined
}

export interface GestureEvents {
  moved(): void
  cut(): void
  pointed(cell: Site | undefined): void
}

/** Drag moves the map, the wheel zooms it, Shift and drag cuts through the ground. */
export function connectGestures(canvas: HTMLCanvasElement, state: MapState, events: GestureEvents): void {
  let last: Site | undefined
  let cutFrom: Site | undefined

  canvas.addEventListener('pointerdown', (event) => {
    canvas.setPointerCapture(event.pointerId)
    const point = pointOf(event)
    cutFrom = event.shiftKey ? toMap(state.view, point, state.map) : undefined
    last = event.shiftKey ? undefined : point
    canvas.classList.toggle('moving', last !== undefined)
    canvas.classList.toggle('cutting', cutFrom !== undefined)
    if (cutFrom) {
      state.cut = undefined
      events.cut()
    }
  })

  canvas.addEventListener('pointermove', (event) => {
    const point = pointOf(event)
    const cell = toMap(state.view, point, state.map)
    events.pointed(cell)
    if (last) {
      state.view = panBy(state.view, { x: point.x - last.x, y: point.y - last.y })
      last = point
      events.moved()
    } else if (cutFrom && cell) {
      // Read from west to east, whichever way it was drawn.
      state.cut = cutFrom.x <= cell.x ? { from: cutFrom, to: cell } : { from: cell, to: cutFrom }
      events.cut()
    }
  })

  const end = () => {
    last = undefined
    cutFrom = undefined
    canvas.classList.remove('moving', 'cutting')
  }
  canvas.addEventListener('pointerup', end)
  canvas.addEventListener('pointercancel', end)
  canvas.addEventListener('pointerleave', () => events.pointed(undefined))
  canvas.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault()
      const factor = event.deltaY < 0 ? 1.2 : 1 / 1.2
      state.view = zoomAt(state.view, { factor, point: pointOf(event), fitted: state.fitted })
      events.moved()
    },
    { passive: false },
  )
}

function pointOf(event: MouseEvent): Site {
  return { x: event.offsetX, y: event.offsetY }
}
