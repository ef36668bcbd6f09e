//! `lanes.csv`: sea lanes as lists of places; their paths are found on the sea network later.

use crate::model::Lane;

use super::loading::Loading;
use super::table::{Schema, Table};

/// The name of the file.
pub(super) const FILE: &str = "lanes.csv";

const SCHEMA: Schema = Schema {
    required: &["id", "via"],
    important: &["title"],
    optional: &["theme", "summary", "sources", "note", "when"],
    rare: &["differs"],
    translated: &["title", "summary"],
};

/// Adds the lanes. One with fewer than two known places leads nowhere and is left out.
pub(super) fn read(bytes: &[u8], loading: &mut Loading) {
    let Some(table) = Table::read(FILE, bytes, &SCHEMA, &mut loading.problems) else {
        return loading.note_absent(FILE);
    };
    for row in table.rows() {
        let id = loading.row_id(row);
        if loading.builder.place(&id).is_some() {
            let what = format!("'{id}' is the id of a place as well");
            let remedy = "Where an event names it, the place is meant. Give the lane another id.";
            loading.problems.error(row.at("id"), what, remedy);
        }
        let given = row.list("via");
        let via = loading.via(&given, || row.at("via"));
        if via.len() < 2 {
            loading.report_lane(&id, given.len(), row.at("via"));
            continue;
        }
        let lane = Lane {
            title: loading.row_title(row, "title", &id),
            via,
            theme: loading.optional_theme(row.text("theme"), || row.at("theme")),
            summary: row.localized("summary"),
            when: loading.optional_date(row.text("when"), || row.at("when")),
            sources: loading.sources(&row.list("sources"), || row.at("sources")),
            note: row.text("note").to_owned(),
            differs: loading.row_differs(row),
            id,
        };
        loading.builder.add_lane(lane).ok();
    }
}
