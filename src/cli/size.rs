//! The size of a page as people write it: `160x100mm`, `6.3x4in`, `1920x1080px`.

use std::fmt;
use std::str::FromStr;

use crate::export::Page;
use crate::scene::Size;

/// Points in an inch, the unit of scenes.
const POINTS_PER_INCH: f64 = 72.0;
const MM_PER_INCH: f64 = 25.4;

/// The smallest and the largest edge of a figure, points: 10 mm and 5 m.
const EDGES: std::ops::RangeInclusive<f64> =
    10.0 / MM_PER_INCH * POINTS_PER_INCH..=5000.0 / MM_PER_INCH * POINTS_PER_INCH;

/// A unit of length on paper, or pixels of the picture that is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Millimeter,
    Centimeter,
    Inch,
    Point,
    Pixel,
}

impl Unit {
    const ALL: [(&'static str, Self); 5] = [
        ("mm", Self::Millimeter),
        ("cm", Self::Centimeter),
        ("in", Self::Inch),
        ("pt", Self::Point),
        ("px", Self::Pixel),
    ];

    fn points(self, dpi: f64) -> f64 {
        match self {
            Self::Millimeter => POINTS_PER_INCH / MM_PER_INCH,
            Self::Centimeter => POINTS_PER_INCH / MM_PER_INCH * 10.0,
            Self::Inch => POINTS_PER_INCH,
            Self::Point => 1.0,
            Self::Pixel => POINTS_PER_INCH / dpi,
        }
    }

    fn name(self) -> &'static str {
        let named = Self::ALL.iter().find(|(_, unit)| *unit == self);
        named.map_or("", |(name, _)| name)
    }
}

/// Width and height with their unit, both above zero.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PageSize {
    width: f64,
    height: f64,
    unit: Unit,
}

/// Why a text is no page size.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum SizeError {
    /// Not two numbers with an x between them and a unit.
    #[error("write width, x, height and a unit (mm, cm, in, pt or px), such as 160x100mm")]
    Form,
    /// An edge that no figure has.
    #[error("the edges of a figure are 10 mm to 5 m long; {0} is not")]
    Edge(PageSize),
}

/// More pixels than a picture can have.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{size} at {dpi} dpi is {width:.0} by {height:.0} pixels, too many for one picture; {remedy}")]
pub struct TooManyPixels {
    size: PageSize,
    dpi: f64,
    width: f64,
    height: f64,
    remedy: String,
}

/// The most pixels that a picture may have: 20 000 by 20 000.
const MAX_PIXELS: f64 = 4e8;
/// The most pixels that an edge of it may have; the rasteriser counts with 16 bits.
const MAX_EDGE: f64 = 32_767.0;
/// What computing with fractions may add to a whole number of pixels.
const ROUNDING: f64 = 1e-6;
/// The least dots per inch that can be asked for.
const MIN_DPI: f64 = 36.0;

impl PageSize {
    /// The size of a figure, where none is given.
    pub const USUAL: Self = Self::of_millimeters(160.0, 100.0);
    /// The size of a lane's strip, where none is given; its height is what the strip takes.
    pub const OF_STRIP: Self = Self::of_millimeters(240.0, 110.0);

    const fn of_millimeters(width: f64, height: f64) -> Self {
        Self {
            width,
            height,
            unit: Unit::Millimeter,
        }
    }

    /// Whether a PNG of this size can be drawn, before anything slow is done.
    ///
    /// # Errors
    /// When it cannot, with what can be.
    pub fn check_pixels(self, dpi: f64) -> Result<(), TooManyPixels> {
        let points_to_pixels = self.unit.points(dpi) / POINTS_PER_INCH * dpi;
        let (width, height) = (self.width * points_to_pixels, self.height * points_to_pixels);
        let by_area = (MAX_PIXELS / (width * height)).sqrt();
        let fits = by_area.min(MAX_EDGE / (width.max(height) - ROUNDING).ceil());
        if fits >= 1.0 {
            return Ok(());
        }
        let lower = (dpi * fits + ROUNDING).floor();
        let remedy = if self.unit == Unit::Pixel {
            let (width, height) = (
                (width * fits + ROUNDING).floor(),
                (height * fits + ROUNDING).floor(),
            );
            format!("write a smaller --size, such as {width}x{height}px, or a PDF or SVG")
        } else if lower >= MIN_DPI {
            format!("lower --dpi to {lower}, or write a PDF or SVG")
        } else {
            "write a PDF or SVG, or a smaller --size".to_owned()
        };
        Err(TooManyPixels {
            size: self,
            dpi,
            width,
            height,
            remedy,
        })
    }

    /// The page of this size: a picture for a screen where the unit is pixels, else paper.
    ///
    /// # Errors
    /// When an edge is shorter or longer than that of any figure.
    pub fn page(self, dpi: f64) -> Result<Page, SizeError> {
        let size = self.points(dpi)?;
        Ok(match self.unit {
            Unit::Pixel => Page::screen(self.width, self.height, dpi),
            _ => Page::paper(size, dpi),
        })
    }

    /// The size in points. Pixels are those of a picture of some dots per inch, above zero.
    ///
    /// # Errors
    /// When an edge is shorter or longer than that of any figure.
    pub fn points(self, dpi: f64) -> Result<Size, SizeError> {
        let factor = self.unit.points(dpi);
        let size = Size {
            width: self.width * factor,
            height: self.height * factor,
        };
        // A hundredth of a point either way is rounding.
        let fits = |edge: f64| EDGES.contains(&(edge - 0.01)) || EDGES.contains(&(edge + 0.01));
        if fits(size.width) && fits(size.height) {
            Ok(size)
        } else {
            Err(SizeError::Edge(self))
        }
    }
}

impl fmt::Display for PageSize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}x{}{}", self.width, self.height, self.unit.name())
    }
}

impl FromStr for PageSize {
    type Err = SizeError;

    fn from_str(text: &str) -> Result<Self, SizeError> {
        let (width, rest) = number(text)?;
        let (first_unit, rest) = unit(rest);
        let rest = rest.trim_start();
        let rest = rest.strip_prefix(['x', 'X', '×']).ok_or(SizeError::Form)?;
        let (height, rest) = number(rest)?;
        let (unit, rest) = unit(rest);
        let unit = unit.ok_or(SizeError::Form)?;
        let agree = first_unit.is_none_or(|first| first == unit);
        if !agree || !rest.trim().is_empty() {
            return Err(SizeError::Form);
        }
        Ok(Self { width, height, unit })
    }
}

/// The number that a text begins with, above zero, and what follows it.
fn number(text: &str) -> Result<(f64, &str), SizeError> {
    let text = text.trim_start();
    let end = text
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    let number: f64 = digits.parse().map_err(|_| SizeError::Form)?;
    if number > 0.0 && number.is_finite() {
        Ok((number, rest))
    } else {
        Err(SizeError::Form)
    }
}

/// The unit that a text begins with, if any, and what follows it.
fn unit(text: &str) -> (Option<Unit>, &str) {
    let trimmed = text.trim_start();
    Unit::ALL
        .iter()
        .find_map(|(name, unit)| Some((Some(*unit), trimmed.strip_prefix(name)?)))
        .unwrap_or((None, text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn points(text: &str) -> (f64, f64) {
        let size = text.parse::<PageSize>().unwrap().points(300.0).unwrap();
        (size.width, size.height)
    }

    #[test]
    fn every_unit_comes_to_points() {
        let near = |a: (f64, f64), b: (f64, f64)| (a.0 - b.0).abs() < 1e-9 && (a.1 - b.1).abs() < 1e-9;
        assert!(near(points("254x127mm"), (720.0, 360.0)));
        assert!(near(points("25.4 x 12.7 cm"), (720.0, 360.0)));
        assert!(near(points("10inx5in"), (720.0, 360.0)));
        assert!(near(points("720×360pt"), (720.0, 360.0)));
        assert!(near(points("3000x1500px"), (720.0, 360.0)));
    }

    #[test]
    fn what_is_no_size_is_refused() {
        for text in [
            "",
            "160",
            "160x100",
            "160mm",
            "x100mm",
            "-1x2mm",
            "1x2km",
            "0x10mm",
            "1x2mm3",
            "10cmx10mm",
        ] {
            assert_eq!(text.parse::<PageSize>(), Err(SizeError::Form), "{text}");
        }
        for text in ["5x100mm", "100x6000mm"] {
            let size = text.parse::<PageSize>().unwrap();
            assert_eq!(size.points(300.0), Err(SizeError::Edge(size)));
        }
    }

    #[test]
    fn too_many_pixels_are_refused_with_what_can_be_drawn() {
        let said = |text: &str, dpi: f64| {
            let size: PageSize = text.parse().unwrap();
            size.check_pixels(dpi).map_err(|e| e.to_string())
        };
        assert_eq!(said("160x100mm", 300.0), Ok(()));
        assert_eq!(said("20000x20000px", 300.0), Ok(()));
        let long = said("5000x20mm", 300.0).unwrap_err();
        assert!(
            long.contains("59055 by 236 pixels") && long.contains("lower --dpi to 166,"),
            "{long}"
        );
        assert_eq!(said("5000x20mm", 166.0), Ok(()));
        let wide = said("40000x400px", 300.0).unwrap_err();
        assert!(
            wide.contains("smaller --size, such as 32767x327px") && !wide.contains("lower"),
            "{wide}"
        );
        let both = said("4000x4000mm", 600.0).unwrap_err();
        assert!(both.contains("lower --dpi to 127,"), "{both}");
    }

    proptest! {
        #[test]
        fn a_size_written_and_read_is_the_same(
            width in 0.001..1e5f64, height in 0.001..1e5f64, unit in 0usize..5,
        ) {
            let size = PageSize { width, height, unit: Unit::ALL[unit].1 };
            prop_assert_eq!(size.to_string().parse(), Ok(size));
        }
    }
}
