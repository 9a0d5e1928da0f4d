//! The atlas for JavaScript. Structured values cross the border as JSON; `@atlas/world` gives them types.

use atlas_palette::{PALETTES, palette};
use atlas_terrain::{Site, Town, World, WorldSettings};
use wasm_bindgen::prelude::*;

/// A world and its map.
#[wasm_bindgen]
pub struct Atlas {
    world: World,
}

#[wasm_bindgen]
impl Atlas {
    /// Makes the world of `settings`, a JSON object; what it leaves out has its default.
    #[wasm_bindgen(constructor)]
    pub fn new(settings: &str) -> Result<Atlas, JsError> {
        let settings: WorldSettings = serde_json::from_str(settings)?;
        Ok(Self { world: World::generate(&settings)? })
    }

    #[wasm_bindgen(getter)]
    pub fn width(&self) -> usize {
        self.world.ground.width()
    }

    #[wasm_bindgen(getter)]
    pub fn height(&self) -> usize {
        self.world.ground.height()
    }

    /// The facts about the world, as JSON.
    pub fn summary(&self) -> Result<String, JsError> {
        Ok(serde_json::to_string(&self.world.summary)?)
    }

    /// The towns, as JSON.
    pub fn towns(&self) -> Result<String, JsError> {
        Ok(serde_json::to_string::<[Town]>(&self.world.towns)?)
    }

    /// The map in a style: four bytes for each pixel.
    pub fn paint(&self, style: &str) -> Result<Vec<u8>, JsError> {
        let palette = palette(style).ok_or_else(|| JsError::new(&format!("no style is called {style:?}")))?;
        Ok(atlas_render::paint(&self.world, palette))
    }

    /// Metres above the sea, below it negative.
    pub fn elevation(&self, x: usize, y: usize) -> f32 {
        self.world.elevation(Site { x, y })
    }

    /// What a cell is covered with.
    pub fn biome(&self, x: usize, y: usize) -> String {
        self.world.biomes.at(Site { x, y }).label().to_owned()
    }

    /// Metres above the sea at `count` points of a straight line. `line` is x and y of its start and its end.
    pub fn profile(&self, line: &[usize], count: usize) -> Result<Vec<f32>, JsError> {
        let &[x0, y0, x1, y1] = line else {
            return Err(JsError::new("a line is four numbers: x and y of its start and its end"));
        };
        Ok(self.world.profile(Site { x: x0, y: y0 }, Site { x: x1, y: y1 }, count))
    }
}

/// The names of the styles that a map can be painted in.
#[wasm_bindgen]
pub fn styles() -> Vec<String> {
    PALETTES.iter().map(|palette| palette.name.to_owned()).collect()
}

/// A biome's colour in a style as `#rrggbb`, where the style has colours for biomes.
#[wasm_bindgen(js_name = biomeColour)]
pub fn biome_colour(style: &str, biome: &str) -> Option<String> {
    let (_, [red, green, blue]) = palette(style)?.biomes.iter().find(|(name, _)| *name == biome)?;
    Some(format!("#{red:02x}{green:02x}{blue:02x}"))
}

// Errors are made by JavaScript, so these tests stay with what succeeds; `@atlas/world` tests the rest.
#[cfg(test)]
mod tests {
    use super::{Atlas, biome_colour, styles};

    #[test]
    fn settings_come_in_and_facts_go_out_as_json() {
        let Ok(atlas) = Atlas::new(r#"{"width": 64, "height": 48, "seed": 5}"#) else {
            panic!("valid settings");
        };
        assert_eq!((atlas.width(), atlas.height()), (64, 48));
        assert!(atlas.summary().is_ok_and(|json| json.contains("\"landArea\":")));
        assert!(atlas.paint("climate").is_ok_and(|pixels| pixels.len() == 64 * 48 * 4));
        assert!(atlas.profile(&[0, 0, 63, 47], 9).is_ok_and(|heights| heights.len() == 9));
    }

    #[test]
    fn styles_have_names_and_some_have_biomes() {
        assert_eq!(styles(), ["relief", "climate", "parchment"]);
        assert_eq!(biome_colour("climate", "snow").as_deref(), Some("#fbfdff"));
        assert_eq!(biome_colour("relief", "snow"), None);
    }
}
