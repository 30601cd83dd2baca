/// Metres from the globe's middle to its surface, as PostgreSQL's earth() has it.
const RADIUS: f64 = 6_378_168.0;

/// A place on the globe. Straight lines through it are as long as they are between rows in the
/// database, which needs no trigonometry for them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    pub lat: f64,
    pub lon: f64,
}

impl Place {
    /// As a cube is written: `(x,y,z)` in metres.
    pub fn cube(self) -> String {
        let (lat, lon) = (self.lat.to_radians(), self.lon.to_radians());
        let x = RADIUS * lat.cos() * lon.cos();
        let y = RADIUS * lat.cos() * lon.sin();
        let z = RADIUS * lat.sin();
        format!("({x},{y},{z})")
    }
}

/// The straight line between two places that are `metres` apart on the ground.
pub fn chord(metres: f64) -> f64 {
    2.0 * RADIUS * (metres / (2.0 * RADIUS)).sin()
}

/// Metres on the ground between two places whose straight line is `chord` long.
pub fn metres(chord: f64) -> f64 {
    2.0 * RADIUS * (chord / (2.0 * RADIUS)).clamp(-1.0, 1.0).asin()
}
