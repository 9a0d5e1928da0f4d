export { type ElevationChart, type Elevations, elevationChart } from './elevation-chart.js'
export { type Segment, type Share, shareBar } from './share-bar.js'
export { ticks } from './ticks.js'
