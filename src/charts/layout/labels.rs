//! Labels along one line, moved apart where they would overlap.

/// A label that wants to stand at `wish` and takes `height` along the line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wish {
    pub at: f64,
    pub height: f64,
}

/// Labels that touch, moved as one.
struct Stack {
    members: Vec<usize>,
    /// Where the stack begins.
    start: f64,
    height: f64,
}

/// Centres for all labels: in the order of their wishes, none overlapping, each as near its wish as its stack allows,
/// within `low..=high` as long as they fit. Returned in the order of `wishes`.
#[must_use]
pub fn spread(wishes: &[Wish], low: f64, high: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wishes.len()).collect();
    order.sort_by(|a, b| wishes[*a].at.total_cmp(&wishes[*b].at));
    let mut stacks: Vec<Stack> = Vec::new();
    for index in order {
        let mut stack = Stack::of(vec![index], wishes, low, high);
        while let Some(above) = stacks.pop_if(|above| above.start + above.height > stack.start) {
            let members = above.members.into_iter().chain(stack.members).collect();
            stack = Stack::of(members, wishes, low, high);
        }
        stacks.push(stack);
    }
    let mut centres = vec![0.0; wishes.len()];
    for stack in stacks {
        let mut at = stack.start;
        for member in stack.members {
            let height = wishes[member].height;
            centres[member] = at + height / 2.0;
            at += height;
        }
    }
    centres
}

impl Stack {
    /// The stack whose members are on average where they wish to be.
    fn of(members: Vec<usize>, wishes: &[Wish], low: f64, high: f64) -> Self {
        let mut height = 0.0;
        let mut offset = 0.0;
        for member in &members {
            let wish = wishes[*member];
            offset += wish.at - (height + wish.height / 2.0);
            height += wish.height;
        }
        let start = offset / members.len() as f64;
        let start = start.min(high - height).max(low);
        Self { members, start, height }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn labels_with_room_stay_where_they_are() {
        let wishes = [10.0, 50.0, 90.0].map(|at| Wish { at, height: 16.0 });
        assert_eq!(spread(&wishes, 0.0, 100.0), [10.0, 50.0, 90.0]);
    }

    #[test]
    fn ties_are_stacked_around_their_place() {
        let wishes = [50.0, 50.0].map(|at| Wish { at, height: 10.0 });
        assert_eq!(spread(&wishes, 0.0, 100.0), [45.0, 55.0]);
    }

    proptest! {
        #[test]
        fn none_overlap_none_leave_and_order_holds(places in prop::collection::vec(0.0..300.0f64, 1..15)) {
            let wishes: Vec<Wish> = places.iter().map(|at| Wish { at: *at, height: 17.0 }).collect();
            let centres = spread(&wishes, 0.0, 300.0);
            let mut pairs: Vec<(f64, f64)> = places.iter().copied().zip(centres).collect();
            pairs.sort_by(|a, b| a.1.total_cmp(&b.1));
            for pair in pairs.windows(2) {
                prop_assert!(pair[1].1 - pair[0].1 >= 17.0 - 1e-6);
                prop_assert!(pair[0].0 <= pair[1].0);
            }
            prop_assert!(pairs[0].1 >= 8.5 - 1e-6 && pairs[pairs.len() - 1].1 <= 291.5 + 1e-6);
        }
    }
}
