use serde::Serialize;

/// A cell's column and row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Site {
    pub x: usize,
    pub y: usize,
}

/// A value for every cell of the map, row by row.
#[derive(Clone, Debug, PartialEq)]
pub struct Grid<T> {
    width: usize,
    height: usize,
    cells: Vec<T>,
}

impl<T: Copy> Grid<T> {
    pub fn new(width: usize, height: usize, value: T) -> Self {
        Self { width, height, cells: vec![value; width * height] }
    }

    /// A grid of what `value` says of each cell.
    ///
    /// ```
    /// let grid = atlas_terrain::Grid::from_fn(3, 2, |x, y| 10 * y + x);
    /// assert_eq!(grid.cells(), [0, 1, 2, 10, 11, 12]);
    /// ```
    pub fn from_fn(width: usize, height: usize, value: impl Fn(usize, usize) -> T) -> Self {
        let cells = (0..width * height).map(|index| value(index % width, index / width)).collect();
        Self { width, height, cells }
    }

    pub fn width(&self) -> usize {
        self.width
    }

    pub fn height(&self) -> usize {
        self.height
    }

    pub fn cells(&self) -> &[T] {
        &self.cells
    }

    pub fn cells_mut(&mut self) -> &mut [T] {
        &mut self.cells
    }

    /// The value of a cell; beyond the border, of the nearest one.
    pub fn near(&self, x: isize, y: isize) -> T {
        let x = x.clamp(0, self.width as isize - 1) as usize;
        let y = y.clamp(0, self.height as isize - 1) as usize;
        self.cells[y * self.width + x]
    }

    pub fn at(&self, site: Site) -> T {
        self.near(site.x as isize, site.y as isize)
    }

    pub fn site(&self, index: usize) -> Site {
        Site { x: index % self.width, y: index / self.width }
    }

    /// The up to eight cells around one, with how far away they are in cells.
    pub fn around(&self, index: usize) -> impl Iterator<Item = (usize, f32)> + use<T> {
        const AROUND: [(isize, isize); 8] = [(-1, -1), (0, -1), (1, -1), (-1, 0), (1, 0), (-1, 1), (0, 1), (1, 1)];
        let (width, height) = (self.width as isize, self.height as isize);
        let (x, y) = (index as isize % width, index as isize / width);
        AROUND.into_iter().filter_map(move |(dx, dy)| {
            let (column, row) = (x + dx, y + dy);
            let inside = (0..width).contains(&column) && (0..height).contains(&row);
            let distance = if dx != 0 && dy != 0 { std::f32::consts::SQRT_2 } else { 1.0 };
            inside.then_some(((row * width + column) as usize, distance))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Grid;

    #[test]
    fn corners_have_three_neighbours_and_inner_cells_eight() {
        let grid = Grid::new(4, 3, 0_u8);
        assert_eq!(grid.around(0).map(|(index, _)| index).collect::<Vec<_>>(), [1, 4, 5]);
        assert_eq!(grid.around(5).count(), 8);
    }

    #[test]
    fn beyond_the_border_lies_the_nearest_cell() {
        let grid = Grid::from_fn(3, 2, |x, y| (x, y));
        assert_eq!(grid.near(-5, 9), (0, 1));
    }
}
