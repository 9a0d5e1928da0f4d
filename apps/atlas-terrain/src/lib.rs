//! A world from a seed: heights, water, climate, biomes, towns, names.

mod biome;
mod climate;
mod drainage;
mod erosion;
mod grid;
mod heights;
mod settings;
mod summary;
mod towns;
mod world;

pub use biome::Biome;
pub use grid::{Grid, Site};
pub use settings::{SettingsError, WorldSettings};
pub use summary::{BiomeShare, Peak, River, Summary};
pub use towns::Town;
pub use world::World;

/// Metres of the highest ground there can be above the sea.
pub const SUMMIT: f32 = 4_200.0;
/// Metres of the deepest sea.
pub const ABYSS: f32 = 5_000.0;
