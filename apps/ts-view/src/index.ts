export { type Label, type LabelRequest, placeLabels } from './labels.js'
export { fitView, panBy, toMap, toScreen, type View, type Viewport, zoomAt } from './view.js'
