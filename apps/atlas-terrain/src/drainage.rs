use crate::Grid;
use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// Where water goes.
pub struct Drainage {
    /// The cell that a cell's water flows to; a cell at the sea flows to itself.
    pub downstream: Vec<usize>,
    /// From the mouths to the springs: a cell comes after the one it flows to.
    pub order: Vec<usize>,
    /// Water through each cell, in cells of rain.
    pub flow: Grid<f32>,
}

/// Floods the map from the sea upwards, so that every cell has a way down also out of hollows, and adds up the rain.
pub fn drain(ground: &Grid<f32>, rain: &Grid<f32>) -> Drainage {
    let count = ground.cells().len();
    let mut downstream: Vec<usize> = (0..count).collect();
    let mut order = Vec::with_capacity(count);
    let mut seen = vec![false; count];
    let mut shore = BinaryHeap::new();
    for (index, height) in ground.cells().iter().enumerate() {
        if *height <= 0.0 || ground.around(index).count() < 8 {
            seen[index] = true;
            shore.push(Wet { level: *height, index });
        }
    }
    while let Some(Wet { level, index }) = shore.pop() {
        order.push(index);
        for (next, _) in ground.around(index) {
            if !seen[next] {
                seen[next] = true;
                downstream[next] = index;
                shore.push(Wet { level: level.max(ground.cells()[next]), index: next });
            }
        }
    }
    let mut flow = rain.clone();
    for &index in order.iter().rev().filter(|index| downstream[**index] != **index) {
        let water = flow.cells()[index];
        flow.cells_mut()[downstream[index]] += water;
    }
    Drainage { downstream, order, flow }
}

/// A flooded cell; the lowest comes out of the heap first, and of two as low the one further north-west.
struct Wet {
    level: f32,
    index: usize,
}

impl Ord for Wet {
    fn cmp(&self, other: &Self) -> Ordering {
        other.level.total_cmp(&self.level).then(other.index.cmp(&self.index))
    }
}

impl PartialOrd for Wet {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Wet {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Wet {}

#[cfg(test)]
mod tests {
    use super::drain;
    use crate::Grid;

    /// A slope to the sea in the west, with a hollow in the middle.
    fn hollow() -> Grid<f32> {
        Grid::from_fn(12, 9, |x, y| if (4..7).contains(&x) && (3..6).contains(&y) { 0.05 } else { x as f32 * 0.1 })
    }

    #[test]
    fn all_water_reaches_the_sea() {
        let ground = hollow();
        let drainage = drain(&ground, &Grid::new(12, 9, 1.0));
        for start in 0..ground.cells().len() {
            let mut index = start;
            let steps = (0..ground.cells().len()).take_while(|_| {
                let here = index;
                index = drainage.downstream[here];
                index != here
            });
            assert!(steps.count() < ground.cells().len(), "water from {start} runs in a circle");
        }
        let mouths = drainage.downstream.iter().enumerate().filter(|(from, to)| from == *to);
        let total: f32 = mouths.map(|(index, _)| drainage.flow.cells()[index]).sum();
        assert_eq!(total, 108.0);
    }

    #[test]
    fn a_cell_comes_after_the_one_it_flows_to() {
        let drainage = drain(&hollow(), &Grid::new(12, 9, 1.0));
        let mut place = vec![0; drainage.order.len()];
        for (position, index) in drainage.order.iter().enumerate() {
            place[*index] = position;
        }
        assert!(drainage.downstream.iter().enumerate().all(|(from, to)| place[*to] <= place[from]));
    }
}
