use atlas_macros::Labelled;
use serde::{Serialize, Serializer};

/// What a cell is covered with.
///
/// ```
/// use atlas_terrain::Biome;
/// assert_eq!(Biome::DeepSea.label(), "deep sea");
/// assert_eq!(Biome::ALL.len(), 12);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Labelled)]
pub enum Biome {
    DeepSea,
    Sea,
    Beach,
    Desert,
    Grassland,
    Shrubland,
    Forest,
    Rainforest,
    Taiga,
    Tundra,
    BareRock,
    Snow,
}

impl Biome {
    /// The biome of a cell by its height (1 for the highest there can be), moisture and warmth (0 to 1).
    pub fn of(height: f32, moisture: f32, warmth: f32) -> Self {
        match (height, moisture, warmth) {
            (height, ..) if height <= -0.18 => Self::DeepSea,
            (height, ..) if height <= 0.0 => Self::Sea,
            (height, _, warmth) if height < 0.012 && warmth > 0.3 => Self::Beach,
            (.., warmth) if warmth < 0.07 => Self::Snow,
            (height, ..) if height > 0.42 => Self::BareRock,
            (.., warmth) if warmth < 0.2 => Self::Tundra,
            (_, moisture, warmth) if warmth < 0.36 => {
                if moisture > 0.4 {
                    Self::Taiga
                } else {
                    Self::Shrubland
                }
            }
            (_, moisture, warmth) if moisture > 0.66 && warmth > 0.66 => Self::Rainforest,
            (_, moisture, _) if moisture > 0.5 => Self::Forest,
            (_, moisture, warmth) if moisture < 0.3 && warmth > 0.6 => Self::Desert,
            (_, moisture, _) if moisture < 0.36 => Self::Shrubland,
            _ => Self::Grassland,
        }
    }

    pub fn is_sea(self) -> bool {
        matches!(self, Self::DeepSea | Self::Sea)
    }
}

impl Serialize for Biome {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.label())
    }
}

#[cfg(test)]
mod tests {
    use super::Biome;

    #[test]
    fn height_moisture_and_warmth_decide() {
        for (height, moisture, warmth, biome) in [
            (-0.9, 0.5, 0.5, Biome::DeepSea),
            (-0.01, 0.5, 0.5, Biome::Sea),
            (0.005, 0.5, 0.5, Biome::Beach),
            (0.3, 0.5, 0.0, Biome::Snow),
            (0.6, 0.5, 0.3, Biome::BareRock),
            (0.2, 0.5, 0.1, Biome::Tundra),
            (0.2, 0.6, 0.3, Biome::Taiga),
            (0.2, 0.9, 0.9, Biome::Rainforest),
            (0.2, 0.6, 0.5, Biome::Forest),
            (0.2, 0.1, 0.9, Biome::Desert),
            (0.2, 0.33, 0.5, Biome::Shrubland),
            (0.2, 0.45, 0.5, Biome::Grassland),
        ] {
            assert_eq!(Biome::of(height, moisture, warmth), biome);
            assert_eq!(biome.is_sea(), height <= 0.0);
        }
    }
}
