//! A window of eframe with nothing in it, as large as the program's. `benches/whole-process` takes its memory
//! off the program's, so that drivers and toolkit are not counted. `cargo run --release --example empty_window`

use eframe::egui;

struct Empty;

impl eframe::App for Empty {
    fn ui(&mut self, _ui: &mut egui::Ui, _frame: &mut eframe::Frame) {}
}

fn main() -> Result<(), eframe::Error> {
    let native = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default().with_inner_size([1440.0, 900.0]),
        system_font_fallback: false,
        ..Default::default()
    };
    eframe::run_native("empty window", native, Box::new(|_| Ok(Box::new(Empty))))
}
