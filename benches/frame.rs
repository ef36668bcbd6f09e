//! What a frame of the whole window costs the UI thread, from `App::ui` to triangles: the bundled data at
//! 1920x1080, hands on map and timeline, sixty frames a second, workers running. Prints median and 99th
//! percentile, which the budget is set in and criterion does not give. `cargo bench --bench frame [-- part-of-a-name]`

#[path = "shared/history.rs"]
mod history;

use std::error::Error;
use std::io::Write;
use std::time::{Duration, Instant};

use cpu_time::ThreadTime;
use eframe::egui;
use egui::{Event, Modifiers, MouseWheelSource, MouseWheelUnit, PointerButton, Pos2, Rect, Vec2};
use periplus::app::{Command, Gesture, Package, Services, Window};
use periplus::chronology::{Day, DaySpan};
use periplus::geography::{Framing, Kilometers, LonLat};

const SIZE: Vec2 = egui::vec2(1920.0, 1080.0);
const INTERVAL: Duration = Duration::from_micros(16_667);
/// The middle of the map and of the timeline's events, as the panels lie at first.
const ON_MAP: Pos2 = egui::pos2(900.0, 420.0);
const ON_TIMELINE: Pos2 = egui::pos2(960.0, 950.0);

/// The time of one frame.
struct Took {
    /// Of the processor on the UI thread: what the budget is set in, and little disturbed by other programs.
    cpu: Duration,
    /// Of the clock: with what the thread waited for.
    wall: Duration,
}

/// What a hand does in a frame of a number.
type Hand = Box<dyn Fn(usize) -> Vec<Event>>;

/// What is changed before a frame of a number.
type Move = fn(usize) -> Command;

/// Where the map is looked at: longitude and latitude of the middle, and width in kilometres.
const SCALES: [(&str, (f64, f64, f64)); 4] = [
    ("world", (80.0, 20.0, 36_000.0)),
    ("region", (112.0, 12.0, 4_000.0)),
    ("coast", (108.5, 12.0, 500.0)),
    ("Cam Ranh Bay", (109.17, 11.9, 60.0)),
];

/// The window without a display.
struct Screen {
    ctx: egui::Context,
    window: Window,
    frames: u32,
    next: Instant,
}

impl Screen {
    fn open(package: Option<Package>) -> Result<Self, Box<dyn Error>> {
        let services = Services::of_program();
        let ctx = egui::Context::default();
        let package = package.unwrap_or_else(|| (services.bundled)());
        let window = Window::for_tests(&ctx, package, services)?;
        Ok(Self {
            ctx,
            window,
            frames: 0,
            next: Instant::now(),
        })
    }

    /// Runs a frame when it is due, and gives the time that it took. The upload of textures and the drawing
    /// are the GPU's and not in it.
    fn frame(&mut self, events: Vec<Event>) -> Took {
        std::thread::sleep(self.next.saturating_duration_since(Instant::now()));
        self.next = Instant::now() + INTERVAL;
        self.frames += 1;
        let input = egui::RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, SIZE)),
            time: Some(INTERVAL.as_secs_f64() * f64::from(self.frames)),
            max_texture_side: Some(16_384),
            events,
            ..egui::RawInput::default()
        };
        let (start, cpu) = (Instant::now(), ThreadTime::now());
        let mut output = self.ctx.run_ui(input, |ui| self.window.frame(ui));
        let shapes = std::mem::take(&mut output.shapes);
        let triangles = self.ctx.tessellate(shapes, output.pixels_per_point);
        let took = Took {
            cpu: cpu.elapsed(),
            wall: start.elapsed(),
        };
        output.textures_delta.clear();
        drop(triangles);
        took
    }

    fn run(&mut self, command: Command) {
        let ctx = self.ctx.clone();
        self.window.run(&ctx, command);
    }

    /// Shows so many kilometres around a point, and waits for the ground and the names.
    fn look_at(&mut self, (lon, lat, km): (f64, f64, f64)) {
        let middle = LonLat::wrapped(lon, lat);
        let framing = Framing::new(middle, Kilometers(km), Kilometers(km * 0.6));
        self.run(Command::CameraTo(framing, Gesture::Once));
        for _ in 0..90 {
            self.frame(Vec::new());
        }
    }

    /// Runs what a hand does, frame by frame.
    fn measure(&mut self, frames: usize, hand: impl Fn(usize) -> Vec<Event>) -> Vec<Took> {
        (0..frames).map(|i| self.frame(hand(i))).collect()
    }
}

fn press(at: Pos2, pressed: bool) -> Event {
    Event::PointerButton {
        pos: at,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    }
}

/// Drags of 25 frames with `reach` points to either side of `middle`, each in another direction where `turns`.
fn drag(middle: Pos2, reach: f32, turns: bool) -> impl Fn(usize) -> Vec<Event> {
    const STEPS: usize = 25;
    move |i| {
        let (drag, step) = (i / STEPS, i % STEPS);
        let angle = if turns { drag as f32 * 2.4 } else { 0.0 };
        let forth = if drag.is_multiple_of(2) { 1.0 } else { -1.0 };
        let along = forth * (2.0 * step as f32 / (STEPS - 1) as f32 - 1.0);
        let at = middle + Vec2::angled(angle) * reach * along;
        match step {
            0 => vec![Event::PointerMoved(at), press(at, true)],
            _ if step == STEPS - 1 => vec![Event::PointerMoved(at), press(at, false)],
            _ => vec![Event::PointerMoved(at)],
        }
    }
}

/// A wheel that zooms in for half a second and out again.
fn wheel(points: f32) -> impl Fn(usize) -> Vec<Event> {
    move |i| {
        let sign = if (i / 30).is_multiple_of(2) { 1.0 } else { -1.0 };
        vec![
            Event::PointerMoved(ON_MAP),
            Event::MouseWheel {
                unit: MouseWheelUnit::Point,
                delta: egui::vec2(0.0, sign * points),
                phase: egui::TouchPhase::Move,
                source: MouseWheelSource::Unknown,
                modifiers: Modifiers::NONE,
            },
        ]
    }
}

fn report(out: &mut impl Write, name: &str, times: &[Took]) -> std::io::Result<()> {
    write!(out, "{name:<34}")?;
    for (clock, of) in [
        ("cpu", (|t| t.cpu) as fn(&Took) -> Duration),
        ("wall", |t| t.wall),
    ] {
        let mut times: Vec<Duration> = times.iter().map(of).collect();
        times.sort_unstable();
        let at = |part: f64| times[((times.len() - 1) as f64 * part).round() as usize].as_secs_f64() * 1e3;
        let (median, high, most) = (at(0.5), at(0.99), at(1.0));
        write!(
            out,
            "   {clock}: median {median:5.2} ms, p99 {high:5.2}, most {most:5.2}"
        )?;
    }
    writeln!(out)
}

fn main() -> Result<(), Box<dyn Error>> {
    // `cargo test --benches` runs benches too, to see that they work.
    let frames = if std::env::args().any(|a| a == "--bench") {
        600
    } else {
        30
    };
    let wanted = std::env::args().skip(1).find(|a| !a.starts_with("--"));
    let wanted = |name: &str| wanted.as_ref().is_none_or(|part| name.contains(part.as_str()));
    let out = &mut std::io::stdout().lock();
    let mut screen = Screen::open(None)?;
    for (place, at) in SCALES {
        let hands: [(&str, Hand); 4] = [
            ("resting", Box::new(|_| Vec::new())),
            ("panning", Box::new(drag(ON_MAP, 250.0, true))),
            ("zooming", Box::new(wheel(10.0))),
            ("time moving", Box::new(drag(ON_TIMELINE, 400.0, false))),
        ];
        for (hand, events) in hands {
            let name = format!("{hand}, {place}");
            if wanted(&name) {
                screen.look_at(at);
                report(out, &name, &screen.measure(frames, events))?;
            }
        }
    }
    let name = "zooming fast, region to a harbour";
    if wanted(name) {
        screen.look_at(SCALES[1].1);
        report(out, name, &screen.measure(frames, wheel(40.0)))?;
    }
    crowd(out, frames, wanted)
}

/// The timeline of 100 000 events: shown time and window moved by command, frame by frame.
fn crowd(out: &mut impl Write, frames: usize, wanted: impl Fn(&str) -> bool) -> Result<(), Box<dyn Error>> {
    let moves: [(&str, Move); 3] = [
        ("100 000 events, timeline panned", |i| {
            let first = Day::first_of_year(1850).plus_days(i as i64 * 30);
            Command::SetShownTime(
                DaySpan::between(first, first.plus_days(36_524)).into(),
                Gesture::TimeDrag,
            )
        }),
        ("100 000 events, timeline zoomed", |i| {
            let days = 36_524 - (i as i64 % 300) * 100;
            let first = Day::first_of_year(1900);
            Command::SetShownTime(
                DaySpan::between(first, first.plus_days(days)).into(),
                Gesture::TimeDrag,
            )
        }),
        ("100 000 events, window moved", |i| {
            let first = Day::first_of_year(1850).plus_days(i as i64 * 20);
            Command::SetWindow(DaySpan::between(first, first.plus_days(3_652)), Gesture::TimeDrag)
        }),
    ];
    if !moves.iter().any(|(name, _)| wanted(name)) {
        return Ok(());
    }
    let mut screen = Screen::open(Some(Package::of(history::history())))?;
    screen.run(Command::SetShownTime(
        DaySpan::of_years(1850, 1949).into(),
        Gesture::Once,
    ));
    for _ in 0..90 {
        screen.frame(Vec::new());
    }
    for (name, command) in moves.into_iter().filter(|(name, _)| wanted(name)) {
        let times: Vec<Took> = (0..frames)
            .map(|i| {
                let cpu = ThreadTime::now();
                screen.run(command(i));
                let applied = cpu.elapsed();
                let took = screen.frame(Vec::new());
                Took {
                    cpu: took.cpu + applied,
                    ..took
                }
            })
            .collect();
        report(out, name, &times)?;
    }
    Ok(())
}
