//! How large the panels are in a window of some size. Pure; for `window` alone.

/// The least and the greatest width of the list and of the reading pane, in points.
pub(crate) const LIST_WIDTH: [f32; 2] = [190.0, 460.0];
pub(crate) const READING_WIDTH: [f32; 2] = [240.0, 640.0];
/// The share of the window's width that list and reading pane may take together: the map has the rest.
const SIDES: f32 = 0.55;
/// The share of the window's height that the timeline may take, and its least height in points.
const TIMELINE: f32 = 0.6;
const LOWEST_TIMELINE: f32 = 150.0;

/// The widths of list and reading pane in a window of some width: those that the reader has chosen, else
/// what suits the window; less where the map would become too narrow.
pub(crate) fn widths(window: f32, chosen: [Option<f32>; 2]) -> [f32; 2] {
    let list = chosen[0].unwrap_or((window * 0.19).clamp(LIST_WIDTH[0], 262.0));
    let reading = chosen[1].unwrap_or((window * 0.25).clamp(READING_WIDTH[0], 350.0));
    let list = list.clamp(LIST_WIDTH[0], LIST_WIDTH[1]);
    let reading = reading.clamp(READING_WIDTH[0], READING_WIDTH[1]);
    let over = (list + reading - window * SIDES).max(0.0);
    let spare = [list - LIST_WIDTH[0], reading - READING_WIDTH[0]];
    let share = (over / (spare[0] + spare[1]).max(1.0)).min(1.0);
    [list - spare[0] * share, reading - spare[1] * share]
}

/// How wide a side panel may be made beside another one that is `other` wide.
pub(crate) fn widest(window: f32, [least, most]: [f32; 2], other: f32) -> f32 {
    (window * SIDES - other).clamp(least, most)
}

/// The height of the timeline in a window of some height: the chosen one, else what suits the window.
pub(crate) fn timeline_height(window: f32, with_plots: bool, chosen: Option<f32>) -> f32 {
    let suits = if with_plots {
        (window * 0.44).clamp(290.0, 480.0)
    } else {
        (window * 0.33).clamp(200.0, 330.0)
    };
    let [least, most] = timeline_range(window);
    chosen.unwrap_or(suits).clamp(least, most)
}

/// How low and how high the timeline may be made.
pub(crate) fn timeline_range(window: f32) -> [f32; 2] {
    [LOWEST_TIMELINE, (window * TIMELINE).max(LOWEST_TIMELINE)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_small_window_has_narrow_panels_and_a_large_one_no_needlessly_wide_ones() {
        assert!(widths(1024.0, [None; 2]).iter().sum::<f32>() < 1024.0 * 0.45);
        assert_eq!(widths(2560.0, [None; 2]), [262.0, 350.0]);
    }

    #[test]
    fn a_chosen_width_is_kept_where_there_is_room() {
        assert_eq!(widths(1920.0, [Some(300.0), Some(600.0)]), [300.0, 600.0]);
    }

    proptest! {
        #[test]
        fn the_map_keeps_its_share_whatever_was_chosen(
            window in 800.0..4000.0f32, list in 0.0..3000.0f32, reading in 0.0..3000.0f32,
        ) {
            let [list, reading] = widths(window, [Some(list), Some(reading)]);
            prop_assert!(list + reading <= window * SIDES + 0.1);
            prop_assert!(list >= LIST_WIDTH[0] - 0.1 && reading >= READING_WIDTH[0] - 0.1);
            prop_assert!(widest(window, LIST_WIDTH, reading) + 0.1 >= list);
        }
    }
}
