use serde::{Deserialize, Serialize};
use std::fmt;

/// What a world is made from. The same settings give the same world.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct WorldSettings {
    pub seed: u32,
    /// Cells from west to east; one is a kilometre wide.
    pub width: usize,
    /// Cells from north to south.
    pub height: usize,
    /// 0 leaves hardly any sea, 1 hardly any land.
    pub sea: f32,
    /// 0 for hills, 1 for a mountain range.
    pub mountains: f32,
    /// How long rain has carved the ground: drops for each cell.
    pub rain: f32,
}

impl Default for WorldSettings {
    fn default() -> Self {
        Self { seed: 1, width: 480, height: 320, sea: 0.5, mountains: 0.6, rain: 0.6 }
    }
}

impl WorldSettings {
    /// Whether a world can be made of them.
    ///
    /// ```
    /// use atlas_terrain::WorldSettings;
    /// assert!(WorldSettings::default().check().is_ok());
    /// let flooded = WorldSettings { sea: 2.0, ..WorldSettings::default() };
    /// assert_eq!(flooded.check().unwrap_err().to_string(), "sea is 2, and must be from 0 to 1");
    /// ```
    pub fn check(&self) -> Result<(), SettingsError> {
        let fields = [
            ("width", self.width as f32, 16.0, 2_048.0),
            ("height", self.height as f32, 16.0, 2_048.0),
            ("sea", self.sea, 0.0, 1.0),
            ("mountains", self.mountains, 0.0, 1.0),
            ("rain", self.rain, 0.0, 4.0),
        ];
        // Written so that "not a number" is refused as well.
        let wrong = fields.into_iter().find(|(_, value, least, most)| !(least <= value && value <= most));
        wrong.map_or(Ok(()), |(field, value, least, most)| Err(SettingsError { field, value, least, most }))
    }
}

/// A setting out of its range.
#[derive(Clone, Debug, PartialEq)]
pub struct SettingsError {
    field: &'static str,
    value: f32,
    least: f32,
    most: f32,
}

impl fmt::Display for SettingsError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { field, value, least, most } = self;
        write!(formatter, "{field} is {value}, and must be from {least} to {most}")
    }
}

impl std::error::Error for SettingsError {}

#[cfg(test)]
mod tests {
    use super::WorldSettings;

    #[test]
    fn settings_left_out_have_defaults_and_unknown_ones_are_refused() {
        let settings: WorldSettings = serde_json::from_str(r#"{"seed": 9}"#).expect("valid settings");
        assert_eq!(settings, WorldSettings { seed: 9, ..WorldSettings::default() });
        assert!(serde_json::from_str::<WorldSettings>(r#"{"sead": 9}"#).is_err());
    }

    #[test]
    fn every_setting_has_a_range() {
        let base = WorldSettings::default;
        for wrong in [
            WorldSettings { width: 3, ..base() },
            WorldSettings { height: 100_000, ..base() },
            WorldSettings { sea: f32::NAN, ..base() },
            WorldSettings { mountains: -0.1, ..base() },
            WorldSettings { rain: 9.0, ..base() },
        ] {
            assert!(wrong.check().is_err(), "{wrong:?}");
        }
    }
}
