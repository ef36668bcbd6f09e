//! Atlas pages: textures of one size, packed in shelves, grown page by page and emptied one at a time when
//! there are enough. For the glyph atlas alone.

use eframe::egui;
use egui::{Color32, ColorImage, Context, TextureHandle, TextureId, TextureOptions};

/// Width and height of a page in pixels: 4 MiB as a texture.
pub(super) const PAGE: u16 = 1024;
/// The most pages: 32 MiB. Three hold all labels of a 4K window.
pub(super) const MAX_PAGES: usize = 8;
/// The corner of every page that stays white, so that plain colour needs no texture of its own.
const WHITE: u16 = 2;

/// A place on a page, in pixels from its upper left corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) page: usize,
    pub(super) x: u16,
    pub(super) y: u16,
}

/// Room found for a rectangle, and the page that was emptied to find it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room {
    pub(super) cell: Cell,
    pub(super) emptied: Option<usize>,
}

struct Page {
    texture: TextureHandle,
    shelves: Shelves,
    /// The pass that drew from it last.
    last_used: u64,
    /// How often it was emptied.
    generation: u64,
}

/// All pages of an atlas.
#[derive(Default)]
pub(super) struct Pages {
    pages: Vec<Page>,
}

impl Pages {
    /// Finds room for `width` x `height` pixels, on a new page if need be, else on the page that was
    /// longest unused, which is emptied. `None` where all pages are in use in this very pass, or the
    /// rectangle is larger than a page.
    pub(super) fn allocate(&mut self, ctx: &Context, width: u16, height: u16, now: u64) -> Option<Room> {
        let found = self.pages.iter_mut().enumerate().find_map(|(page, p)| {
            let (x, y) = p.shelves.place(width, height)?;
            Some(Cell { page, x, y })
        });
        if let Some(cell) = found {
            self.touch(cell.page, now);
            return Some(Room { cell, emptied: None });
        }
        let (page, emptied) = if self.pages.len() < MAX_PAGES {
            self.pages.push(Page::new(ctx, now));
            (self.pages.len() - 1, None)
        } else {
            let page = self.oldest_before(now)?;
            self.pages[page].shelves = Shelves::of_page();
            self.pages[page].generation += 1;
            (page, Some(page))
        };
        let (x, y) = self.pages[page].shelves.place(width, height)?;
        self.touch(page, now);
        let cell = Cell { page, x, y };
        Some(Room { cell, emptied })
    }

    fn oldest_before(&self, now: u64) -> Option<usize> {
        let unused = (0..self.pages.len()).filter(|&i| self.pages[i].last_used < now);
        unused.min_by_key(|&i| self.pages[i].last_used)
    }

    /// Says that a page is drawn from in this pass.
    pub(super) fn touch(&mut self, page: usize, now: u64) {
        if let Some(page) = self.pages.get_mut(page) {
            page.last_used = page.last_used.max(now);
        }
    }

    /// A page to draw plain colour with: the one used last, made if there is none.
    pub(super) fn any(&mut self, ctx: &Context, now: u64) -> TextureId {
        if self.pages.is_empty() {
            self.pages.push(Page::new(ctx, now));
        }
        let latest = (0..self.pages.len()).max_by_key(|&i| self.pages[i].last_used);
        let latest = latest.unwrap_or(0);
        self.touch(latest, now);
        self.pages[latest].texture.id()
    }

    /// A page's texture.
    pub(super) fn texture(&self, page: usize) -> Option<TextureId> {
        self.pages.get(page).map(|page| page.texture.id())
    }

    /// Which page has this texture.
    pub(super) fn page_of(&self, texture: TextureId) -> Option<usize> {
        self.pages.iter().position(|page| page.texture.id() == texture)
    }

    /// How often a page was emptied: what was drawn from it before shows something else now.
    pub(super) fn generation(&self, page: usize) -> Option<u64> {
        self.pages.get(page).map(|page| page.generation)
    }

    /// Uploads pixels to a cell.
    pub(super) fn upload(&mut self, cell: Cell, image: ColorImage) {
        if let Some(page) = self.pages.get_mut(cell.page) {
            let at = [usize::from(cell.x), usize::from(cell.y)];
            page.texture.set_partial(at, image, TextureOptions::LINEAR);
        }
    }

    /// Bytes of all textures.
    pub(super) fn bytes(&self) -> usize {
        self.pages.len() * usize::from(PAGE) * usize::from(PAGE) * 4
    }
}

impl Page {
    fn new(ctx: &Context, now: u64) -> Self {
        let side = usize::from(PAGE);
        let mut image = ColorImage::filled([side, side], Color32::TRANSPARENT);
        for y in 0..usize::from(WHITE) {
            for x in 0..usize::from(WHITE) {
                image.pixels[y * side + x] = Color32::WHITE;
            }
        }
        Self {
            texture: ctx.load_texture("glyphs", image, TextureOptions::LINEAR),
            shelves: Shelves::of_page(),
            last_used: now,
            generation: 0,
        }
    }
}

/// Rectangles packed side by side on shelves of about their height.
#[derive(Clone, Debug)]
pub(super) struct Shelves {
    width: u16,
    height: u16,
    shelves: Vec<Shelf>,
}

#[derive(Clone, Copy, Debug)]
struct Shelf {
    y: u16,
    height: u16,
    used: u16,
}

impl Shelves {
    pub(super) fn new(width: u16, height: u16) -> Self {
        Self {
            width,
            height,
            shelves: Vec::new(),
        }
    }

    fn of_page() -> Self {
        let mut shelves = Self::new(PAGE, PAGE);
        shelves.place(WHITE, WHITE);
        shelves
    }

    /// Where a rectangle goes, if there is room.
    pub(super) fn place(&mut self, width: u16, height: u16) -> Option<(u16, u16)> {
        if width > self.width {
            return None;
        }
        let fits = |shelf: &&mut Shelf| {
            // A shelf of up to a quarter more than is needed is no great waste.
            let wasteful = u32::from(shelf.height) > u32::from(height) * 5 / 4 + 2;
            shelf.height >= height && !wasteful && self.width - shelf.used >= width
        };
        if let Some(shelf) = self.shelves.iter_mut().filter(fits).min_by_key(|s| s.height) {
            let x = shelf.used;
            shelf.used += width;
            return Some((x, shelf.y));
        }
        let y = self.used_height();
        // Rounded up, so that the next of almost this height goes here too.
        let tall = height.next_multiple_of(4).min(self.height.checked_sub(y)?);
        if tall < height {
            return None;
        }
        self.shelves.push(Shelf {
            y,
            height: tall,
            used: width,
        });
        Some((0, y))
    }

    /// Rows taken by shelves.
    pub(super) fn used_height(&self) -> u16 {
        self.shelves.last().map_or(0, |shelf| shelf.y + shelf.height)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn packed_rectangles_never_overlap_or_overflow(sizes in prop::collection::vec((1u16..120, 1u16..120), 1..200)) {
            let mut shelves = Shelves::new(512, 512);
            let mut placed: Vec<[u16; 4]> = Vec::new();
            for (w, h) in sizes {
                if let Some((x, y)) = shelves.place(w, h) {
                    prop_assert!(x + w <= 512 && y + h <= 512);
                    for [ox, oy, ow, oh] in &placed {
                        let apart = x >= ox + ow || *ox >= x + w || y >= oy + oh || *oy >= y + h;
                        prop_assert!(apart);
                    }
                    placed.push([x, y, w, h]);
                }
            }
            prop_assert!(!placed.is_empty());
        }
    }

    #[test]
    fn pages_are_emptied_oldest_first_and_never_while_in_use() {
        let ctx = Context::default();
        let mut pages = Pages::default();
        for now in 1..=MAX_PAGES as u64 {
            let room = pages.allocate(&ctx, 1000, 1000, now).unwrap();
            assert_eq!((room.cell.page as u64 + 1, room.emptied), (now, None));
        }
        let now = MAX_PAGES as u64 + 1;
        pages.touch(0, now);
        for oldest in 1..MAX_PAGES {
            let room = pages.allocate(&ctx, 1000, 1000, now).unwrap();
            assert_eq!(room.emptied, Some(oldest));
            assert_eq!(pages.generation(oldest), Some(1));
        }
        assert!(pages.allocate(&ctx, 1000, 1000, now).is_none());
        assert!(pages.allocate(&ctx, 2000, 1, now + 1).is_none());
        ctx.tex_manager().write().take_delta().clear();
    }
}
