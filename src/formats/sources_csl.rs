//! `sources.json`: works that data are cited to, as CSL-JSON (schema of the Citation Style Language,
//! version 1.0.2), which reference managers write.

use crate::chronology::{Day, in_words_short};
use crate::model::Source;

use super::json::{Document, Object};
use super::loading::Loading;
use super::position::{is_unreadable, text};
use super::problem::quoted;
use super::references::suggestion;

/// The name of the file.
pub(super) const FILE: &str = "sources.json";

/// The item types of CSL 1.0.2.
const TYPES: [&str; 45] = [
    "article",
    "article-journal",
    "article-magazine",
    "article-newspaper",
    "bill",
    "book",
    "broadcast",
    "chapter",
    "classic",
    "collection",
    "dataset",
    "document",
    "entry",
    "entry-dictionary",
    "entry-encyclopedia",
    "event",
    "figure",
    "graphic",
    "hearing",
    "interview",
    "legal_case",
    "legislation",
    "manuscript",
    "map",
    "motion_picture",
    "musical_score",
    "pamphlet",
    "paper-conference",
    "patent",
    "performance",
    "periodical",
    "personal_communication",
    "post",
    "post-weblog",
    "regulation",
    "report",
    "review",
    "review-book",
    "software",
    "song",
    "speech",
    "standard",
    "thesis",
    "treaty",
    "webpage",
];

/// Adds the sources.
pub(super) fn read(bytes: &[u8], loading: &mut Loading) {
    if is_unreadable(FILE, bytes, &mut loading.problems) {
        return loading.note_absent(FILE);
    }
    let text = text(FILE, bytes, &mut loading.problems);
    let document = Document::new(FILE, &text);
    let Some(root) = document.root(&mut loading.problems) else {
        return loading.note_absent(FILE);
    };
    let Some(items) = root.items() else {
        let remedy = "Nothing of the file is read. Export the collection as CSL JSON anew.";
        let what = "the file is no list of CSL-JSON items";
        loading.problems.error(document.at(root), what, remedy);
        return loading.note_absent(FILE);
    };
    for item in items {
        if let Some(item) = Object::read(&document, item, "a source", &mut loading.problems) {
            let source = source(&item, loading);
            loading.builder.add_source(source).ok();
        }
    }
}

fn source(item: &Object<'_, '_>, loading: &mut Loading) -> Source {
    // CSL allows a number for an id.
    let given = item
        .get("id")
        .map(|id| id.string().unwrap_or_else(|| id.raw().to_owned()));
    let id = loading.own_id(given.unwrap_or_default().trim(), item.at_key("id"), true);
    let kind = item.text("type", &mut loading.problems).unwrap_or_default();
    if !TYPES.contains(&kind.as_str()) {
        let what = match kind.as_str() {
            "" => "the source has no type".to_owned(),
            other => format!("the type {} is not known to CSL", quoted(other)),
        };
        let near = suggestion(&kind, TYPES.into_iter());
        let remedy = format!("It is cited all the same.{near} Write a CSL type such as article-journal.");
        loading.problems.warning(item.at_key("type"), what, remedy);
    }
    let authors = people(item, "author", loading);
    let editors = people(item, "editor", loading);
    let year = issued_year(item, loading);
    let title = item.text("title", &mut loading.problems);
    if title.is_none() {
        let remedy = "It is cited without one. Write a title.";
        loading
            .problems
            .error(item.at_key("title"), "the source has no title", remedy);
    }
    let parts = Parts {
        by: if authors.is_empty() { editors } else { authors },
        title,
        year,
        url: url(item, loading),
        item,
    };
    Source {
        citation: parts.citation(loading).unwrap_or_else(|| id.clone()),
        short: parts.short(loading).unwrap_or_else(|| id.clone()),
        url: parts.url.clone(),
        csl: item.node.value(),
        id,
    }
}

/// A person or body, as CSL names it.
struct Person {
    /// "Zhang", or the whole name of a body.
    short: String,
    /// "Zhang, Hongzhou".
    full: String,
}

fn people(item: &Object<'_, '_>, key: &str, loading: &mut Loading) -> Vec<Person> {
    let problems = &mut loading.problems;
    let mut people = Vec::new();
    for name in item.objects(key, "a name", problems) {
        let family = name.text("family", problems);
        let given = name.text("given", problems);
        let particle = name.text("non-dropping-particle", problems);
        let family = match (particle, family) {
            (Some(particle), Some(family)) => Some(format!("{particle} {family}")),
            (_, family) => family,
        };
        let literal = name.text("literal", problems);
        match (literal, family, given) {
            (Some(whole), _, _) | (None, Some(whole), None) | (None, None, Some(whole)) => {
                people.push(Person {
                    short: whole.clone(),
                    full: whole,
                });
            }
            (None, Some(family), Some(given)) => people.push(Person {
                full: format!("{family}, {given}"),
                short: family,
            }),
            (None, None, None) => {
                let remedy = "It is left out. Write 'family' and 'given', or 'literal'.";
                problems.error(name.at(), format!("a name under '{key}' is empty"), remedy);
            }
        }
    }
    people
}

/// The year of publication as it is shown, from `issued`. A date that does not exist is reported.
fn issued_year(item: &Object<'_, '_>, loading: &mut Loading) -> Option<String> {
    let node = item.get("issued")?;
    // CSL 1.0.2 allows EDTF in place of an object.
    if let Some(text) = node.string() {
        let consequence = "It is cited without a date.";
        let date = loading.date(text.trim(), || item.at_key("issued"), consequence)?;
        return Some(in_words_short(&date));
    }
    let problems = &mut loading.problems;
    let issued = Object::read(item.document, node, "a date", problems)?;
    if let Some(words) = issued
        .text("literal", problems)
        .or_else(|| issued.text("raw", problems))
    {
        return Some(words);
    }
    let first = issued.get("date-parts")?.items()?.into_iter().next()?;
    let parts = first.items().unwrap_or_default();
    // CSL allows numbers and numbers as text.
    let number = |index: usize| {
        let part = parts.get(index)?;
        let text = part.string().unwrap_or_else(|| part.raw().to_owned());
        text.trim().parse::<i64>().ok()
    };
    let small = |index: usize| number(index).map_or(Some(1), |n| u8::try_from(n).ok());
    let exists = match (number(0), small(1), small(2)) {
        (Some(year), Some(month), Some(day)) => Day::from_ymd(year, month, day).is_some(),
        _ => false,
    };
    if !exists {
        let what = format!("{} is no date", quoted(first.raw()));
        let remedy = "It is cited without a date. Write [[2017, 3, 14]], [[2017, 3]] or [[2017]].";
        problems.error(item.at_key("issued"), what, remedy);
        return None;
    }
    number(0).map(|year| year.to_string())
}

fn url(item: &Object<'_, '_>, loading: &mut Loading) -> Option<String> {
    let problems = &mut loading.problems;
    let doi = item.text("DOI", problems);
    let url = item.text("URL", problems);
    if let Some(url) = &url
        && !(url.starts_with("https://") || url.starts_with("http://"))
    {
        let what = format!("{} is no web address", quoted(url));
        problems.warning(
            item.at_key("URL"),
            what,
            "It is not linked. Write it with https:// before it.",
        );
        return None;
    }
    url.or_else(|| {
        let doi = doi?;
        let bare = doi.rsplit_once("doi.org/").map_or(doi.as_str(), |(_, bare)| bare);
        Some(format!("https://doi.org/{}", bare.trim_start_matches("doi:")))
    })
}

/// What a citation is made of.
struct Parts<'i, 'd, 'a> {
    by: Vec<Person>,
    title: Option<String>,
    year: Option<String>,
    url: Option<String>,
    item: &'i Object<'d, 'a>,
}

impl Parts<'_, '_, '_> {
    /// "Zhang, Hongzhou; Niu, Song. “Title.” Journal 12 (3), 45–67. Publisher, 2017. https://…"
    fn citation(&self, loading: &mut Loading) -> Option<String> {
        let mut word = |key: &str| self.item.text(key, &mut loading.problems);
        let people: Vec<_> = self.by.iter().map(|p| p.full.as_str()).collect();
        let mut sentences = Vec::new();
        if !people.is_empty() {
            sentences.push(people.join("; "));
        }
        let container = word("container-title");
        if let Some(title) = &self.title {
            sentences.push(if container.is_some() {
                format!("“{title}”")
            } else {
                title.clone()
            });
        }
        let numbers = self.numbers();
        if let Some(container) = container {
            sentences.push(format!("{container}{numbers}"));
        }
        let published = [word("publisher-place"), word("publisher"), self.year.clone()];
        let published: Vec<String> = published.into_iter().flatten().collect();
        if !published.is_empty() {
            sentences.push(published.join(", "));
        }
        let mut line = String::new();
        for sentence in &sentences {
            line.push_str(sentence);
            line.push_str(if sentence.ends_with(['.', '?', '!']) {
                " "
            } else {
                ". "
            });
        }
        line.push_str(self.url.as_deref().unwrap_or_default());
        Some(line.trim().to_owned()).filter(|line| !line.is_empty())
    }

    /// " 12 (3), 45–67": volume, issue and pages, which CSL allows as numbers.
    fn numbers(&self) -> String {
        let word = |key: &str| {
            let node = self.item.get(key)?;
            let text = node
                .string()
                .or_else(|| node.number().map(|_| node.raw().to_owned()));
            text.map(|t| t.trim().to_owned()).filter(|t| !t.is_empty())
        };
        let volume = word("volume").map_or_else(String::new, |v| format!(" {v}"));
        let issue = word("issue").map_or_else(String::new, |i| format!(" ({i})"));
        let page = word("page").map_or_else(String::new, |p| format!(", {}", p.replace('-', "–")));
        format!("{volume}{issue}{page}")
    }

    /// "Zhang and Niu 2017", "Zhang et al. 2017", or the publisher or title where nobody signs.
    fn short(&self, loading: &mut Loading) -> Option<String> {
        let by = match self.by.as_slice() {
            [] => {
                let publisher = self.item.text("publisher", &mut loading.problems);
                publisher.or_else(|| self.title.as_deref().map(first_words))?
            }
            [one] => one.short.clone(),
            [one, two] => format!("{} and {}", one.short, two.short),
            [first, ..] => format!("{} et al.", first.short),
        };
        Some(format!("{by} {}", self.year.as_deref().unwrap_or("n.d.")))
    }
}

/// The first few words of a title.
fn first_words(title: &str) -> String {
    const MOST: usize = 4;
    let words: Vec<_> = title.split_whitespace().collect();
    let head = words.iter().take(MOST).copied().collect::<Vec<_>>().join(" ");
    if words.len() > MOST {
        format!("{head} …")
    } else {
        head
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::problem::{Problem, Problems};
    use crate::model::{Dataset, DatasetBuilder};

    fn read_items(items: &str) -> (Dataset, Vec<Problem>) {
        let mut loading = Loading::new(DatasetBuilder::new("x"), Problems::default());
        read(items.as_bytes(), &mut loading);
        (loading.builder.build(), loading.problems.sorted())
    }

    fn first(set: &Dataset) -> Source {
        set.source(set.sources().next().unwrap()).clone()
    }

    #[test]
    fn an_article_is_cited_in_full_and_in_short() {
        let (set, problems) = read_items(
            r#"[{"id": "zn", "type": "article-journal", "title": "New Developments",
                "author": [{"family": "Zhang", "given": "Jiye"}, {"family": "Niu", "given": "Jusheng"}],
                "container-title": "China International Studies", "volume": 63, "issue": "2",
                "page": "108-130", "issued": {"date-parts": [[2017, "3"]]}, "DOI": "10.1/x"}]"#,
        );
        assert!(problems.is_empty(), "{problems:?}");
        let source = first(&set);
        assert_eq!(
            source.citation,
            "Zhang, Jiye; Niu, Jusheng. “New Developments”. China International Studies 63 (2), 108–130. \
             2017. https://doi.org/10.1/x"
        );
        assert_eq!(source.short, "Zhang and Niu 2017");
        assert_eq!(source.url.as_deref(), Some("https://doi.org/10.1/x"));
        assert_eq!(source.csl["volume"], 63);
    }

    #[test]
    fn names_and_dates_are_taken_in_every_form_of_csl() {
        let short =
            |item: &str| first(&read_items(&format!("[{{\"id\": 7, \"type\": \"book\", {item}}}]")).0).short;
        let title = r#""title": "On the many ports of the sea""#;
        assert_eq!(short(title), "On the many ports … n.d.");
        let body = r#""title": "T", "author": [{"literal": "World Bank"}], "issued": {"raw": "c. 1850"}"#;
        assert_eq!(short(body), "World Bank c. 1850");
        let many = r#""title": "T", "issued": {"date-parts": [["-330"]]},
            "editor": [{"family": "Berg", "non-dropping-particle": "van den"}, {"family": "B"}, {"given": "C"}]"#;
        assert_eq!(short(many), "van den Berg et al. -330");
    }

    #[test]
    fn what_is_wrong_with_an_item_is_said_and_it_is_cited_all_the_same() {
        let (set, problems) = read_items(
            "[{\"id\": \"a\", \"type\": \"article-jornal\",\n \"issued\": {\"date-parts\": [[2017, 13]]},\n \"URL\": \"www.x.org\"}]",
        );
        let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(problems.len(), 4, "{said:?}");
        for words in [
            "Did you mean 'article-journal'?",
            "no title",
            "no date",
            "no web address",
        ] {
            assert!(said.iter().any(|s| s.contains(words)), "{words}: {said:?}");
        }
        let date = problems.iter().find(|p| p.what.contains("no date")).unwrap();
        assert_eq!(date.at.line, Some(2));
        assert_eq!(first(&set).citation, "a");
    }
}
