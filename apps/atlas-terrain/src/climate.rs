use crate::{Grid, WorldSettings};
use atlas_noise::{Noise, Octaves};
use std::collections::VecDeque;

const WEATHER: Octaves = Octaves { count: 4, gain: 0.5 };

/// Rain and warmth of each cell, both 0 to 1.
pub struct Climate {
    pub moisture: Grid<f32>,
    pub warmth: Grid<f32>,
}

/// Wet by the sea and dry far from it, warm in the south and cold in the north and on mountains.
pub fn forecast(ground: &Grid<f32>, settings: &WorldSettings) -> Climate {
    let weather = Noise::new(settings.seed, "weather");
    let distance = distance_to_sea(ground);
    let (width, height) = (ground.width(), ground.height());
    let size = width.min(height) as f64;
    let local = |x: usize, y: usize| weather.fractal(x as f64 / size * 4.0, y as f64 / size * 4.0, WEATHER) as f32;
    Climate {
        moisture: Grid::from_fn(width, height, |x, y| {
            let inland = distance.near(x as isize, y as isize) as f32 / 14.0;
            (0.32 + 0.75 * local(x, y) + 0.4 / (1.0 + inland)).clamp(0.0, 1.0)
        }),
        warmth: Grid::from_fn(width, height, |x, y| {
            let south = y as f32 / (height - 1) as f32;
            let cold = 1.25 * ground.near(x as isize, y as isize).max(0.0);
            (0.25 + 0.75 * south - cold + 0.12 * local(y, x)).clamp(0.0, 1.0)
        }),
    }
}

/// Steps to the nearest sea cell.
fn distance_to_sea(ground: &Grid<f32>) -> Grid<u32> {
    let mut distance = Grid::new(ground.width(), ground.height(), u32::MAX);
    let mut queue = VecDeque::new();
    for (index, height) in ground.cells().iter().enumerate() {
        if *height <= 0.0 {
            distance.cells_mut()[index] = 0;
            queue.push_back(index);
        }
    }
    while let Some(index) = queue.pop_front() {
        let next = distance.cells()[index] + 1;
        for (neighbour, _) in ground.around(index) {
            if distance.cells()[neighbour] == u32::MAX {
                distance.cells_mut()[neighbour] = next;
                queue.push_back(neighbour);
            }
        }
    }
    distance
}

#[cfg(test)]
mod tests {
    use super::{distance_to_sea, forecast};
    use crate::{Grid, WorldSettings};

    #[test]
    fn distance_grows_from_the_shore() {
        let ground = Grid::from_fn(6, 3, |x, _| if x == 0 { -0.1 } else { 0.1 });
        assert_eq!(distance_to_sea(&ground).cells()[6..12], [0, 1, 2, 3, 4, 5]);
    }

    #[test]
    fn mountains_are_cold() {
        let settings = WorldSettings { width: 40, height: 40, ..WorldSettings::default() };
        let warmth = |height| forecast(&Grid::new(40, 40, height), &settings).warmth.near(20, 30);
        assert!(warmth(0.05) > warmth(0.4));
        assert_eq!(warmth(0.95), 0.0);
    }
}
