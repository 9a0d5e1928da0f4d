import * as wasm from '@atlas/wasm'

/** The names of the styles that a map can be painted in. */
export function styles(): string[] {
  return wasm.styles()
}

/** A biome's colour as `#rrggbb` in the style that colours biomes. */
export function biomeColour(biome: string): string | undefined {
  return styles()
    .map((style) => wasm.biomeColour(style, biome))
    .find((colour) => colour !== undefined)
}
