//! Pixels of a world.

mod shading;

use atlas_palette::{Colour, Palette, mix, ramp};
use atlas_terrain::World;
use shading::light;

/// The map in one style: four bytes (red, green, blue, opaque) for each cell, row by row.
///
/// ```
/// use atlas_terrain::{World, WorldSettings};
/// let world = World::generate(&WorldSettings { width: 32, height: 32, ..WorldSettings::default() })?;
/// let pixels = atlas_render::paint(&world, &atlas_palette::PALETTES[0]);
/// assert_eq!(pixels.len(), 32 * 32 * 4);
/// # Ok::<(), atlas_terrain::SettingsError>(())
/// ```
pub fn paint(world: &World, palette: &Palette) -> Vec<u8> {
    let highest = world.ground.cells().iter().copied().fold(0.15, f32::max);
    let mut pixels = Vec::with_capacity(world.ground.cells().len() * 4);
    for index in 0..world.ground.cells().len() {
        let [red, green, blue] = colour(world, palette, Cell { index, highest });
        pixels.extend([red, green, blue, u8::MAX]);
    }
    pixels
}

struct Cell {
    index: usize,
    /// Of the whole map: the last colour is for its top.
    highest: f32,
}

fn colour(world: &World, palette: &Palette, Cell { index, highest }: Cell) -> Colour {
    let height = world.ground.cells()[index];
    if height <= 0.0 {
        let water = ramp(palette.sea, 1.0 - (-height / 0.55).sqrt());
        return if touches_land(world, index) { mix(water, palette.coast, 0.75) } else { water };
    }
    let biome = world.biomes.cells()[index].label();
    let cover = palette.biomes.iter().find(|(name, _)| *name == biome).map(|(_, colour)| *colour);
    let ground = cover.unwrap_or_else(|| ramp(palette.land, height / highest));
    let shaded = shade(ground, 1.0 + (light(&world.ground, index) - 1.0) * palette.shading);
    if world.is_river(index) {
        let strength = (world.drainage.flow.cells()[index] / world.river_flow() / 3.0).clamp(0.55, 1.0);
        return mix(shaded, palette.river, strength);
    }
    shaded
}

fn touches_land(world: &World, index: usize) -> bool {
    world.ground.around(index).any(|(neighbour, _)| world.ground.cells()[neighbour] > 0.0)
}

/// Darker below 1, lighter above it.
fn shade(colour: Colour, light: f32) -> Colour {
    if light < 1.0 { mix([18, 16, 40], colour, light.max(0.0)) } else { mix(colour, [255; 3], (light - 1.0).min(1.0)) }
}

#[cfg(test)]
mod tests {
    use super::paint;
    use atlas_palette::{PALETTES, palette};
    use atlas_terrain::{World, WorldSettings};

    fn world() -> World {
        World::generate(&WorldSettings { width: 96, height: 64, ..WorldSettings::default() }).expect("a world")
    }

    #[test]
    fn every_style_paints_every_cell() {
        let world = world();
        let pictures: Vec<Vec<u8>> = PALETTES.iter().map(|style| paint(&world, style)).collect();
        assert!(pictures.iter().all(|picture| picture.len() == 96 * 64 * 4));
        assert!(pictures.iter().all(|picture| picture.iter().skip(3).step_by(4).all(|alpha| *alpha == 255)));
        assert!(pictures.windows(2).all(|pair| pair[0] != pair[1]));
    }

    #[test]
    fn the_sea_is_blue_and_its_middle_darker_than_its_shore() {
        let world = world();
        let style = palette("relief").expect("the style");
        let pixels = paint(&world, style);
        let deepest = (0..96 * 64).min_by(|a, b| world.ground.cells()[*a].total_cmp(&world.ground.cells()[*b]));
        let at = deepest.expect("a cell") * 4;
        assert!(pixels[at + 2] > pixels[at] && pixels[at + 2] < 160);
    }
}
