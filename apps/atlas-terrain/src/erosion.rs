use crate::Grid;
use atlas_noise::random;
use rand::Rng;

const LIFETIME: usize = 48;
const INERTIA: f32 = 0.08;
const CAPACITY: f32 = 5.0;
const LEAST_SLOPE: f32 = 0.002;
const PICK_UP: f32 = 0.35;
const PUT_DOWN: f32 = 0.25;
const EVAPORATION: f32 = 0.02;
const GRAVITY: f32 = 8.0;

/// Lets rain carve the ground: drops run down, pick soil up where they are fast and put it down where they are slow.
pub fn erode(ground: &mut Grid<f32>, seed: u32, drops: usize) {
    let mut random = random(seed, "rain");
    let (width, height) = (ground.width() as f32, ground.height() as f32);
    for _ in 0..drops {
        let x = random.random::<f32>() * (width - 2.0) + 0.5;
        let y = random.random::<f32>() * (height - 2.0) + 0.5;
        Drop { x, y, dx: 0.0, dy: 0.0, speed: 1.0, water: 1.0, soil: 0.0 }.run(ground);
    }
}

struct Drop {
    x: f32,
    y: f32,
    dx: f32,
    dy: f32,
    speed: f32,
    water: f32,
    soil: f32,
}

impl Drop {
    fn run(mut self, ground: &mut Grid<f32>) {
        for _ in 0..LIFETIME {
            let (from_x, from_y) = (self.x, self.y);
            let here = Surface::at(ground, from_x, from_y);
            if here.height <= 0.0 || !self.step(&here) {
                return;
            }
            if !inside(ground, self.x, self.y) {
                return;
            }
            let rise = Surface::at(ground, self.x, self.y).height - here.height;
            let capacity = (-rise).max(LEAST_SLOPE) * self.speed * self.water * CAPACITY;
            if rise > 0.0 || self.soil > capacity {
                // Uphill: fill the pit behind; otherwise drop what is too much.
                let left = if rise > 0.0 { rise.min(self.soil) } else { (self.soil - capacity) * PUT_DOWN };
                self.soil -= left;
                spread(ground, from_x, from_y, left);
            } else {
                let taken = ((capacity - self.soil) * PICK_UP).min(-rise);
                self.soil += taken;
                spread(ground, from_x, from_y, -taken);
            }
            self.speed = (self.speed * self.speed - rise * GRAVITY).max(0.0).sqrt();
            self.water *= 1.0 - EVAPORATION;
        }
    }

    /// Moves by one cell; false where the ground is flat.
    fn step(&mut self, here: &Surface) -> bool {
        self.dx = self.dx * INERTIA - here.slope_x * (1.0 - INERTIA);
        self.dy = self.dy * INERTIA - here.slope_y * (1.0 - INERTIA);
        let length = (self.dx * self.dx + self.dy * self.dy).sqrt();
        if length < 1e-7 {
            return false;
        }
        self.dx /= length;
        self.dy /= length;
        self.x += self.dx;
        self.y += self.dy;
        true
    }
}

fn inside(ground: &Grid<f32>, x: f32, y: f32) -> bool {
    x >= 0.0 && y >= 0.0 && x < (ground.width() - 1) as f32 && y < (ground.height() - 1) as f32
}

/// The ground between four cells.
struct Surface {
    height: f32,
    slope_x: f32,
    slope_y: f32,
}

impl Surface {
    fn at(ground: &Grid<f32>, x: f32, y: f32) -> Self {
        let (column, row) = (x as isize, y as isize);
        let (dx, dy) = (x - column as f32, y - row as f32);
        let [nw, ne] = [ground.near(column, row), ground.near(column + 1, row)];
        let [sw, se] = [ground.near(column, row + 1), ground.near(column + 1, row + 1)];
        Self {
            height: (nw * (1.0 - dx) + ne * dx) * (1.0 - dy) + (sw * (1.0 - dx) + se * dx) * dy,
            slope_x: (ne - nw) * (1.0 - dy) + (se - sw) * dy,
            slope_y: (sw - nw) * (1.0 - dx) + (se - ne) * dx,
        }
    }
}

/// Adds soil to the four cells around a point, most to the nearest.
fn spread(ground: &mut Grid<f32>, x: f32, y: f32, soil: f32) {
    let (column, row, width) = (x as usize, y as usize, ground.width());
    let (dx, dy) = (x - column as f32, y - row as f32);
    let first = row * width + column;
    let cells = ground.cells_mut();
    cells[first] += soil * (1.0 - dx) * (1.0 - dy);
    cells[first + 1] += soil * dx * (1.0 - dy);
    cells[first + width] += soil * (1.0 - dx) * dy;
    cells[first + width + 1] += soil * dx * dy;
}

#[cfg(test)]
mod tests {
    use super::erode;
    use crate::Grid;

    fn cone() -> Grid<f32> {
        Grid::from_fn(64, 64, |x, y| {
            let (dx, dy) = (x as f32 - 32.0, y as f32 - 32.0);
            1.0 - (dx * dx + dy * dy).sqrt() / 40.0
        })
    }

    #[test]
    fn rain_lowers_mountains_and_makes_no_holes() {
        let mut ground = cone();
        erode(&mut ground, 1, 20_000);
        let sum = |grid: &Grid<f32>| grid.cells().iter().sum::<f32>();
        assert!(sum(&ground) < sum(&cone()));
        assert!(ground.cells().iter().all(|height| height.is_finite() && *height > -0.5 && *height < 1.1));
    }

    #[test]
    fn no_rain_changes_nothing_and_a_seed_repeats_itself() {
        let after = |seed, drops| {
            let mut ground = cone();
            erode(&mut ground, seed, drops);
            ground
        };
        assert_eq!(after(1, 0), cone());
        assert_eq!(after(1, 500), after(1, 500));
        assert_ne!(after(1, 500), after(2, 500));
    }
}
