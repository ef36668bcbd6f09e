//! Times ways by sea for `benches/searoute/compare`: reads pairs of positions, `lon lat lon lat` a line, and
//! writes the milliseconds from the start to the first answer, then those and the nautical miles of each.

use std::io::{Read, Write};
use std::time::Instant;

use periplus::geography::{ClosedPassages, LonLat, NauticalMiles, SeaNetwork};

/// Each pair is asked this often; the median counts.
const RUNS: usize = 5;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let mut pairs = Vec::new();
    for line in text.lines() {
        let numbers: Vec<f64> = line
            .split_whitespace()
            .map(str::parse)
            .collect::<Result<_, _>>()?;
        let [a, b, c, d] = numbers[..] else {
            return Err(format!("no two positions: {line}").into());
        };
        pairs.push([LonLat::new(a, b)?, LonLat::new(c, d)?]);
    }
    let closed = ClosedPassages::default();
    let milliseconds = |started: Instant| 1000.0 * started.elapsed().as_secs_f64();
    let started = Instant::now();
    let net = SeaNetwork::embedded()?;
    if let Some(pair) = pairs.first() {
        net.route(pair, &closed)?;
    }
    let mut out = std::io::stdout().lock();
    writeln!(out, "{}", milliseconds(started))?;
    for pair in &pairs {
        let mut times = [0.0; RUNS];
        let mut miles = NauticalMiles(0.0);
        for time in &mut times {
            let started = Instant::now();
            let route = net.route(pair, &closed)?;
            *time = milliseconds(started);
            miles = route.length.into();
        }
        times.sort_by(f64::total_cmp);
        writeln!(out, "{} {}", times[RUNS / 2], miles.0)?;
    }
    Ok(())
}
