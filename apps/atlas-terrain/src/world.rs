use crate::climate::{Climate, forecast};
use crate::drainage::{Drainage, drain};
use crate::erosion::erode;
use crate::heights::raise_ground;
use crate::summary::{Summary, summarise};
use crate::towns::{Town, found_towns};
use crate::{ABYSS, Biome, Grid, SUMMIT, SettingsError, Site, WorldSettings};

/// A finished world.
pub struct World {
    pub settings: WorldSettings,
    /// Heights: 0 at the sea, 1 for the highest there can be, -1 for the deepest.
    pub ground: Grid<f32>,
    pub climate: Climate,
    pub biomes: Grid<Biome>,
    pub drainage: Drainage,
    pub towns: Vec<Town>,
    pub summary: Summary,
}

impl World {
    /// Makes the world of these settings.
    ///
    /// ```
    /// use atlas_terrain::{World, WorldSettings};
    /// let small = WorldSettings { width: 60, height: 40, ..WorldSettings::default() };
    /// let world = World::generate(&small)?;
    /// assert_eq!(world.ground.cells().len(), 2_400);
    /// # Ok::<(), atlas_terrain::SettingsError>(())
    /// ```
    pub fn generate(settings: &WorldSettings) -> Result<Self, SettingsError> {
        settings.check()?;
        let mut ground = raise_ground(settings);
        let drops = (ground.cells().len() as f32 * settings.rain) as usize;
        erode(&mut ground, settings.seed, drops);
        let climate = forecast(&ground, settings);
        let biomes = Grid::from_fn(settings.width, settings.height, |x, y| {
            let (x, y) = (x as isize, y as isize);
            Biome::of(ground.near(x, y), climate.moisture.near(x, y), climate.warmth.near(x, y))
        });
        let drainage = drain(&ground, &climate.moisture);
        let mut names = atlas_names::names(settings.seed);
        let mut world = Self {
            settings: settings.clone(),
            ground,
            climate,
            biomes,
            drainage,
            towns: Vec::new(),
            summary: Summary::default(),
        };
        world.towns = found_towns(&world, &mut names);
        world.summary = summarise(&world, &mut names);
        Ok(world)
    }

    /// Metres above the sea, below it negative.
    pub fn elevation(&self, site: Site) -> f32 {
        metres(self.ground.at(site))
    }

    /// The water, in cells of rain, from which on a stream is drawn as a river.
    pub fn river_flow(&self) -> f32 {
        self.ground.cells().len() as f32 / 1_100.0
    }

    /// True where a river runs.
    pub fn is_river(&self, index: usize) -> bool {
        self.ground.cells()[index] > 0.0 && self.drainage.flow.cells()[index] >= self.river_flow()
    }

    /// Metres above the sea at `count` points of the straight line between two cells.
    pub fn profile(&self, from: Site, to: Site, count: usize) -> Vec<f32> {
        let last = count.saturating_sub(1).max(1) as f32;
        let between = |start: usize, end: usize, share: f32| start as f32 + (end as f32 - start as f32) * share;
        (0..count)
            .map(|point| {
                let share = point as f32 / last;
                let (x, y) = (between(from.x, to.x, share), between(from.y, to.y, share));
                self.elevation(Site { x: x.round() as usize, y: y.round() as usize })
            })
            .collect()
    }
}

/// A height as metres.
pub fn metres(height: f32) -> f32 {
    height * if height > 0.0 { SUMMIT } else { ABYSS }
}

#[cfg(test)]
mod tests {
    use super::World;
    use crate::{Site, WorldSettings};

    fn small() -> WorldSettings {
        WorldSettings { width: 120, height: 80, seed: 4, ..WorldSettings::default() }
    }

    #[test]
    fn the_same_settings_give_the_same_world() {
        let world = || World::generate(&small()).expect("a world");
        assert_eq!(world().ground, world().ground);
        assert_eq!(world().summary, world().summary);
    }

    #[test]
    fn a_profile_starts_and_ends_at_its_sites() {
        let world = World::generate(&small()).expect("a world");
        let (from, to) = (Site { x: 10, y: 20 }, Site { x: 90, y: 60 });
        let profile = world.profile(from, to, 50);
        assert_eq!(profile.len(), 50);
        assert_eq!((profile[0], profile[49]), (world.elevation(from), world.elevation(to)));
        assert_eq!(world.profile(from, to, 1), [world.elevation(from)]);
    }

    #[test]
    fn wrong_settings_are_refused() {
        assert!(World::generate(&WorldSettings { width: 1, ..small() }).is_err());
    }
}
