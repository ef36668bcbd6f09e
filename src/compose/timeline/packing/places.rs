//! Where one wish can stand: with its title, with as much of it as fits, or as a marker alone.

use super::{AIR, GAP, LEAST_CUT, LEAST_TITLE, Packer, Place, Wish};

impl Packer<'_> {
    /// Where a wish can stand with its title: right of its marker rather than left of it, where its bar lies over
    /// no other rather than anywhere.
    pub(super) fn place_of_title(&self, wish: &Wish) -> Option<Place> {
        if !wish.is_titled {
            return None;
        }
        let x = f64::from(wish.x);
        let row = usize::from(wish.row);
        let most = self.ground.most_room(row, wish.x);
        if f64::from(most) < LEAST_TITLE || wish.least > most {
            return None;
        }
        let radius = self.measure.radius(wish);
        let reach = radius + AIR;
        let free = |line: usize, from: f64, to: f64| self.ground.line(row, line).is_free(from, to);
        let least = reach + GAP + LEAST_TITLE;
        // Nothing is measured that has no chance.
        let near = |line: &usize| {
            free(*line, x - reach, x + reach)
                && (free(*line, x + reach, x + least) || free(*line, x - least, x - reach))
        };
        if !(0..self.ground.lines(row)).any(|line| near(&line)) {
            return None;
        }
        let width = self.measure.title(wish);
        let right = x + radius + GAP;
        let left = x - radius - GAP - width;
        let sides = [
            (right, [x - reach, right + width + AIR]),
            (left, [left - AIR, x + reach]),
        ];
        let is_inside = |title: f64| title >= 0.0 && title + width + AIR <= self.ground.width();
        let mut fallback = None;
        for (title, room) in sides.into_iter().filter(|(title, _)| is_inside(*title)) {
            for line in (0..self.ground.lines(row)).filter(|line| free(*line, room[0], room[1])) {
                let place = Place {
                    line,
                    title: Some([title, width]),
                    room,
                };
                if self.bar_is_clear(wish, line) {
                    return Some(place);
                }
                fallback = fallback.or(Some(place));
            }
        }
        fallback
    }

    pub(super) fn place_of_cut_title(&self, wish: &Wish) -> Option<Place> {
        if !wish.is_titled {
            return None;
        }
        let x = f64::from(wish.x);
        let row = usize::from(wish.row);
        if f64::from(self.ground.most_room(row, wish.x)) < LEAST_CUT {
            return None;
        }
        let radius = self.measure.radius(wish);
        let (reach, beside) = (radius + AIR, radius + GAP);
        let most = self.ground.width() / 3.0;
        let least = beside + LEAST_CUT;
        let room = |line: usize| {
            let cells = self.ground.line(row, line);
            let is_free = cells.is_free(x - reach, x + reach)
                && (cells.is_free(x, x + least) || cells.is_free(x - least, x));
            if !is_free {
                return None;
            }
            let right = cells.free_right(x - reach, reach + beside + most) - reach - beside - AIR;
            let left = cells.free_left(x + reach, reach + beside + most) - reach - beside - AIR;
            Some((line, right, left))
        };
        let rooms = (0..self.ground.lines(row)).filter_map(room);
        let (line, right, left) = rooms.max_by(|a, b| a.1.max(a.2).total_cmp(&b.1.max(b.2)))?;
        let most = right.max(left);
        if most < LEAST_CUT {
            return None;
        }
        let width = self.measure.cut_title(wish, most.floor() - 1.0)?;
        let (title, room) = if right >= left {
            (x + beside, [x - reach, x + beside + width + AIR])
        } else {
            (x - beside - width, [x - beside - width - AIR, x + reach])
        };
        let cells = self.ground.line(row, line);
        let fits =
            title >= 0.0 && title + width + AIR <= self.ground.width() && cells.is_free(room[0], room[1]);
        fits.then_some(Place {
            line,
            title: Some([title, width]),
            room,
        })
    }

    /// The time of a wish, where it is longer than its marker is wide.
    pub(super) fn bar(&self, wish: &Wish) -> Option<[f64; 2]> {
        let [left, right] = self.measure.span(wish);
        (right - left > 2.0 * self.measure.radius(wish)).then_some([left, right])
    }

    fn bar_is_clear(&self, wish: &Wish, line: usize) -> bool {
        let row = usize::from(wish.row);
        self.bar(wish)
            .is_none_or(|time| self.ground.bar_is_clear(row, line, time))
    }

    /// The room that a wish's marker alone takes.
    pub(super) fn marker_room(&self, wish: &Wish) -> [f64; 2] {
        let (x, reach) = (f64::from(wish.x), self.measure.radius(wish) + AIR);
        [x - reach, x + reach]
    }

    pub(super) fn place_of_marker(&self, wish: &Wish) -> Option<Place> {
        let [from, to] = self.marker_room(wish);
        let row = usize::from(wish.row);
        let free = |line: &usize| self.ground.line(row, *line).is_free(from, to);
        let clear = (0..self.ground.lines(row)).filter(free);
        let line = clear.clone().find(|line| self.bar_is_clear(wish, *line));
        line.or_else(|| clear.clone().next()).map(|line| Place {
            line,
            title: None,
            room: [from, to],
        })
    }
}
