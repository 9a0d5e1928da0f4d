//! Colours of the map styles. Edit `palettes.json` to change one or to add another.

include!(concat!(env!("OUT_DIR"), "/palettes.rs"));

/// Red, green, blue.
pub type Colour = [u8; 3];

/// One style of map.
#[derive(Debug)]
pub struct Palette {
    pub name: &'static str,
    /// From the deepest sea to the shore.
    pub sea: &'static [Colour],
    /// From the shore to the highest peak.
    pub land: &'static [Colour],
    /// Colours by biome; where there are none, height decides.
    pub biomes: &'static [(&'static str, Colour)],
    pub river: Colour,
    pub coast: Colour,
    /// How strongly slopes are shaded, 0 to 1.
    pub shading: f32,
}

/// The style of that name.
///
/// ```
/// assert!(atlas_palette::palette("relief").is_some());
/// assert!(atlas_palette::palette("no such style").is_none());
/// ```
pub fn palette(name: &str) -> Option<&'static Palette> {
    PALETTES.iter().find(|palette| palette.name == name)
}

/// The colour at `share` of the way through `colours`, mixed from the two nearest.
///
/// ```
/// assert_eq!(atlas_palette::ramp(&[[0, 0, 0], [100, 200, 50]], 0.5), [50, 100, 25]);
/// ```
pub fn ramp(colours: &[Colour], share: f32) -> Colour {
    let Some(last) = colours.len().checked_sub(1) else {
        return [0, 0, 0];
    };
    let place = share.clamp(0.0, 1.0) * last as f32;
    let index = (place as usize).min(last.saturating_sub(1));
    mix(colours[index], colours[(index + 1).min(last)], place - index as f32)
}

/// `share` of the way from one colour to the other.
pub fn mix(from: Colour, to: Colour, share: f32) -> Colour {
    std::array::from_fn(|channel| {
        let (from, to) = (f32::from(from[channel]), f32::from(to[channel]));
        (from + (to - from) * share).round() as u8
    })
}

#[cfg(test)]
mod tests {
    use super::{PALETTES, palette, ramp};

    #[test]
    fn every_style_is_found_by_its_name() {
        assert!(PALETTES.len() >= 3);
        assert!(PALETTES.iter().all(|style| palette(style.name).is_some_and(|found| std::ptr::eq(found, style))));
    }

    #[test]
    fn a_ramp_starts_and_ends_with_its_colours() {
        for style in PALETTES {
            assert_eq!(Some(&ramp(style.land, 0.0)), style.land.first());
            assert_eq!(Some(&ramp(style.land, 1.0)), style.land.last());
            assert_eq!(Some(&ramp(style.sea, 7.0)), style.sea.last());
        }
        assert_eq!(ramp(&[[9, 8, 7]], 0.3), [9, 8, 7]);
        assert_eq!(ramp(&[], 0.3), [0, 0, 0]);
    }
}
