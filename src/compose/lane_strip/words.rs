//! The words of a lane's strip and of its figure.

/// Words in one language. Those with a mark such as `[n]` have a value put there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StripWords {
    /// Under the title: where the lane leads, `[from]` and `[to]`.
    pub from_to: String,
    /// Under the title: how long it is, in `[nm]`, `[km]` and `[days]` at `[knots]`.
    pub length: String,
    /// `[km]` kilometres, in short.
    pub kilometers: String,
    /// `[days]` of sailing, in short.
    pub days: String,
    /// What `[closed]` passages change: `[nm]` and `[percent]` longer than the usual `[total]`.
    pub longer: String,
    /// What opened passages change: `[nm]` and `[percent]` shorter than the usual `[total]`.
    pub shorter: String,
    /// That `[closed]` passages send the lane another way that is as long.
    pub as_long: String,
    /// That there is no way between two places, `[from]` and `[to]`.
    pub no_way: String,
    /// Why: the one way out of a `[place]`, a `[passage]`, is closed.
    pub only_way_out: String,
    /// Why: the one way in to a `[place]`, a `[passage]`, is closed.
    pub only_way_in: String,
    /// Why: every way goes through one of some closed `[passages]`.
    pub all_closed: String,
    /// Why: the network has no way between them.
    pub not_joined: String,
    /// That a place, `[name]`, lies so many `[km]` off the way.
    pub off_way: String,
    /// That lengths on the strip are not in proportion.
    pub not_to_scale: String,
    /// Legend: a port or another place on land.
    pub place: String,
    /// Legend: a sea, a gulf.
    pub water: String,
    /// Legend: a strait, a canal, a cape.
    pub chokepoint: String,
    /// Legend: a closed one.
    pub closed_chokepoint: String,
    /// Below the figure: `[sources]` of the lane.
    pub sources: String,
    /// Below the figure: the `[sources]` that say otherwise.
    pub otherwise: String,
    /// Below the figure: how lengths are found.
    pub model: String,
}

impl StripWords {
    /// Takes each field from `lookup` by its key in `assets/i18n`: `picture-strip-` and the field's name with hyphens.
    pub(in crate::compose) fn from_lookup(lookup: &impl Fn(&str) -> String) -> Self {
        let word = |name: &str| lookup(&format!("picture-strip-{name}"));
        Self {
            from_to: word("from-to"),
            length: word("length"),
            kilometers: word("kilometers"),
            days: word("days"),
            longer: word("longer"),
            shorter: word("shorter"),
            as_long: word("as-long"),
            no_way: word("no-way"),
            only_way_out: word("only-way-out"),
            only_way_in: word("only-way-in"),
            all_closed: word("all-closed"),
            not_joined: word("not-joined"),
            off_way: word("off-way"),
            not_to_scale: word("not-to-scale"),
            place: word("place"),
            water: word("water"),
            chokepoint: word("chokepoint"),
            closed_chokepoint: word("closed-chokepoint"),
            sources: word("sources"),
            otherwise: word("otherwise"),
            model: word("model"),
        }
    }
}
