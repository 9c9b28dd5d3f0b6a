//! The world's economies on an equal-area map.
//!
//! Outlines: Natural Earth 1:110m, public domain (`world.txt`, made by `make.py`). Projection: Equal Earth, B. Šavrič,
//! T. Patterson and B. Jenny, "The Equal Earth map projection", International Journal of Geographical Information Science
//! 33 (2019), pp. 454–465. Borders are those of the data set and no statement about them.

mod small;

use std::sync::LazyLock;

use super::layout::Rect;
use crate::model::Economy;

/// Economies with an outline; those without a number in ISO 3166 are drawn and take no figure.
#[derive(Debug)]
pub struct Land {
    pub economy: Option<Economy>,
    /// Outer rings on the plane of the projection, x to the east, y to the north.
    pub rings: Vec<Vec<(f64, f64)>>,
}

pub static WORLD: LazyLock<Vec<Land>> = LazyLock::new(|| {
    let lines = include_str!("world.txt").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(land).collect()
});

fn land(line: &str) -> Option<Land> {
    let (number, rings) = line.split_once('|')?;
    // ISO's numbers, not those of trade statistics: 356 is India, which Comtrade numbers 699.
    let iso = number.parse().ok().and_then(rust_iso3166::from_numeric);
    // Kosovo has no number and is an economy by its name.
    let economy = iso.map_or(number, |iso| iso.alpha3).parse().ok();
    Some(Land { economy, rings: rings.split(';').map(ring).collect() })
}

/// Corners from steps in tenths of a degree.
fn ring(steps: &str) -> Vec<(f64, f64)> {
    let numbers: Vec<i32> = steps.split(' ').filter_map(|number| number.parse().ok()).collect();
    let mut at = (0, 0);
    let corners = numbers.chunks_exact(2).map(|step| {
        at = (at.0 + step[0], at.1 + step[1]);
        project(f64::from(at.0) / 10.0, f64::from(at.1) / 10.0)
    });
    corners.collect()
}

/// Degrees of longitude and latitude on the plane of Equal Earth.
#[must_use]
pub fn project(longitude: f64, latitude: f64) -> (f64, f64) {
    const A: [f64; 4] = [1.340_264, -0.081_106, 0.000_893, 0.003_796];
    let half_root = 3f64.sqrt() / 2.0;
    let theta = (half_root * latitude.to_radians().sin()).asin();
    let (square, sixth) = (theta.powi(2), theta.powi(6));
    let down = A[0] + 3.0 * A[1] * square + sixth * (7.0 * A[2] + 9.0 * A[3] * square);
    let x = longitude.to_radians() * theta.cos() / (half_root * down);
    (x, theta * (A[0] + A[1] * square + sixth * (A[2] + A[3] * square)))
}

impl Land {
    /// The middle of its largest ring.
    #[must_use]
    pub fn middle(&self) -> Option<(f64, f64)> {
        let largest = self.rings.iter().max_by(|a, b| area(a).abs().total_cmp(&area(b).abs()))?;
        let whole = area(largest);
        let sum = corners(largest).fold((0.0, 0.0), |(x, y), (a, b)| {
            let cross = a.0 * b.1 - b.0 * a.1;
            (x + (a.0 + b.0) * cross, y + (a.1 + b.1) * cross)
        });
        Some((sum.0 / (6.0 * whole), sum.1 / (6.0 * whole)))
    }
}

fn corners(ring: &[(f64, f64)]) -> impl Iterator<Item = ((f64, f64), (f64, f64))> + '_ {
    ring.iter().copied().zip(ring.iter().copied().cycle().skip(1))
}

fn area(ring: &[(f64, f64)]) -> f64 {
    corners(ring).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum::<f64>() / 2.0
}

/// Where an economy stands: the middle of its outline, or the point of one too small for the map.
#[must_use]
pub fn place(economy: Economy) -> Option<(f64, f64)> {
    let drawn = WORLD.iter().find(|land| land.economy == Some(economy)).and_then(Land::middle);
    drawn.or_else(|| small::degrees(economy.code()).map(|(longitude, latitude)| project(longitude, latitude)))
}

/// Whether an economy is too small for an outline.
#[must_use]
pub fn is_point(economy: Economy) -> bool {
    !WORLD.iter().any(|land| land.economy == Some(economy))
}

/// West, south, east and north of all outlines.
static EXTENT: LazyLock<[f64; 4]> = LazyLock::new(|| {
    let corners = WORLD.iter().flat_map(|land| land.rings.iter().flatten());
    let none = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
    corners.fold(none, |[west, south, east, north], (x, y)| [west.min(*x), south.min(*y), east.max(*x), north.max(*y)])
});

/// The height of the map over its width.
#[must_use]
pub fn aspect() -> f64 {
    let [west, south, east, north] = *EXTENT;
    (north - south) / (east - west)
}

/// From the plane of the projection to the pixels of `rect`, in its middle, true to shape.
pub fn fit(rect: Rect) -> impl Fn((f64, f64)) -> (f64, f64) {
    let [west, south, east, north] = *EXTENT;
    let scale = (rect.width() / (east - west)).min(rect.height() / (north - south));
    let left = rect.x0 + (rect.width() - (east - west) * scale) / 2.0;
    let top = rect.y0 + (rect.height() - (north - south) * scale) / 2.0;
    move |(x, y)| (left + (x - west) * scale, top + (north - y) * scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The equator is 2.7066 half-widths of the sphere's radius, and the poles lie at 1.3173, as the paper states.
    #[test]
    fn the_projection_has_the_paper_s_dimensions() {
        assert!((project(180.0, 0.0).0 - 2.706_63).abs() < 1e-4);
        assert!((project(0.0, 90.0).1 - 1.317_36).abs() < 1e-4);
        assert_eq!(project(0.0, 0.0), (0.0, 0.0));
    }

    #[test]
    fn areas_are_true() {
        let whole = |code: &str| {
            let land = WORLD.iter().find(|land| land.economy.is_some_and(|economy| economy.code() == code)).unwrap();
            land.rings.iter().map(|ring| area(ring).abs()).sum::<f64>()
        };
        // 2,725 against 241 thousand km²; the outlines are coarse.
        let ratio = whole("KAZ") / whole("GBR");
        assert!((ratio / (2724.9 / 243.6) - 1.0).abs() < 0.1, "{ratio}");
    }

    #[test]
    fn every_outline_with_a_number_is_an_economy_that_has_a_place() {
        let unnamed: Vec<&Land> = WORLD.iter().filter(|land| land.economy.is_none()).collect();
        assert_eq!((WORLD.len(), unnamed.len()), (176, 2), "Northern Cyprus and Somaliland");
        for code in ["KAZ", "SGP", "HKG", "MLT", "MDV", "XKX"] {
            assert!(place(code.parse().unwrap()).is_some(), "{code}");
        }
    }
}
