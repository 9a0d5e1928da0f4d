use crate::{Grid, WorldSettings};
use atlas_noise::{Noise, Octaves};

const HILLS: Octaves = Octaves { count: 7, gain: 0.5 };
const RANGES: Octaves = Octaves { count: 6, gain: 0.48 };
const BENDS: Octaves = Octaves { count: 3, gain: 0.5 };

/// The ground before any rain: islands away from the border of the map, 0 at the sea, 1 for the highest there can be.
pub fn raise_ground(settings: &WorldSettings) -> Grid<f32> {
    let hills = Noise::new(settings.seed, "hills");
    let ranges = Noise::new(settings.seed, "ranges");
    let bends = Noise::new(settings.seed, "bends");
    let size = settings.width.min(settings.height) as f64;
    let mountains = f64::from(settings.mountains);
    let sea = f64::from(settings.sea) * 0.9 - 0.45;

    Grid::from_fn(settings.width, settings.height, |column, row| {
        let (x, y) = (column as f64 / size * 3.2, row as f64 / size * 3.2);
        // Noise moved by noise has no straight lines.
        let bent_x = x + 0.55 * bends.fractal(x, y, BENDS);
        let bent_y = y + 0.55 * bends.fractal(x + 31.7, y - 12.9, BENDS);
        let hill = hills.fractal(bent_x, bent_y, HILLS);
        let crest = ranges.ridged(bent_x * 0.9, bent_y * 0.9, RANGES);
        let inland = 0.34 + 1.45 * hill - border(column, row, settings) - sea;
        let height = inland * 0.42 + mountains * crest * crest * inland.clamp(0.0, 1.0) * 1.1;
        height.clamp(-1.0, 1.0) as f32
    })
}

/// 0 in the middle of the map, rising to more than any hill at its border.
fn border(column: usize, row: usize, settings: &WorldSettings) -> f64 {
    let across = 2.0 * column as f64 / (settings.width - 1) as f64 - 1.0;
    let along = 2.0 * row as f64 / (settings.height - 1) as f64 - 1.0;
    let open = (1.0 - across * across) * (1.0 - along * along);
    let shore = 1.0 - open;
    let far_out = shore * shore * shore * shore;
    // The second part makes the sea at the border as deep as there is: it goes on beyond the map.
    1.7 * shore * shore + 2.2 * far_out * far_out * far_out
}

#[cfg(test)]
mod tests {
    use super::raise_ground;
    use crate::WorldSettings;

    fn land(settings: &WorldSettings) -> usize {
        raise_ground(settings).cells().iter().filter(|height| **height > 0.0).count()
    }

    #[test]
    fn the_border_is_sea() {
        let ground = raise_ground(&WorldSettings { sea: 0.0, ..WorldSettings::default() });
        let edge = |x, y| ground.near(x, y);
        assert!((0..480).all(|x| edge(x, 0) < 0.0 && edge(x, 319) < 0.0));
        assert!((0..320).all(|y| edge(0, y) < 0.0 && edge(479, y) < 0.0));
    }

    #[test]
    fn a_higher_sea_leaves_less_land() {
        let base = WorldSettings { width: 120, height: 80, ..WorldSettings::default() };
        let shares = [0.2, 0.5, 0.8].map(|sea| land(&WorldSettings { sea, ..base.clone() }));
        assert!(shares[0] > shares[1] && shares[1] > shares[2] && shares[2] > 0, "{shares:?}");
    }
}
