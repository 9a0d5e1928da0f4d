export type { BiomeShare, Cell, Line, Peak, River, Settings, Site, Summary, Town } from './facts.js'
export { biomeColour, styles } from './styles.js'
export { makeWorld, type World } from './world.js'
