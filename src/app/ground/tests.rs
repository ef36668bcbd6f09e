//! The ground with its worker, on a screen without a window.

use super::*;
use crate::app::painter::screen::Screen;
use crate::geography::{Framing, Kilometers, LonLat, ProjectionKind};
use crate::scene::{Affine, Outline, Path};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

const SIZE: [usize; 2] = [300, 200];

fn camera() -> Camera {
    let framing = Framing::new(
        LonLat::new(110.0, 12.0).unwrap(),
        Kilometers(900.0),
        Kilometers(600.0),
    );
    Camera::new(&framing, ProjectionKind::Mercator, 300.0, 200.0)
}

/// A red square of 80 km about a place.
fn island(camera: &Camera, at: LonLat) -> Node {
    let [x, y] = camera.screen_from_lon_lat(at).unwrap();
    let half = 40_000.0 * camera.points_per_meter(at);
    let square = [[-half, -half], [half, -half], [half, half], [-half, half]];
    Node::Path(Path {
        shape: Outline::polygon(&square).into(),
        transform: Affine::translation(x, y),
        fill: Some(Color::rgb(255, 0, 0).into()),
        stroke: None,
        key: None,
    })
}

fn source(revision: u64, build: Arc<BuildGround>) -> GroundSource {
    GroundSource {
        revision,
        background: Color::rgb(0, 0, 255),
        sea: Color::rgb(0, 0, 255),
        build,
    }
}

fn islands() -> Vec<LonLat> {
    [(109.0, 12.0), (110.5, 13.0), (111.0, 11.0), (117.0, 12.0)]
        .map(|(lon, lat)| LonLat::new(lon, lat).unwrap())
        .to_vec()
}

struct Map {
    screen: Screen,
    ground: GroundView,
}

impl Map {
    fn new() -> Self {
        Self {
            screen: Screen::new(SIZE, 1.0),
            ground: GroundView::new(FontStore::embedded()),
        }
    }

    fn show(&mut self, camera: &Camera, source: &GroundSource) -> egui::FullOutput {
        let ground = &mut self.ground;
        let rect = Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(300.0, 200.0));
        self.screen.frame(|on| ground.show(on, rect, camera, source))
    }

    /// Shows frames until a condition holds, or a minute has gone.
    fn until(&mut self, camera: &Camera, source: &GroundSource, done: impl Fn(&GroundView) -> bool) {
        let start = Instant::now();
        while !done(&self.ground) {
            assert!(start.elapsed().as_secs() < 60, "the picture never came");
            let _ = self.show(camera, source);
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    fn red_at(&self, at: [f64; 2]) -> bool {
        let picture = self.screen.picture([0.0; 3]);
        let [x, y] = at.map(|v| v as usize);
        let [r, _, b] = picture[y * SIZE[0] + x];
        r > 0.9 && b < 0.1
    }
}

#[test]
fn places_are_seen_where_the_camera_has_them_before_and_after_the_fresh_picture() {
    let build: Arc<BuildGround> =
        Arc::new(|camera, _| islands().into_iter().map(|at| island(camera, at)).collect());
    let source = source(1, build);
    let mut map = Map::new();
    let first = camera();
    map.until(&first, &source, GroundView::is_settled);
    for (dx, dy, zoom) in [(-30.0, 12.0, 1.0), (8.0, -20.0, 1.3), (0.0, 0.0, 0.5)] {
        let camera = first.panned(dx, dy).zoomed(zoom, [150.0, 100.0]);
        let _ = map.show(&camera, &source);
        assert!(!map.ground.is_fresh());
        for fresh in [false, true] {
            for at in islands() {
                let p = camera.screen_from_lon_lat(at).unwrap();
                let on_picture = (2.0..298.0).contains(&p[0]) && (2.0..198.0).contains(&p[1]);
                assert!(!on_picture || map.red_at(p), "{at:?}, fresh: {fresh}");
            }
            map.until(&camera, &source, GroundView::is_settled);
            let _ = map.show(&camera, &source);
        }
    }
}

#[test]
fn an_idle_ground_asks_for_no_frames_and_keeps_its_pictures() {
    let map_source = source(1, Arc::new(|camera, _| vec![island(camera, islands()[0])]));
    let mut map = Map::new();
    map.until(&camera(), &map_source, GroundView::is_settled);
    // Let the repaints that the arrivals asked for run out.
    for _ in 0..5 {
        let _ = map.show(&camera(), &map_source);
    }
    let jobs = map.ground.jobs;
    for _ in 0..10 {
        let output = map.show(&camera(), &map_source);
        let delay = output.viewport_output[&egui::ViewportId::ROOT].repaint_delay;
        assert!(delay > Duration::from_secs(1), "asked for a frame in {delay:?}");
        assert_eq!(map.screen.uploaded, 0);
    }
    assert_eq!(map.ground.jobs, jobs);
    // 1.5 times as wide and high, a quarter as many pixels for the overview, and a small world.
    let (pixels, world) = (300.0 * 200.0, 800.0 * 1600.0);
    assert!(map.ground.texture_bytes() as f64 <= (pixels * (2.25 + 0.25) + world) * 4.0 * 1.01);
}

#[test]
fn the_latest_job_replaces_older_ones_and_a_cancelled_one_brings_no_picture() {
    let begun = Arc::new(AtomicUsize::new(0));
    let gate = Arc::new(Mutex::new(()));
    let (count, wait) = (Arc::clone(&begun), Arc::clone(&gate));
    let slow: Arc<BuildGround> = Arc::new(move |camera, _| {
        count.fetch_add(1, Ordering::SeqCst);
        drop(wait.lock());
        vec![island(camera, islands()[0])]
    });
    let mut map = Map::new();
    let closed = gate.lock().unwrap();
    let _ = map.show(&camera(), &source(1, Arc::clone(&slow)));
    while begun.load(Ordering::SeqCst) == 0 {
        std::thread::sleep(Duration::from_millis(1));
    }
    // The first is being built; five more are asked for meanwhile.
    for revision in 2..=6 {
        let _ = map.show(&camera(), &source(revision, Arc::clone(&slow)));
    }
    drop(closed);
    let last = source(6, slow);
    map.until(&camera(), &last, |ground| ground.current.is_some());
    assert_eq!(map.ground.current.as_ref().unwrap().revision, 6);
    assert!(map.ground.previous.is_none(), "no picture of a cancelled job");
    map.until(&camera(), &last, GroundView::is_settled);
    // The first, then the sixth with its margin, the overview and the world.
    assert_eq!(begun.load(Ordering::SeqCst), 5);
}

#[test]
fn a_picture_that_cannot_be_drawn_does_not_keep_the_next_one_away() {
    let broken: Arc<BuildGround> = Arc::new(|_, _| panic!("a builder with a mistake"));
    let mut map = Map::new();
    let _ = map.show(&camera(), &source(1, broken));
    let sound = source(2, Arc::new(|camera, _| vec![island(camera, islands()[0])]));
    map.until(&camera(), &sound, GroundView::is_fresh);
}
