use atlas_terrain::Grid;

/// How steep the ground looks: heights are small beside the width of a cell.
const EXAGGERATION: f32 = 26.0;
/// From the north-west, as on printed maps.
const SUN: [f32; 3] = [-0.5, -0.5, 0.707_106_77];

/// How much light falls on a cell: 1 on level ground, less on slopes turned away from the sun, more on those towards it.
pub fn light(ground: &Grid<f32>, index: usize) -> f32 {
    let site = ground.site(index);
    let (x, y) = (site.x as isize, site.y as isize);
    let slope_x = (ground.near(x + 1, y) - ground.near(x - 1, y)) * 0.5 * EXAGGERATION;
    let slope_y = (ground.near(x, y + 1) - ground.near(x, y - 1)) * 0.5 * EXAGGERATION;
    let length = (slope_x * slope_x + slope_y * slope_y + 1.0).sqrt();
    let towards_sun = (-slope_x * SUN[0] - slope_y * SUN[1] + SUN[2]) / length;
    // Level ground is the measure; the darkest slope keeps a third of its colour.
    0.15 + 0.85 * (towards_sun / SUN[2]).clamp(0.35, 1.35)
}

#[cfg(test)]
mod tests {
    use super::light;
    use atlas_terrain::Grid;

    #[test]
    fn slopes_towards_the_north_west_are_light() {
        let middle = 5 * 11 + 5;
        let slope = |east: f32| Grid::from_fn(11, 11, move |x, _| x as f32 * east);
        assert!((light(&slope(0.0), middle) - 1.0).abs() < 1e-6);
        assert!(light(&slope(0.02), middle) > 1.0, "rising to the east faces west");
        assert!(light(&slope(-0.02), middle) < 1.0);
    }
}
