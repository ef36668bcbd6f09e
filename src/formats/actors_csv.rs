//! `actors.csv`: states, persons and organisations that events name.

use crate::model::Actor;

use super::loading::Loading;
use super::table::{Schema, Table};

/// The name of the file.
pub(super) const FILE: &str = "actors.csv";

const SCHEMA: Schema = Schema {
    required: &["id"],
    important: &["name"],
    optional: &["kind", "when", "sources"],
    rare: &[],
    translated: &["name"],
};

/// Adds the actors.
pub(super) fn read(bytes: &[u8], loading: &mut Loading) {
    let Some(table) = Table::read(FILE, bytes, &SCHEMA, &mut loading.problems) else {
        return loading.note_absent(FILE);
    };
    for row in table.rows() {
        let id = loading.row_id(row);
        let actor = Actor {
            name: loading.row_title(row, "name", &id),
            kind: row.text("kind").to_owned(),
            when: loading.optional_date(row.text("when"), || row.at("when")),
            sources: loading.sources(&row.list("sources"), || row.at("sources")),
            id,
        };
        loading.builder.add_actor(actor).ok();
    }
}
