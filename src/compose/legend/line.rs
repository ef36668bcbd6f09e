//! The signs of a timeline that stands without a map, in a line below it: themes where no row bears their names,
//! and how a record looks and an assessment.

use crate::compose::flow::Piece;
use crate::compose::text::{Align, line, sans};
use crate::compose::{Style, Words, World};
use crate::model::{Basis, EventIx, ThemeIx};
use crate::view::{Kept, ViewSpec};

use super::rows::{Row, basis_row, theme_row};

/// Room of a sign.
const SIGN: f64 = 24.0;

/// What the signs mean of the events that a filter keeps: of themes if asked for, of bases where there are both.
pub(in crate::compose) fn signs_of_timeline(
    world: &World,
    view: &ViewSpec,
    style: &Style,
    words: &Words,
    kept: &Kept,
    with_themes: bool,
) -> Vec<Piece> {
    let set = world.dataset;
    let columns = set.columns();
    let events: Vec<usize> = set
        .events()
        .filter(|ix| kept.event(*ix))
        .map(EventIx::index)
        .collect();
    let has_some = |theme: &ThemeIx| events.iter().any(|at| columns.themes()[*at] == *theme);
    let mut rows: Vec<Row> = Vec::new();
    if with_themes {
        let themes = set.themes().filter(has_some);
        rows.extend(themes.map(|ix| theme_row(set, view, style, ix)));
    }
    if events.iter().any(|at| columns.bases()[*at] == Basis::Assessment) {
        rows.push(basis_row(style, words));
    }
    let face = sans(style.sizes.small);
    let middle = f64::from(style.sizes.small) * -0.34;
    let piece = |row: Row| {
        let shaped = world.fonts.shape(&row.text, &face);
        let width = SIGN + f64::from(shaped.width);
        let sign = super::moved(row.symbol, [8.0, middle]);
        let words = line(shaped, [SIGN, 0.0], Align::Left, style.chrome.text);
        Piece {
            nodes: vec![sign, words],
            width,
        }
    };
    rows.into_iter().map(piece).collect()
}
