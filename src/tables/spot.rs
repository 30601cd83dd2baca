use super::model::TableShape;

/// The floor of every area, in cells.
pub const WIDTH: u32 = 24;
pub const HEIGHT: u32 = 16;

/// Tables for four that an area holds, with a walk on every side.
pub const AREA_HOLDS: usize = 40;

/// Where something stands: its upper left cell and its size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    pub x: u32,
    pub y: u32,
    pub w: u32,
    pub h: u32,
}

impl Spot {
    /// The name of the first measure that leads out of the floor.
    pub fn outside(self) -> Option<&'static str> {
        let fits = |from: u32, size: u32, most: u32| from < most && size <= most - from;
        match self {
            Spot { w: 0, .. } => Some("w"),
            Spot { h: 0, .. } => Some("h"),
            Spot { x, w, .. } if !fits(x, w, WIDTH) => Some(if x < WIDTH { "w" } else { "x" }),
            Spot { y, h, .. } if !fits(y, h, HEIGHT) => Some(if y < HEIGHT { "h" } else { "y" }),
            _ => None,
        }
    }

    /// For spots on the floor.
    pub fn overlaps(self, other: Spot) -> bool {
        self.x < other.x + other.w
            && other.x < self.x + self.w
            && self.y < other.y + other.h
            && other.y < self.y + self.h
    }

    /// With a cell of room on every side, as far as the floor goes.
    fn with_room(self) -> Spot {
        let (x, y) = (self.x.saturating_sub(1), self.y.saturating_sub(1));
        let (w, h) = (self.x + self.w + 1 - x, self.y + self.h + 1 - y);
        Spot { x, y, w, h }
    }
}

/// How large a table for so many is drawn.
pub fn size_for(seats: u32) -> (u32, u32, TableShape) {
    match seats {
        0..=4 => (2, 2, TableShape::Square),
        5..=6 => (3, 2, TableShape::Long),
        _ => (4, 2, TableShape::Long),
    }
}

/// The first free spot of this size, from the upper left: with room around it, without, and at
/// last a single cell.
pub fn first_free(taken: &[Spot], (w, h): (u32, u32)) -> Option<Spot> {
    let spacious = |spot: Spot| taken.iter().all(|other| !spot.with_room().overlaps(*other));
    let free = |spot: Spot| taken.iter().all(|other| !spot.overlaps(*other));
    let find = |w, h, fits: &dyn Fn(Spot) -> bool| {
        let rows = 0..=HEIGHT.saturating_sub(h);
        let mut spots =
            rows.flat_map(|y| (0..=WIDTH.saturating_sub(w)).map(move |x| Spot { x, y, w, h }));
        spots.find(|spot| spot.outside().is_none() && fits(*spot))
    };
    find(w, h, &spacious).or_else(|| find(w, h, &free)).or_else(|| find(1, 1, &free))
}
