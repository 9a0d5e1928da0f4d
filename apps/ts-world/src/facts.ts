/** What a world is made from; what is left out has the crate's default. */
export interface Settings {
  readonly seed?: number
  readonly width?: number
  readonly height?: number
  /** 0 leaves hardly any sea, 1 hardly any land. */
  readonly sea?: number
  /** 0 for hills, 1 for a mountain range. */
  readonly mountains?: number
  /** How long rain has carved the ground, 0 to 4. */
  readonly rain?: number
}

/** A cell's column and row. */
export interface Site {
  readonly x: number
  readonly y: number
}

export interface Line {
  readonly from: Site
  readonly to: Site
}

export interface Town {
  readonly name: string
  readonly site: Site
}

export interface Peak {
  readonly name: string
  readonly site: Site
  /** Metres. */
  readonly elevation: number
}

export interface River {
  readonly name: string
  /** Kilometres. */
  readonly length: number
  /** From the mouth to the spring. */
  readonly course: readonly Site[]
}

export interface BiomeShare {
  readonly biome: string
  /** Square kilometres. */
  readonly area: number
}

export interface Summary {
  /** Square kilometres. */
  readonly landArea: number
  /** Of the map, 0 to 1. */
  readonly landShare: number
  readonly highestPeak: Peak | null
  readonly longestRiver: River | null
  readonly biomes: readonly BiomeShare[]
}

export interface Cell {
  /** Metres above the sea, below it negative. */
  readonly elevation: number
  readonly biome: string
}
