//! `events.csv`: what happened, one row each.

use crate::model::{Basis, Event};

use super::loading::{Loading, Site};
use super::problem::quoted;
use super::references::suggestion;
use super::table::{Row, Schema, Table};

/// The name of the file.
pub(super) const FILE: &str = "events.csv";

const SCHEMA: Schema = Schema {
    required: &["when"],
    important: &["id", "title", "where", "theme", "basis"],
    optional: &["actors", "summary", "sources", "note", "weight"],
    rare: &["differs"],
    translated: &["title", "summary"],
};

/// Adds the events. A row with a date is an event, whatever else is wrong with it.
pub(super) fn read(bytes: &[u8], loading: &mut Loading) {
    let Some(table) = Table::read(FILE, bytes, &SCHEMA, &mut loading.problems) else {
        return loading.note_absent(FILE);
    };
    for row in table.rows() {
        let id = loading.row_id(row);
        if let Some(event) = event(row, id, loading) {
            // The id was made unique above, so nothing can be refused here.
            loading.builder.add_event(event).ok();
        }
    }
}

fn event(row: Row<'_, '_>, id: String, loading: &mut Loading) -> Option<Event> {
    if row.text("when").is_empty() {
        let remedy = "The event is left out. Write a date such as 2016-04-12, 2016-04 or 1992/1998.";
        loading.problems.error(row.at("when"), "there is no date", remedy);
        return None;
    }
    let when = loading.date(row.text("when"), || row.at("when"), "The event is left out.")?;
    let (mut places, mut lanes) = (Vec::new(), Vec::new());
    for site in loading.sites(&row.list("where"), || row.at("where")) {
        match site {
            Site::Place(place) => places.push(place),
            Site::Lane(lane) => lanes.push(lane),
        }
    }
    if row.text("theme").is_empty() && row.has("theme") {
        let remedy = "The event is shown without one. Write the id of a theme of datapackage.json.";
        loading
            .problems
            .error(row.at("theme"), "there is no theme", remedy);
    }
    let sources = loading.sources(&row.list("sources"), || row.at("sources"));
    if row.list("sources").is_empty() && row.has("sources") {
        let remedy = "Name the source that it is from, by its id in sources.json.";
        loading
            .problems
            .warning(row.at("sources"), "there is no source", remedy);
    }
    Some(Event {
        title: loading.row_title(row, "title", &id),
        when,
        places,
        lanes,
        theme: loading.theme(row.text("theme"), || row.at("theme")),
        actors: loading.actors(&row.list("actors"), || row.at("actors")),
        basis: basis(row, loading),
        summary: row.localized("summary"),
        sources,
        note: row.text("note").to_owned(),
        differs: loading.row_differs(row),
        weight: loading.one_to_five(row.text("weight"), "weight", || row.at("weight")),
        id,
    })
}

/// Whether the row is a record or an assessment. What says neither is taken as an assessment: to show a
/// reading as a fact would be the worse error.
fn basis(row: Row<'_, '_>, loading: &mut Loading) -> Basis {
    match row.text("basis") {
        "record" => Basis::Record,
        "assessment" => Basis::Assessment,
        _ if !row.has("basis") => Basis::Assessment,
        other => {
            let near = suggestion(other, ["record", "assessment"].into_iter());
            let remedy = format!("It is read as 'assessment'.{near} Write 'record' or 'assessment'.");
            let what = match other {
                "" => "there is no basis".to_owned(),
                other => format!("the basis {} is not known", quoted(other)),
            };
            loading.problems.error(row.at("basis"), what, remedy);
            Basis::Assessment
        }
    }
}
