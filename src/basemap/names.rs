//! Names on the map: seas and other physical features, lakes, countries, towns, with their anchors and ranks.

use std::sync::Arc;

use super::BasemapError;
use super::container::{Feature, UNITS};
use super::layers::string;
use crate::geography::LonLat;

/// One name in the languages of the basemap. Empty where none is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    en: Box<str>,
    vi: Box<str>,
    ja: Box<str>,
    zh: Box<str>,
    own: Option<(Box<str>, Box<str>)>,
}

impl Names {
    /// The name in a language (`en`, `vi`, `ja`, `zh`; for countries also their own), if it is known.
    pub fn get(&self, language: &str) -> Option<&str> {
        let own = self.own.as_ref().filter(|(tag, _)| &**tag == language);
        let text = match language {
            "en" => &self.en,
            "vi" => &self.vi,
            "ja" => &self.ja,
            "zh" => &self.zh,
            _ => own.map(|(_, text)| text)?,
        };
        (!text.is_empty()).then_some(text)
    }

    /// The name in a language, or in English where it is not known.
    pub fn in_language(&self, language: &str) -> &str {
        self.get(language).unwrap_or(&self.en)
    }

    /// For a country: the name in its own language, with the language.
    pub fn own(&self) -> Option<(&str, &str)> {
        self.own.as_ref().map(|(tag, text)| (&**tag, &**text))
    }
}

/// What a physical name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FeatureKind {
    /// An ocean.
    Ocean,
    /// A sea.
    Sea,
    /// A gulf.
    Gulf,
    /// A bay.
    Bay,
    /// A strait or channel.
    Strait,
    /// A lake or reservoir.
    Lake,
    /// A group of islands.
    Islands,
    /// One island.
    Island,
    /// A reef, shoal or bank.
    Reef,
    /// A cape.
    Cape,
    /// A peninsula.
    Peninsula,
    /// A mountain range.
    Range,
    /// A plateau.
    Plateau,
    /// A delta or other stretch of land.
    Region,
    /// A deep-sea trench.
    Trench,
    /// A shelf.
    Shelf,
}

impl FeatureKind {
    /// Whether the name stands on water.
    pub fn is_water(self) -> bool {
        use FeatureKind::{Bay, Gulf, Lake, Ocean, Sea, Shelf, Strait, Trench};
        matches!(self, Ocean | Sea | Gulf | Bay | Strait | Lake | Trench | Shelf)
    }

    fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "ocean" => Self::Ocean,
            "sea" => Self::Sea,
            "gulf" => Self::Gulf,
            "bay" => Self::Bay,
            "strait" => Self::Strait,
            "lake" | "reservoir" => Self::Lake,
            "islands" => Self::Islands,
            "island" => Self::Island,
            "reef" => Self::Reef,
            "cape" => Self::Cape,
            "peninsula" => Self::Peninsula,
            "range" => Self::Range,
            "plateau" => Self::Plateau,
            "region" => Self::Region,
            "trench" => Self::Trench,
            "shelf" => Self::Shelf,
            _ => return None,
        })
    }
}

/// A sea, strait, island, lake, range ... with the place of its name.
#[derive(Clone, Debug, PartialEq)]
pub struct PhysicalName {
    /// Stable id.
    pub id: Box<str>,
    /// What it names.
    pub kind: FeatureKind,
    /// 0 (greatest) to 9.
    pub rank: u8,
    /// One position, or the line that the name follows.
    pub path: Vec<LonLat>,
    /// The name.
    pub names: Names,
    /// Other names in use, separated by `; `.
    pub also: Box<str>,
    /// Whether the feature is disputed.
    pub disputed: bool,
}

/// A country or territory of the source. Facts of display, not of title.
#[derive(Clone, Debug, PartialEq)]
pub struct Country {
    /// `iso:704`, or `ne:` and a name where there is no ISO number.
    pub id: Box<str>,
    /// ISO 3166-1 alpha-2, where there is one.
    pub alpha2: Option<Box<str>>,
    /// Index of its tint, 0 to 7.
    pub colour: u8,
    /// 0 (largest) to 9.
    pub rank: u8,
    /// A place well inside its largest part.
    pub anchor: LonLat,
    /// The name.
    pub names: Names,
}

/// Of what a town is the capital.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Capital {
    /// Of nothing that the source tells.
    No,
    /// Of a province.
    Province,
    /// Of a dependent region.
    Region,
    /// Of a country.
    Country,
}

/// A town.
#[derive(Clone, Debug, PartialEq)]
pub struct Town {
    /// `geonames:` and a number, or `ne:`, name and country.
    pub id: Arc<str>,
    /// Its name as the source has it.
    pub name: Arc<str>,
    /// Its Vietnamese spelling, empty where that is not known.
    pub vi: Arc<str>,
    /// ISO 3166-1 alpha-3 of the country, as the source has it.
    pub country: Arc<str>,
    /// 0 (greatest) to 10.
    pub rank: u8,
    /// Of what it is the capital.
    pub capital: Capital,
    /// Inhabitants, 0 where unknown.
    pub population: u32,
    /// Where it lies.
    pub at: LonLat,
}

impl Town {
    pub(super) fn build(feature: &Feature) -> Option<Self> {
        let &[lon, lat] = feature.parts.first()?.first()?;
        Some(Self {
            id: string(feature, 0),
            name: string(feature, 1),
            country: string(feature, 2),
            vi: string(feature, 3),
            rank: feature.rank,
            capital: match feature.kind {
                0 => Capital::No,
                1 => Capital::Province,
                2 => Capital::Region,
                _ => Capital::Country,
            },
            population: feature.value,
            at: LonLat::new(f64::from(lon) / UNITS, f64::from(lat) / UNITS).ok()?,
        })
    }
}

/// Reads `physical.csv`.
pub(super) fn physical(file: &'static str, bytes: &[u8]) -> (Vec<PhysicalName>, Vec<BasemapError>) {
    rows(file, bytes, |cell| {
        Ok(PhysicalName {
            id: cell(0).into(),
            kind: FeatureKind::parse(cell(1)).ok_or_else(|| format!("unknown kind {}", cell(1)))?,
            rank: number(cell(2))?,
            path: path(cell(3))?,
            names: names(cell, 4),
            also: cell(8).into(),
            disputed: cell(9) == "disputed",
        })
    })
}

/// Reads `lakes.csv`.
pub(super) fn lakes(file: &'static str, bytes: &[u8]) -> (Vec<PhysicalName>, Vec<BasemapError>) {
    rows(file, bytes, |cell| {
        Ok(PhysicalName {
            id: cell(0).into(),
            kind: FeatureKind::parse(cell(1)).ok_or_else(|| format!("unknown kind {}", cell(1)))?,
            rank: number(cell(2))?,
            path: vec![position(cell(3), cell(4))?],
            names: names(cell, 5),
            also: "".into(),
            disputed: false,
        })
    })
}

/// Reads `countries.csv`.
pub(super) fn countries(file: &'static str, bytes: &[u8]) -> (Vec<Country>, Vec<BasemapError>) {
    rows(file, bytes, |cell| {
        let mut names = names(cell, 6);
        if !cell(10).is_empty() {
            names.own = Some((cell(10).into(), cell(11).into()));
        }
        Ok(Country {
            id: cell(0).into(),
            alpha2: (!cell(1).is_empty()).then(|| cell(1).into()),
            colour: number(cell(2))?,
            rank: number(cell(3))?,
            anchor: position(cell(4), cell(5))?,
            names,
        })
    })
}

/// A cell of a row by its column; empty where the row is short.
type Cell<'a> = &'a dyn Fn(usize) -> &'a str;

fn rows<T>(
    file: &'static str,
    bytes: &[u8],
    read: impl Fn(Cell<'_>) -> Result<T, String>,
) -> (Vec<T>, Vec<BasemapError>) {
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    let mut table = csv::Reader::from_reader(bytes);
    for (index, row) in table.records().enumerate() {
        let line = index as u64 + 2;
        let read = row
            .map_err(|e| e.to_string())
            .and_then(|row| read(&|column| row.get(column).unwrap_or("")));
        match read {
            Ok(value) => good.push(value),
            Err(reason) => bad.push(BasemapError::BrokenRow { file, line, reason }),
        }
    }
    (good, bad)
}

fn names(cell: Cell<'_>, first: usize) -> Names {
    Names {
        en: cell(first).into(),
        vi: cell(first + 1).into(),
        ja: cell(first + 2).into(),
        zh: cell(first + 3).into(),
        own: None,
    }
}

fn number<T: std::str::FromStr>(text: &str) -> Result<T, String> {
    text.parse()
        .map_err(|_| format!("{text:?} is not a number of its range"))
}

fn position(lon: &str, lat: &str) -> Result<LonLat, String> {
    LonLat::new(number(lon)?, number(lat)?).map_err(|e| e.to_string())
}

fn path(text: &str) -> Result<Vec<LonLat>, String> {
    let cells: Vec<&str> = text.split_whitespace().collect();
    if cells.is_empty() || cells.len() % 2 == 1 {
        return Err(format!("{text:?} is not a list of longitude and latitude"));
    }
    cells.chunks_exact(2).map(|p| position(p[0], p[1])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_row_is_named_and_the_rest_is_read() {
        let text = "id,kind,rank,path,en,vi,ja,zh,also,status,source\n\
                    a,sea,1,110 12 114 14,A Sea,,,,,,hand\n\
                    b,sea,1,12 110,B Sea,,,,,,hand\n\
                    c,puddle,1,1 1,C,,,,,,hand\n";
        let (good, bad) = physical("names.csv", text.as_bytes());
        assert_eq!(good.len(), 1);
        assert_eq!(good[0].names.in_language("vi"), "A Sea");
        let said: Vec<String> = bad.iter().map(ToString::to_string).collect();
        assert!(said[0].starts_with("names.csv, line 3: latitude 110"), "{said:?}");
        assert_eq!(said[1], "names.csv, line 4: unknown kind puddle");
    }
}
