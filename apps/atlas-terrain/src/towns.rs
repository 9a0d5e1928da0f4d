use crate::world::World;
use crate::{Biome, Site};
use serde::Serialize;

const TOWNS: usize = 9;

/// A place that people live in.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Town {
    pub name: String,
    pub site: Site,
}

/// The best sites that are not too close together: flat, low, by a river or the sea.
pub fn found_towns(world: &World, names: &mut impl Iterator<Item = String>) -> Vec<Town> {
    let mut candidates: Vec<(f32, usize)> =
        (0..world.ground.cells().len()).filter_map(|index| Some((comfort(world, index)?, index))).collect();
    candidates.sort_by(|(first, a), (second, b)| second.total_cmp(first).then(a.cmp(b)));
    let apart = world.ground.width().min(world.ground.height()) as f32 / 7.0;
    let mut sites: Vec<Site> = Vec::new();
    for (_, index) in candidates {
        let site = world.ground.site(index);
        if sites.iter().all(|other| distance(*other, site) >= apart) {
            sites.push(site);
        }
        if sites.len() == TOWNS {
            break;
        }
    }
    sites.into_iter().zip(names).map(|(site, name)| Town { name, site }).collect()
}

/// How good a cell is to live in, or None for sea, rock and ice.
fn comfort(world: &World, index: usize) -> Option<f32> {
    let height = world.ground.cells()[index];
    let biome = world.biomes.cells()[index];
    if biome.is_sea() || matches!(biome, Biome::BareRock | Biome::Snow | Biome::Tundra) || height > 0.3 {
        return None;
    }
    let (mut steepness, mut coast) = (0.0_f32, 0.0_f32);
    for (neighbour, distance) in world.ground.around(index) {
        let other = world.ground.cells()[neighbour];
        steepness = steepness.max((other - height).abs() / distance);
        coast += if other <= 0.0 { 1.0 } else { 0.0 };
    }
    let river = (world.drainage.flow.cells()[index] / world.river_flow()).min(6.0);
    let harbour = if (1.0..=4.0).contains(&coast) { 1.5 } else { 0.0 };
    Some(river * 0.8 + harbour - steepness * 60.0 - height * 4.0)
}

fn distance(from: Site, to: Site) -> f32 {
    let (dx, dy) = (from.x as f32 - to.x as f32, from.y as f32 - to.y as f32);
    (dx * dx + dy * dy).sqrt()
}

#[cfg(test)]
mod tests {
    use super::{TOWNS, distance};
    use crate::{World, WorldSettings};

    #[test]
    fn towns_are_on_land_and_apart() {
        let world =
            World::generate(&WorldSettings { width: 160, height: 120, ..WorldSettings::default() }).expect("a world");
        assert!(!world.towns.is_empty() && world.towns.len() <= TOWNS);
        for (index, town) in world.towns.iter().enumerate() {
            assert!(world.ground.at(town.site) > 0.0, "{town:?}");
            assert!(world.towns[..index].iter().all(|other| distance(other.site, town.site) >= 17.0));
        }
    }
}
