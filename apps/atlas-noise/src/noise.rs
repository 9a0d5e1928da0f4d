use crate::random;
use rand::seq::SliceRandom;

/// How noise of several sizes is added up.
#[derive(Clone, Copy, Debug)]
pub struct Octaves {
    pub count: u32,
    /// What each octave's strength is of the one before it.
    pub gain: f64,
}

/// Smooth noise over the plane.
pub struct Noise {
    permutation: [u8; 512],
}

impl Noise {
    pub fn new(seed: u32, purpose: &str) -> Self {
        let mut order: [u8; 256] = std::array::from_fn(|index| index as u8);
        order.shuffle(&mut random(seed, purpose));
        Self { permutation: std::array::from_fn(|index| order[index & 255]) }
    }

    /// The noise at a point, about -1 to 1, and 0 wherever both coordinates are whole.
    ///
    /// ```
    /// let noise = atlas_noise::Noise::new(1, "hills");
    /// assert_eq!(noise.at(3.0, 4.0), 0.0);
    /// assert_ne!(noise.at(3.5, 4.5), 0.0);
    /// ```
    pub fn at(&self, x: f64, y: f64) -> f64 {
        let (column, row) = (x.floor(), y.floor());
        let (dx, dy) = (x - column, y - row);
        let corner = |right: i64, down: i64| {
            let hash = self.hash(column as i64 + right, row as i64 + down);
            slope(hash, dx - right as f64, dy - down as f64)
        };
        let (across, along) = (fade(dx), fade(dy));
        let top = mix(corner(0, 0), corner(1, 0), across);
        let bottom = mix(corner(0, 1), corner(1, 1), across);
        mix(top, bottom, along) * 1.5
    }

    /// Octaves of halving size, scaled back to about -1 to 1.
    pub fn fractal(&self, x: f64, y: f64, octaves: Octaves) -> f64 {
        self.sum(x, y, octaves, |value| value)
    }

    /// The same with sharp crests, 0 to 1: mountains.
    pub fn ridged(&self, x: f64, y: f64, octaves: Octaves) -> f64 {
        self.sum(x, y, octaves, |value| {
            let crest = 1.0 - value.abs().min(1.0);
            crest * crest
        })
    }

    fn sum(&self, x: f64, y: f64, octaves: Octaves, shape: impl Fn(f64) -> f64) -> f64 {
        let (mut total, mut weight, mut strength, mut scale) = (0.0, 0.0, 1.0, 1.0);
        for octave in 0..octaves.count {
            // Shifted, so that the zeros of the octaves do not fall on the same points.
            let shift = f64::from(octave) * 17.37;
            total += strength * shape(self.at(x * scale + shift, y * scale - shift));
            weight += strength;
            strength *= octaves.gain;
            scale *= 2.0;
        }
        if weight > 0.0 { total / weight } else { 0.0 }
    }

    fn hash(&self, column: i64, row: i64) -> u8 {
        let first = self.permutation[(column & 255) as usize];
        self.permutation[usize::from(first) + (row & 255) as usize]
    }
}

/// The height at (dx, dy) of a plane through the corner that rises in one of eight directions.
fn slope(hash: u8, dx: f64, dy: f64) -> f64 {
    const DIAGONAL: f64 = std::f64::consts::FRAC_1_SQRT_2;
    match hash & 7 {
        0 => dx,
        1 => -dx,
        2 => dy,
        3 => -dy,
        4 => (dx + dy) * DIAGONAL,
        5 => (dx - dy) * DIAGONAL,
        6 => (dy - dx) * DIAGONAL,
        _ => -(dx + dy) * DIAGONAL,
    }
}

fn fade(t: f64) -> f64 {
    t * t * t * (t * (t * 6.0 - 15.0) + 10.0)
}

fn mix(from: f64, to: f64, share: f64) -> f64 {
    from + (to - from) * share
}

#[cfg(test)]
mod tests {
    use super::{Noise, Octaves};

    const OCTAVES: Octaves = Octaves { count: 5, gain: 0.5 };

    fn samples(noise: impl Fn(f64, f64) -> f64) -> Vec<f64> {
        (0..2_000).map(|step| noise(f64::from(step) * 0.173, f64::from(step) * 0.091)).collect()
    }

    #[test]
    fn noise_stays_in_range_and_uses_it() {
        let noise = Noise::new(3, "test");
        let values = samples(|x, y| noise.fractal(x, y, OCTAVES));
        assert!(values.iter().all(|value| value.abs() <= 1.2));
        assert!(values.iter().any(|value| *value > 0.25) && values.iter().any(|value| *value < -0.25));
        assert!(samples(|x, y| noise.ridged(x, y, OCTAVES)).iter().all(|value| (0.0..=1.0).contains(value)));
    }

    #[test]
    fn neighbouring_points_are_close() {
        let noise = Noise::new(3, "test");
        for step in 0..1_000 {
            let x = f64::from(step) * 0.037;
            assert!((noise.at(x, 0.4) - noise.at(x + 0.001, 0.4)).abs() < 0.01);
        }
    }

    #[test]
    fn one_seed_gives_one_noise() {
        let value = |seed| Noise::new(seed, "test").at(0.3, 0.7);
        assert_eq!(value(5), value(5));
        assert_ne!(value(5), value(6));
    }
}
