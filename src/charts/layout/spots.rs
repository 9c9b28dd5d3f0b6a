//! Names near points, none over another.

use super::Rect;

/// Steps outwards from a point, and directions tried at each: first right, then left, then around.
const STEP: f64 = 12.0;
const MOST_STEPS: u32 = 24;
const DIRECTIONS: [(f64, f64); 8] =
    [(1.0, 0.0), (-1.0, 0.0), (0.0, -1.0), (0.0, 1.0), (0.8, -0.8), (0.8, 0.8), (-0.8, -0.8), (-0.8, 0.8)];

/// What is taken already.
#[derive(Debug, Default, Clone)]
pub struct Taken(Vec<Rect>);

impl Taken {
    /// Keeps names out of `rect`.
    pub fn add(&mut self, rect: Rect) {
        self.0.push(rect);
    }

    /// A free place for a name of this size beside `at`, which is `radius` large, at most `steps` steps away, and takes it.
    pub fn place(&mut self, size: (f64, f64), at: (f64, f64), radius: f64, within: Rect, steps: u32) -> Option<Rect> {
        let found = (0..steps.min(MOST_STEPS)).find_map(|step| {
            let reach = radius + 3.0 + f64::from(step) * STEP;
            DIRECTIONS
                .iter()
                .map(|direction| beside(size, at, reach, *direction))
                .find(|rect| self.is_free(rect, within))
        })?;
        self.0.push(found);
        Some(found)
    }

    fn is_free(&self, rect: &Rect, within: Rect) -> bool {
        let inside = rect.x0 >= within.x0 && rect.x1 <= within.x1 && rect.y0 >= within.y0 && rect.y1 <= within.y1;
        let clear =
            |other: &Rect| rect.x1 <= other.x0 || other.x1 <= rect.x0 || rect.y1 <= other.y0 || other.y1 <= rect.y0;
        inside && self.0.iter().all(clear)
    }
}

/// The rectangle of a name that lies `reach` away in a direction.
fn beside((width, height): (f64, f64), at: (f64, f64), reach: f64, (right, down): (f64, f64)) -> Rect {
    let middle = (at.0 + right * (reach + width / 2.0), at.1 + down * (reach + height / 2.0));
    Rect {
        x0: middle.0 - width / 2.0,
        x1: middle.0 + width / 2.0,
        y0: middle.1 - height / 2.0,
        y1: middle.1 + height / 2.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_one_point_go_around_it_and_stay_inside() {
        let within = Rect { x0: 0.0, y0: 0.0, x1: 100.0, y1: 60.0 };
        let mut taken = Taken::default();
        let places: Vec<Rect> =
            (0..4).filter_map(|_| taken.place((30.0, 14.0), (50.0, 30.0), 4.0, within, 4)).collect();
        assert_eq!(places.len(), 4);
        for (number, one) in places.iter().enumerate() {
            for other in &places[number + 1..] {
                let apart = one.x1 <= other.x0 || other.x1 <= one.x0 || one.y1 <= other.y0 || other.y1 <= one.y0;
                assert!(apart, "{one:?} {other:?}");
            }
        }
        assert!(taken.place((300.0, 14.0), (50.0, 30.0), 4.0, within, 4).is_none());
    }
}
