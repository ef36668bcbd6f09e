//! Where the fields of a CSV record begin: the reader of the `csv` crate knows the start of each record
//! only, and a message should point at the field. For [`super::table`].

/// What a scan over one record finds.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Scan {
    /// Offset of each field's first character, behind its quotation mark where it has one.
    pub(super) fields: Vec<usize>,
    /// Offset behind the record's last byte.
    pub(super) end: usize,
    /// Offset of a quotation mark that opens the last field and is never closed.
    pub(super) open_quote: Option<usize>,
}

/// Scans the record that starts at an offset, by the rules of the `csv` crate: a quotation mark opens a
/// quoted field only as its first byte, and a doubled one within it is text.
pub(super) fn field_offsets(bytes: &[u8], start: usize, delimiter: u8) -> Scan {
    let mut scan = Scan::default();
    let mut at = start;
    loop {
        let quoted = bytes.get(at) == Some(&b'"');
        if quoted {
            scan.fields.push(at + 1);
            let open = at;
            at += 1;
            loop {
                match (bytes.get(at), bytes.get(at + 1)) {
                    (Some(b'"'), Some(b'"')) => at += 2,
                    (Some(b'"'), _) => {
                        at += 1;
                        break;
                    }
                    (Some(_), _) => at += 1,
                    (None, _) => {
                        scan.open_quote = Some(open);
                        scan.end = bytes.len();
                        return scan;
                    }
                }
            }
        } else {
            scan.fields.push(at);
        }
        while bytes
            .get(at)
            .is_some_and(|b| *b != delimiter && !matches!(b, b'\r' | b'\n'))
        {
            at += 1;
        }
        if bytes.get(at) == Some(&delimiter) {
            at += 1;
        } else {
            scan.end = at;
            return scan;
        }
    }
}

/// What separates the columns, judged by the first line: a comma, unless there is none and there are
/// semicolons or tabs.
pub(super) fn delimiter_of(bytes: &[u8]) -> u8 {
    let line = bytes
        .split(|b| matches!(b, b'\r' | b'\n'))
        .find(|line| !line.is_empty());
    let has = |byte: u8| line.is_some_and(|line| line.contains(&byte));
    match (has(b','), has(b';'), has(b'\t')) {
        (false, true, _) => b';',
        (false, false, true) => b'\t',
        _ => b',',
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn fields_are_found_behind_quotes_commas_and_line_breaks() {
        let text = b"a,\"b, \"\"b\"\"\nb\",c\r\nd";
        let scan = field_offsets(text, 0, b',');
        assert_eq!(scan.fields, [0, 3, 15]);
        assert_eq!(scan.end, 16);
        assert_eq!(scan.open_quote, None);
        assert_eq!(field_offsets(b"a,\"b\nc", 0, b',').open_quote, Some(2));
    }

    #[test]
    fn the_delimiter_is_what_the_header_is_made_of() {
        assert_eq!(delimiter_of(b"id,title\na;b,c"), b',');
        assert_eq!(delimiter_of(b"\nid;title\na,b"), b';');
        assert_eq!(delimiter_of(b"id\ttitle\n"), b'\t');
        assert_eq!(delimiter_of(b"id\n"), b',');
    }

    proptest! {
        #[test]
        fn the_scan_finds_as_many_fields_as_the_csv_crate(
            records in prop::collection::vec(prop::collection::vec("[a,;\"\r\n ]{0,6}", 1..5), 1..4)
        ) {
            let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
            for record in &records {
                writer.write_record(record).unwrap();
            }
            let bytes = writer.into_inner().unwrap();
            let mut start = 0;
            for record in &records {
                let scan = field_offsets(&bytes, start, b',');
                prop_assert_eq!(scan.fields.len(), record.len());
                for (offset, field) in scan.fields.iter().zip(record) {
                    let first = field.bytes().next();
                    if let Some(first) = first.filter(|b| *b != b'"') {
                        prop_assert_eq!(bytes[*offset], first);
                    }
                }
                start = scan.end + 1;
            }
        }
    }
}
