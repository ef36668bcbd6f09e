//! Positions as people write them: `35.45, 139.65` (latitude first, as charts have it) or with the letters of
//! the hemispheres, `35.45N 139.65E`, `11°54′N 109°12′E`; read and written.

use super::{CoordinateError, LonLat};

/// Reads a position; `None` where the text is none, so that it may be a name.
///
/// Two numbers without letters are latitude and longitude. With letters either may come first, and each may
/// be degrees and minutes, or degrees, minutes and seconds.
///
/// # Errors
/// When it is a position outside of the globe's latitudes and longitudes.
pub fn read_position(text: &str) -> Option<Result<LonLat, CoordinateError>> {
    let pieces = pieces(text)?;
    let [first, second] = [angle(pieces[0])?, angle(pieces[1])?];
    let (lat, lon) = match (first.axis, second.axis) {
        (None, None) | (Some(Axis::Latitude), Some(Axis::Longitude)) => (first, second),
        (Some(Axis::Longitude), Some(Axis::Latitude)) => (second, first),
        _ => return None,
    };
    Some(match LonLat::new(lon.degrees, lat.degrees) {
        // The words about swapped numbers are for files, where longitude comes first.
        Err(CoordinateError::Swapped { lat, .. }) => Err(CoordinateError::Latitude(lat)),
        other => other,
    })
}

/// A position as people read it: degrees and whole minutes with their hemisphere, latitude first.
pub fn position_in_words(at: LonLat) -> String {
    let part = |degrees: f64, hemispheres: [&str; 2]| {
        let minutes = (degrees.abs() * 60.0).round() as i64;
        let hemisphere = hemispheres[usize::from(degrees < 0.0)];
        format!("{}° {:02}′ {hemisphere}", minutes / 60, minutes % 60)
    };
    format!("{} {}", part(at.lat(), ["N", "S"]), part(at.lon(), ["E", "W"]))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Axis {
    Latitude,
    Longitude,
}

struct Angle {
    degrees: f64,
    axis: Option<Axis>,
}

/// The two angles of a text: around its comma, behind its first letter, or at its only space.
fn pieces(text: &str) -> Option<[&str; 2]> {
    let text = text.trim();
    let split = text.split_once([',', ';']).or_else(|| {
        let letter = text.find(|c: char| "NSEWnsew".contains(c))?;
        Some(text.split_at(letter + 1))
    });
    let (first, second) = split.or_else(|| text.split_once(char::is_whitespace))?;
    Some([first.trim(), second.trim()])
}

fn angle(text: &str) -> Option<Angle> {
    let (number, letter) = match text.char_indices().next_back()? {
        (at, c) if c.is_alphabetic() => (&text[..at], Some(c.to_ascii_uppercase())),
        _ => (text, None),
    };
    let (axis, sign) = match letter {
        None => (None, 1.0),
        Some('N') => (Some(Axis::Latitude), 1.0),
        Some('S') => (Some(Axis::Latitude), -1.0),
        Some('E') => (Some(Axis::Longitude), 1.0),
        Some('W') => (Some(Axis::Longitude), -1.0),
        Some(_) => return None,
    };
    let degrees = degrees(number)?;
    // A letter says the side; a sign as well would say it twice.
    (axis.is_none() || degrees >= 0.0).then_some(Angle {
        degrees: sign * degrees,
        axis,
    })
}

/// Degrees; degrees and minutes; degrees, minutes and seconds: `11.9`, `11°54′`, `11 54 30`.
fn degrees(text: &str) -> Option<f64> {
    let mark = |c: char| c.is_whitespace() || "°º′'’″\"”".contains(c);
    let parts: Vec<&str> = text.split(mark).filter(|part| !part.is_empty()).collect();
    let number = |part: &str| {
        let plain = |c: char| c.is_ascii_digit() || "+-.".contains(c);
        part.chars().all(plain).then(|| part.parse::<f64>().ok())?
    };
    let below_sixty = |part: &str| number(part).filter(|n| (0.0..60.0).contains(n));
    match parts[..] {
        [whole] => number(whole),
        [whole, minutes] => Some(number(whole).filter(|n| *n >= 0.0)? + below_sixty(minutes)? / 60.0),
        [whole, minutes, seconds] => {
            let rest = below_sixty(minutes)? / 60.0 + below_sixty(seconds)? / 3600.0;
            Some(number(whole).filter(|n| *n >= 0.0)? + rest)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_position_in_words_is_read_back_to_half_a_minute(lon in -180.0..180.0f64, lat in -90.0..90.0f64) {
            let at = LonLat::wrapped(lon, lat);
            let read = read_position(&position_in_words(at)).unwrap().unwrap();
            let half_a_minute = 0.5 / 60.0 + 1e-9;
            prop_assert!((read.lat() - at.lat()).abs() <= half_a_minute);
            prop_assert!((read.lon() - at.lon()).abs() <= half_a_minute);
        }
    }

    #[test]
    fn a_position_is_written_in_degrees_and_minutes() {
        let cam_ranh = LonLat::wrapped(109.2, 11.9);
        assert_eq!(position_in_words(cam_ranh), "11° 54′ N 109° 12′ E");
        let near_zero = LonLat::wrapped(-0.999, -0.5);
        assert_eq!(position_in_words(near_zero), "0° 30′ S 1° 00′ W");
    }

    #[test]
    fn latitude_comes_first_and_letters_may_turn_that_round() {
        let yokohama = LonLat::new(139.65, 35.45).unwrap();
        for text in [
            "35.45,139.65",
            " 35.45 , 139.65 ",
            "35.45 139.65",
            "35.45N,139.65E",
            "35.45n 139.65e",
            "139.65E, 35.45N",
            "35°27′N 139°39′E",
            "35° 27′ N  139° 39′ E",
            "35 27 00 N, 139 39 0 E",
        ] {
            let read = read_position(text).unwrap().unwrap();
            assert!((read.lat() - yokohama.lat()).abs() < 1e-9, "{text}");
            assert!((read.lon() - yokohama.lon()).abs() < 1e-9, "{text}");
        }
    }

    #[test]
    fn south_and_west_are_below_zero() {
        let valparaiso = LonLat::new(-71.5, -33.0).unwrap();
        assert_eq!(read_position("33S 71.5W"), Some(Ok(valparaiso)));
        assert_eq!(read_position("-33, -71.5"), Some(Ok(valparaiso)));
    }

    #[test]
    fn a_name_is_no_position() {
        for text in [
            "",
            "Da Nang",
            "Ho Chi Minh City",
            "12",
            "N,E",
            "1,2,3",
            "10E 20E",
            "-5S 3E",
            "1e3,4",
            "Nha Trang, Vietnam",
        ] {
            assert_eq!(read_position(text), None, "{text}");
        }
    }

    #[test]
    fn a_position_off_the_globe_is_an_error() {
        assert_eq!(
            read_position("139.65, 35.45"),
            Some(Err(CoordinateError::Latitude(139.65)))
        );
        assert_eq!(
            read_position("10, 200"),
            Some(Err(CoordinateError::Longitude(200.0)))
        );
        assert!(matches!(read_position("95N 10E"), Some(Err(_))));
    }
}
