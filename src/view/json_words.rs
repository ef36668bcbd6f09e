//! What is wrong with a JSON text, in words for those who wrote it by hand. For `reading` and for the
//! readers of data packages.

/// What the parser found and what it expected, without line and column.
pub(crate) fn in_words(error: &serde_json::Error) -> String {
    let said = error.to_string();
    let said = said
        .rsplit_once(" at line ")
        .map_or(said.as_str(), |(what, _)| what);
    let wrong = said
        .strip_prefix("invalid type: ")
        .or_else(|| said.strip_prefix("invalid value: "));
    if let Some((given, wanted)) = wrong.and_then(|rest| rest.split_once(", expected ")) {
        return format!(
            "{} stands where {} is expected",
            given_thing(given),
            wanted_thing(wanted)
        );
    }
    let words = match said {
        "EOF while parsing an object" => "the text ends within an object; a closing '}' is missing",
        "EOF while parsing a list" => "the text ends within a list; a closing ']' is missing",
        "EOF while parsing a string" => "the text ends within quotation marks; a closing one is missing",
        "EOF while parsing a value" => "the text ends where a value is expected",
        "expected value" => {
            "a value is expected here: a text in quotation marks, a number, a list or an object"
        }
        "expected ident" => "only true, false and null stand without quotation marks",
        "expected `:`" => "a colon is expected here, between a key and its value",
        "expected `,` or `}`" => "a comma or a closing '}' is expected here",
        "expected `,` or `]`" => "a comma or a closing ']' is expected here",
        "key must be a string" => "a key in quotation marks is expected here",
        "trailing comma" => "there is a comma before the closing bracket; delete it",
        "trailing characters" => "there is more text behind the end",
        other => other,
    };
    words.to_owned()
}

fn given_thing(given: &str) -> String {
    let bare = |prefix: &str| given.strip_prefix(prefix).map(|rest| rest.trim_matches('`'));
    if let Some(number) = bare("integer ").or_else(|| bare("floating point ")) {
        return format!("the number {number}");
    }
    if let Some(text) = bare("string ") {
        return format!("the text {text}");
    }
    match given {
        "map" => "an object".to_owned(),
        "sequence" => "a list".to_owned(),
        other => bare("boolean ").unwrap_or(other).to_owned(),
    }
}

fn wanted_thing(wanted: &str) -> &str {
    match wanted {
        "a sequence" => "a list in square brackets",
        "a string" | "a borrowed string" => "a text in quotation marks",
        "a boolean" => "true or false",
        "f32" | "f64" => "a number",
        "u8" | "u32" | "u64" | "i64" => "a whole number",
        other if other.starts_with("struct ") || other == "a map" => "an object in curly brackets",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_message_speaks_the_parsers_language() {
        for (text, said) in [
            ("{", "a closing '}' is missing"),
            ("{\"a\": 1,}", "comma before the closing bracket"),
            ("{a: 1}", "a key in quotation marks"),
            ("{\"a\": soon}", "a value is expected"),
            ("{\"a\" 1}", "a colon"),
            ("[1 2]", "a comma or a closing ']'"),
            ("[1", "a closing ']' is missing"),
            ("{} {}", "more text behind the end"),
            ("", "the text ends where a value"),
        ] {
            let error = serde_json::from_str::<serde_json::Value>(text).unwrap_err();
            assert!(in_words(&error).contains(said), "{text}: {}", in_words(&error));
        }
        let error = serde_json::from_str::<Vec<String>>("[7]").unwrap_err();
        assert_eq!(
            in_words(&error),
            "the number 7 stands where a text in quotation marks is expected"
        );
    }
}
