use crate::world::{World, metres};
use crate::{Biome, Site};
use serde::Serialize;

/// Facts about a world.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    /// Square kilometres above the sea.
    pub land_area: usize,
    /// Part of the map above the sea, 0 to 1.
    pub land_share: f64,
    pub highest_peak: Option<Peak>,
    pub longest_river: Option<River>,
    /// The biomes there are on land, largest first.
    pub biomes: Vec<BiomeShare>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Peak {
    pub name: String,
    pub site: Site,
    /// Metres above the sea.
    pub elevation: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct River {
    pub name: String,
    /// Kilometres from the spring to the sea.
    pub length: u32,
    /// From the mouth to the spring.
    pub course: Vec<Site>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BiomeShare {
    pub biome: Biome,
    /// Square kilometres.
    pub area: usize,
}

pub fn summarise(world: &World, names: &mut impl Iterator<Item = String>) -> Summary {
    let cells = world.ground.cells();
    let land_area = cells.iter().filter(|height| **height > 0.0).count();
    Summary {
        land_area,
        land_share: land_area as f64 / cells.len() as f64,
        highest_peak: highest_peak(world, names),
        longest_river: longest_river(world, names),
        biomes: biome_shares(world),
    }
}

fn highest_peak(world: &World, names: &mut impl Iterator<Item = String>) -> Option<Peak> {
    let cells = world.ground.cells();
    let index = (0..cells.len()).max_by(|a, b| cells[*a].total_cmp(&cells[*b]).then(b.cmp(a)))?;
    let elevation = metres(cells[index]).round();
    (elevation > 0.0)
        .then(|| Some(Peak { name: names.next()?, site: world.ground.site(index), elevation: elevation as u32 }))?
}

/// Follows every river up to the spring that is furthest from its mouth.
fn longest_river(world: &World, names: &mut impl Iterator<Item = String>) -> Option<River> {
    let drainage = &world.drainage;
    let mut length = vec![0.0_f32; drainage.order.len()];
    let mut longest: Option<usize> = None;
    for &index in drainage.order.iter().filter(|index| world.is_river(**index)) {
        let next = drainage.downstream[index];
        length[index] = length[next] + distance(world.ground.site(index), world.ground.site(next));
        if longest.is_none_or(|best| length[index] > length[best]) {
            longest = Some(index);
        }
    }
    let spring = longest?;
    let river_cell = |index: &usize| world.is_river(*index);
    let below = |index: &usize| Some(drainage.downstream[*index]).filter(|next| next != index);
    let mut course: Vec<Site> = std::iter::successors(Some(spring), below)
        .take_while(river_cell)
        .map(|index| world.ground.site(index))
        .collect();
    course.reverse();
    Some(River { name: names.next()?, length: length[spring].round() as u32, course })
}

fn biome_shares(world: &World) -> Vec<BiomeShare> {
    let area = |biome: Biome| world.biomes.cells().iter().filter(|cell| **cell == biome).count();
    let mut shares: Vec<BiomeShare> = Biome::ALL
        .iter()
        .filter(|biome| !biome.is_sea())
        .map(|&biome| BiomeShare { biome, area: area(biome) })
        .filter(|share| share.area > 0)
        .collect();
    shares.sort_by_key(|share| std::cmp::Reverse(share.area));
    shares
}

fn distance(from: Site, to: Site) -> f32 {
    let (dx, dy) = (from.x as f32 - to.x as f32, from.y as f32 - to.y as f32);
    (dx * dx + dy * dy).sqrt()
}

#[cfg(test)]
mod tests {
    use crate::{World, WorldSettings};

    #[test]
    fn the_facts_are_those_of_the_map() {
        let settings = WorldSettings { width: 160, height: 120, seed: 2, ..WorldSettings::default() };
        let world = World::generate(&settings).expect("a world");
        let summary = &world.summary;
        assert_eq!(summary.biomes.iter().map(|share| share.area).sum::<usize>(), summary.land_area);
        assert_eq!(summary.land_share, summary.land_area as f64 / 19_200.0);

        let peak = summary.highest_peak.as_ref().expect("a peak");
        assert_eq!(world.elevation(peak.site).round() as u32, peak.elevation);
        assert!(world.ground.cells().iter().all(|height| *height <= world.ground.at(peak.site)));

        let river = summary.longest_river.as_ref().expect("a river");
        assert!(river.course.len() > 5 && river.length as usize >= river.course.len() - 1);
        assert!(river.course.windows(2).all(|pair| pair[0].x.abs_diff(pair[1].x) <= 1));
    }
}
