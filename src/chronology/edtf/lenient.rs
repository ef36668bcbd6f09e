//! Today's form of texts in the EDTF draft of 2012 or with stray typography. Changes the text only;
//! whether the result is a date, the parser says.

use super::error::EdtfWarning;
use super::expression::Qualifier;

/// Today's form of a text, and what was changed to get there.
pub(super) fn modernised(text: &str) -> (String, Vec<EdtfWarning>) {
    let mut warnings = Vec::new();
    let tidy: String = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| {
            if matches!(c, '\u{2010}'..='\u{2013}' | '\u{2212}') {
                '-'
            } else {
                c
            }
        })
        .collect();
    if tidy != text {
        warnings.push(EdtfWarning::Typography {
            written: text.to_owned(),
            read_as: tidy.clone(),
        });
    }
    let mut modern = String::new();
    let mut piece = String::new();
    // Dates are what stands between slashes, commas, set brackets and double dots.
    let mut chars = tidy.chars().peekable();
    while let Some(c) = chars.next() {
        let dots = c == '.' && chars.peek() == Some(&'.');
        if !dots && !matches!(c, '/' | ',' | '[' | ']' | '{' | '}') {
            piece.push(c);
            continue;
        }
        modern.push_str(&modern_date(&std::mem::take(&mut piece), &mut warnings));
        modern.push(c);
        if dots {
            modern.push('.');
            chars.next();
        }
    }
    modern.push_str(&modern_date(&piece, &mut warnings));
    (modern, warnings)
}

fn modern_date(written: &str, warnings: &mut Vec<EdtfWarning>) -> String {
    let modern = match written {
        "open" => "..".to_owned(),
        "unknown" => String::new(),
        date => {
            let date = date
                .replace("?~", "%")
                .replace("~?", "%")
                .replace(['u', 'x'], "X");
            let date = modern_year(&date);
            if date.contains('(') {
                ungrouped(&date).unwrap_or(date)
            } else {
                date
            }
        }
    };
    if modern != written {
        warnings.push(EdtfWarning::OldDraft {
            written: written.to_owned(),
            read_as: modern.clone(),
        });
    }
    modern
}

/// `y` is now `Y`, `e` is `E`, the significant digits' `p` is `S`; years of four digits need no letter.
fn modern_year(date: &str) -> String {
    let Some(year) = date.strip_prefix(['y', 'Y']) else {
        return date.to_owned();
    };
    let magnitude = year.strip_prefix('-').unwrap_or(year);
    if magnitude.len() == 4 && magnitude.bytes().all(|b| b.is_ascii_digit()) {
        return year.to_owned();
    }
    format!("Y{}", year.replace('e', "E").replace('p', "S"))
}

/// One part of a date in the draft's bracketed form.
#[derive(Default)]
struct Part {
    digits: String,
    qualifier: Qualifier,
    /// A closed bracket shields its parts from qualifiers further right, unless an outer one closes.
    shielded: bool,
}

/// `2004-(06)?-11` as `2004-?06-11`: the draft grouped parts with brackets and put the qualifier behind.
fn ungrouped(date: &str) -> Option<String> {
    let mut parts = vec![Part::default()];
    let mut open: Vec<usize> = Vec::new();
    let mut closed_from = None;
    for c in date.chars() {
        if let Some(qualifier) = Qualifier::from_char(c) {
            let from = closed_from.unwrap_or(0);
            let shields_hold = closed_from.is_none();
            for part in parts
                .iter_mut()
                .skip(from)
                .filter(|p| !(shields_hold && p.shielded))
            {
                part.qualifier = part.qualifier.and(qualifier);
            }
            continue;
        }
        if let Some(from) = closed_from.take() {
            parts.iter_mut().skip(from).for_each(|part| part.shielded = true);
        }
        match c {
            '(' => open.push(parts.len() - 1),
            ')' => closed_from = Some(open.pop()?),
            '-' if parts.last().is_some_and(|p| !p.digits.is_empty()) => parts.push(Part::default()),
            _ => parts.last_mut()?.digits.push(c),
        }
    }
    let written = parts.iter().map(|part| {
        let mark = match (part.qualifier.uncertain, part.qualifier.approximate) {
            (true, true) => "%",
            (true, false) => "?",
            (false, true) => "~",
            (false, false) => "",
        };
        format!("{mark}{}", part.digits)
    });
    open.is_empty().then(|| written.collect::<Vec<_>>().join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_old_drafts_brackets_become_marks_on_parts() {
        for (old, new) in [
            ("2004-(06)?-11", "2004-?06-11"),
            ("2004-06-(11)~", "2004-06-~11"),
            ("2004-(06-11)?", "2004-?06-?11"),
            ("(2004-(06)~)?", "?2004-%06"),
            ("2004?-(06)?~", "?2004-%06"),
            ("(2004)?-06-04~", "?2004-~06-~04"),
            ("(2011)-06-04~", "2011-~06-~04"),
            ("y17101e4p3", "Y17101E4S3"),
            ("unknown/open", "/.."),
            ("[1667,1668, 1670..1672]", "[1667,1668,1670..1672]"),
        ] {
            let (modern, warnings) = modernised(old);
            assert_eq!(modern, new);
            assert!(!warnings.is_empty(), "{old}");
        }
    }
}
